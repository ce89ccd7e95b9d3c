// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** The messages of retrace-batch; ids 200 to 299, never reused. */
@MessageLogger(projectCode = "RETRACE", length = 4)
interface BatchLogger extends BasicLogger {

    BatchLogger LOG = Logger.getMessageLogger(MethodHandles.lookup(), BatchLogger.class, "org.retrace.batch");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 200, value = "Task %d claimed, attempt %d")
    void taskClaimed(long taskId, int attempt);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 201, value = "Task %d ended")
    void taskEnded(long taskId);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 202, value = "Step %s of task %d failed")
    void stepFailed(String step, long taskId, @Cause Exception cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 203, value = "%d tasks of an earlier start of this server go on")
    void tasksOfEarlierBoots(int count);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 204, value = "Task %d could not be started")
    void taskNotStarted(long taskId, @Cause Exception cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 205, value = "Crash data of %d failed tasks removed")
    void crashesRemoved(int count);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 206, value = "Crash data of task %d could not be removed")
    void crashNotRemoved(long taskId, @Cause Exception cause);
}
