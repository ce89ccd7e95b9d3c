// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrace.bytes.FormatException;
import org.retrace.repository.metadata.RepomdReader;
import org.retrace.repository.metadata.RepositoryMetadata;
import org.retrace.repository.metadata.RepositoryPath;

/**
 * The mirrors of one repository, asked in their order. One that did not answer several times in a row is asked no more;
 * make a new list for a new run. Safe for any number of threads.
 */
public final class MirrorList {

    private static final int MOST_SILENCES = 3;

    /** How often one mirror is asked to continue one file, as long as it sends some of it each time. */
    private static final int MOST_TRIES = 3;

    private final List<Mirror> mirrors;
    private final Map<Mirror, MirrorException> failures = new LinkedHashMap<>();
    private final Map<Mirror, Integer> silences = new LinkedHashMap<>();

    /** @throws IllegalArgumentException when there is none */
    public MirrorList(List<Mirror> mirrors) {
        if (mirrors.isEmpty()) {
            throw new IllegalArgumentException("no mirrors");
        }
        this.mirrors = List.copyOf(mirrors);
    }

    /**
     * A state of the repository.
     *
     * @param metadata what its repomd.xml says
     * @param file the document itself, and how to ask whether it is still the same
     */
    public record State(RepositoryMetadata metadata, SmallFile file) {}

    /** Something that is asked of a mirror. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Mirror mirror) throws IOException;
    }

    /**
     * What the repository says of itself now; empty when that is what we have. A mirror that is behind what we have
     * counts as failed.
     *
     * @param have the state that was taken before
     * @throws NoMirrorException when no mirror gives one that is as new
     */
    public Optional<State> state(Optional<State> have) throws IOException {
        return first("the repository's state", mirror -> state(mirror, have));
    }

    private static Optional<State> state(Mirror mirror, Optional<State> have) throws IOException {
        SmallFile.Version known = have.map(state -> state.file().version()).orElse(SmallFile.Version.NONE);
        Optional<SmallFile> file = mirror.look(RepositoryPath.REPOMD, known, RepositoryMetadata.MOST_BYTES);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        RepositoryMetadata metadata;
        try {
            metadata = RepomdReader.read(file.get().bytes());
        } catch (FormatException e) {
            throw mirror.failed(e.format() + ": " + e.reason());
        }
        Optional<RepositoryMetadata> before = have.map(State::metadata);
        if (before.isPresent() && metadata.isOlderThan(before.get())) {
            throw mirror.failed(
                    "serves an older state: " + named(metadata) + ", and " + named(before.get()) + " is here");
        }
        return before.equals(Optional.of(metadata)) ? Optional.empty() : Optional.of(new State(metadata, file.get()));
    }

    private static String named(RepositoryMetadata metadata) {
        return "revision " + metadata.revision() + " of " + metadata.newest();
    }

    /**
     * What lies in a directory.
     *
     * @throws NoMirrorException when no mirror tells it
     */
    public List<Mirror.Entry> list(RepositoryPath directory) throws IOException {
        return first("a listing of " + directory, mirror -> mirror.list(directory));
    }

    /**
     * Fetches a file, as {@link Mirror#fetch} does; what one mirror began the next continues.
     *
     * @throws NoMirrorException when no mirror gives it
     */
    public void fetch(Download download) throws IOException {
        first(download.path().text(), mirror -> {
            fetch(mirror, download);
            return download;
        });
    }

    private static void fetch(Mirror mirror, Download download) throws IOException {
        Path partial = download.target().resolveSibling(download.target().getFileName() + PartialFile.SUFFIX);
        for (int tries = 1; true; tries++) {
            long before = length(partial);
            try {
                mirror.fetch(download);
                return;
            } catch (MirrorException e) {
                if (tries == MOST_TRIES || length(partial) <= before) {
                    throw e;
                }
            }
        }
    }

    private static long length(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private <T> T first(String what, Question<T> question) throws IOException {
        List<MirrorException> reasons = new ArrayList<>();
        for (Mirror mirror : mirrors) {
            Optional<MirrorException> given = givenUp(mirror);
            if (given.isPresent()) {
                reasons.add(given.get());
                continue;
            }
            try {
                T answer = question.ask(mirror);
                spoke(mirror);
                return answer;
            } catch (MirrorException e) {
                failed(mirror, e);
                reasons.add(e);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the transfer was interrupted");
            }
        }
        throw new NoMirrorException(what, reasons);
    }

    private synchronized Optional<MirrorException> givenUp(Mirror mirror) {
        return silences.getOrDefault(mirror, 0) < MOST_SILENCES
                ? Optional.empty()
                : Optional.ofNullable(failures.get(mirror));
    }

    private synchronized void spoke(Mirror mirror) {
        silences.remove(mirror);
    }

    private synchronized void failed(Mirror mirror, MirrorException e) {
        failures.put(mirror, e);
        if (e.answered()) {
            silences.remove(mirror);
        } else {
            silences.merge(mirror, 1, Integer::sum);
        }
    }

    /** The last failure of each mirror that has failed since this list was made. */
    public synchronized List<MirrorException> failures() {
        return List.copyOf(failures.values());
    }
}
