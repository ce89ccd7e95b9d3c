// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.retrace.task.TaskStorage;

/** The free space that uploads under way were promised: what they have not written yet, no new one is let in for. */
@ApplicationScoped
public class UploadRoom {

    @Inject
    private TaskStorage storage;

    private long promised;

    /** What one upload was promised. */
    public final class Promise implements AutoCloseable {

        private long left;

        private Promise(long bytes) {
            left = bytes;
        }

        /** So many bytes are written, promised or not. */
        void wrote(long bytes) {
            synchronized (UploadRoom.this) {
                long part = Math.min(left, bytes);
                left -= part;
                promised -= part;
            }
        }

        @Override
        public void close() {
            wrote(Long.MAX_VALUE);
        }
    }

    /** Room for so many bytes; empty when they would take what must stay free or what others were promised. */
    public synchronized Optional<Promise> promise(long bytes) {
        if (!storage.hasRoomFor(promised + bytes)) {
            return Optional.empty();
        }
        promised += bytes;
        return Optional.of(new Promise(bytes));
    }
}
