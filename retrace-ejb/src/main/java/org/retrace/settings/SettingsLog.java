// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the settings say in the server's log; ids 1 to 99. */
@MessageLogger(projectCode = "RETRACE")
interface SettingsLog {

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1, value = "Options are read from %s")
    void reading(String file);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 2, value = "%s")
    void unknownKey(String complaint);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3, value = "%s is now %s (%s)")
    void changed(String key, String text, String origin);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 4, value = "%s; it stays %s")
    void refused(String reason, String inForce);
}
