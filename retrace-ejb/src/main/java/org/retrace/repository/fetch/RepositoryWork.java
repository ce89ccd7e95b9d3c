// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.retrace.repository.catalog.RepositorySource;
import org.retrace.repository.mirror.MirrorList;
import org.retrace.repository.sync.RepositoryTree;

/**
 * One repository in a run, as far as it is. In memory only: what must outlive the server is in the files and in the
 * index. Safe for any number of threads.
 */
public final class RepositoryWork {

    /** So many packages that are refused are no accident; the rest is not fetched in vain. */
    static final int MOST_REFUSALS = 1000;

    private final RepositorySource source;
    private final RepositoryTree tree;
    private final PackageFetch fetch;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean incomplete;
    private volatile Set<String> listed = Set.of();
    private MirrorList.@Nullable State seen;
    private @Nullable String failure;

    RepositoryWork(RepositorySource source, PackageFetch fetch) {
        this.source = source;
        this.tree = fetch.tree();
        this.fetch = fetch;
    }

    public RepositorySource source() {
        return source;
    }

    long repositoryId() {
        return fetch.repositoryId();
    }

    RepositoryTree tree() {
        return tree;
    }

    PackageFetch fetch() {
        return fetch;
    }

    /** The packages that are wanted; written anew in each run. */
    public FetchPlan plan() {
        return new FetchPlan(tree.incoming().resolve("plan"));
    }

    /** The state of the repository that the plan was made of. */
    synchronized void saw(MirrorList.State state) {
        seen = state;
    }

    synchronized Optional<MirrorList.State> seen() {
        return Optional.ofNullable(seen);
    }

    /** The checksums that the repository lists, where what it lists no more may be removed. */
    void lists(Set<String> checksums) {
        listed = Set.copyOf(checksums);
    }

    Set<String> listed() {
        return listed;
    }

    /** A package stays outside; where another try may end otherwise, the state counts as not taken. */
    void refused(boolean forNow) {
        if (forNow) {
            incomplete = true;
        }
        if (refusals.incrementAndGet() > MOST_REFUSALS) {
            fail("more than " + MOST_REFUSALS + " packages were refused; are the keys in GPGDir those of "
                    + source.name() + "?");
        }
    }

    boolean isComplete() {
        return !incomplete && failure().isEmpty();
    }

    /** Gives the repository up for this run; the first reason counts. */
    synchronized void fail(String reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    /** Why it was given up. */
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
