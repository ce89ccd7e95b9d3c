// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** The messages of retrace-web; ids 300 to 399, never reused. */
@MessageLogger(projectCode = "RETRACE", length = 4)
public interface WebLogger extends BasicLogger {

    WebLogger LOG = Logger.getMessageLogger(MethodHandles.lookup(), WebLogger.class, "org.retrace.web");

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 300, value = "%s %s failed")
    void requestFailed(String method, String path, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 301, value = "Task %d accepted, %d bytes packed")
    void taskAccepted(long taskId, long packedBytes);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 302, value = "Upload refused: %s")
    void uploadRefused(String sentence);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 303, value = "Upload broken off: %s")
    void uploadBrokenOff(String reason);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 304, value = "A client that followed its task left: %s")
    void clientLeft(String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 320, value = "The tasks that clients follow could not be looked at; they are told to come again")
    void followingFailed(@Cause Throwable cause);
}
