// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the catalog says in the server's log; ids 100 to 119. */
@MessageLogger(projectCode = "RETRACE")
interface CatalogLog {

    CatalogLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), CatalogLog.class, "org.retrace.repository");

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 100, value = "Plugin %s")
    void pluginFault(String fault);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 101, value = "All plugins in PluginDir are right again")
    void pluginsMended();
}
