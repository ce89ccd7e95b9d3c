// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** The messages of retrace-batch; ids 200 to 299, never reused. */
@MessageLogger(projectCode = "RETRACE", length = 4)
public interface BatchLogger extends BasicLogger {

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

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 207, value = "Leases could not be renewed, it is tried again in 10 seconds: %s")
    void heartbeatMissed(String cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 208, value = "Task %d belongs to another server by now; what runs of it here is stopped")
    void claimLost(long taskId);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 209, value = "The job of task %d died without a word; the task goes on from its last step")
    void jobDied(long taskId);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 210, value = "No task is begun until this is over: %s")
    void noTaskBegun(String trouble);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 211, value = "Tasks are begun again")
    void troubleOver();

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 212, value = "The end of the job of task %d could not be written down yet")
    void endNotTold(long taskId, @Cause Exception cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 213, value = "Removed: %d %s")
    void orphansRemoved(int count, String kind);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 214, value = "Orphans could not be removed")
    void orphansNotRemoved(@Cause Exception cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 215, value = "%s failed; it is done again when its time comes")
    void beatFailed(String beat, @Cause Exception cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 216, value = "The files of task %d could not be written or removed; it ends or rests without that")
    void filesNotWritten(long taskId, @Cause Exception cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 217, value = "The repositories of %s are brought up to date: run %d, attempt %d")
    void syncBegun(String release, long runId, int attempt);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 218, value = "The repositories of %s: run %d is %s %s")
    void syncEnded(String release, long runId, String state, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 219, value = "The repositories of %s could not be brought up to date")
    void syncNotStarted(String release, @Cause Exception cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 220, value = "%d runs of servers that died were cut off")
    void syncsCutOff(int count);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 221, value = "Run %d belongs to another server by now; what runs of it here is stopped")
    void syncLost(long runId);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 222, value = "%d tasks are tried again, because packages came that they lacked")
    void tasksAgain(int count);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 223, value = "Evicted from the store to make room: %d packages, %d bytes")
    void packagesEvicted(int count, long bytes);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 224, value = "The store of packages cannot be kept in its limits, it is tried again every minute: %s")
    void storeNotKept(String problem);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 225, value = "The store of packages is kept in its limits again")
    void storeKept();

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 226, value = "Debuginfo could not be made quick to read, it is used as it is: %s")
    void debuginfoNotPrepared(String problem);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 227, value = "Somebody cancelled or deleted task %d; what runs of it here is stopped")
    void taskWithdrawn(long taskId);
}
