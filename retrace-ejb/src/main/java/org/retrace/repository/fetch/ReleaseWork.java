// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.retrace.bytes.FormatException;
import org.retrace.process.Cancellation;
import org.retrace.repository.mirror.NoMirrorException;
import org.retrace.repository.sync.SyncRun;

/** A run at work, in memory, and the place where it is stopped from. Safe for any number of threads. */
public final class ReleaseWork {

    private final SyncRun run;
    private final Set<Cancellation> underWay = new HashSet<>();
    private List<RepositoryWork> repositories = List.of();
    private @Nullable String failure;
    private boolean stopped;

    public ReleaseWork(SyncRun run) {
        this.run = run;
    }

    /** Something that is done for a repository. */
    @FunctionalInterface
    interface Work<T> {
        T run(Cancellation cancellation) throws IOException;
    }

    public SyncRun run() {
        return run;
    }

    synchronized void consistsOf(List<RepositoryWork> all) {
        repositories = List.copyOf(all);
    }

    /** Of the release, in the plugin's order; none before it was opened, or when it could not be. */
    public synchronized List<RepositoryWork> repositories() {
        return repositories;
    }

    /**
     * Does something for a repository, unless the run is over or the repository was given up; a stop interrupts it.
     * What goes wrong with the repository ends that, what goes wrong here ends the run.
     *
     * @return empty when it was not done, or not to its end
     */
    <T> Optional<T> attempt(RepositoryWork repository, Work<T> work) {
        Cancellation cancellation = new Cancellation();
        if (repository.failure().isPresent() || !begin(cancellation)) {
            return Optional.empty();
        }
        cancellation.interrupts(Thread.currentThread());
        try {
            return Optional.of(work.run(cancellation));
        } catch (FormatException | NoMirrorException e) {
            repository.fail(String.valueOf(e.getMessage()));
        } catch (NoRoomException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            if (!cancellation.isCancelled()) {
                fail("the server cannot read or write: " + e);
            }
        } finally {
            cancellation.interruptsNobody();
            end(cancellation);
        }
        return Optional.empty();
    }

    private synchronized boolean begin(Cancellation cancellation) {
        return !isOver() && underWay.add(cancellation);
    }

    private synchronized void end(Cancellation cancellation) {
        underWay.remove(cancellation);
    }

    /** Ends the run as failed; the first reason counts. */
    public synchronized void fail(String reason) {
        if (failure == null) {
            failure = reason;
        }
        stop();
    }

    /** Ends all that is under way, soon, and lets nothing begin. */
    public synchronized void stop() {
        stopped = true;
        underWay.forEach(Cancellation::cancel);
    }

    /** Whether it was stopped before its end, and not for a reason of its own: somebody may go on with it. */
    public synchronized boolean isCutOff() {
        return stopped && failure == null;
    }

    /** Whether nothing more begins. */
    public synchronized boolean isOver() {
        return stopped;
    }

    /** Why the run failed: its own reason, or those of its repositories; empty when it did not. */
    public synchronized Optional<String> failure() {
        if (failure != null) {
            return Optional.of(failure);
        }
        List<String> reasons = new ArrayList<>();
        for (RepositoryWork repository : repositories) {
            repository
                    .failure()
                    .ifPresent(reason -> reasons.add(repository.source().name().repository() + ": " + reason));
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(reasons.stream()
                        .collect(Collectors.joining(
                                "; ", reasons.size() + " of " + repositories.size() + " repositories failed: ", "")));
    }
}
