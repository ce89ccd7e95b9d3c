// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.check;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.retrace.bytes.FormatException;
import org.retrace.repository.metadata.RepomdReader;
import org.retrace.repository.metadata.RepositoryMetadata;
import org.retrace.repository.metadata.RepositoryPath;
import org.retrace.repository.mirror.Mirror;
import org.retrace.repository.mirror.MirrorException;
import org.retrace.repository.mirror.SmallFile;
import org.retrace.repository.mirror.TransferRules;

/**
 * One look at each mirror: whether it has the metadata of a repository. A host that could not be reached once is not
 * asked again. Safe for any number of threads.
 */
final class MirrorTrials {

    /** Somebody waits. */
    static final TransferRules RULES = new TransferRules(
            Duration.ofSeconds(20),
            TransferRules.USUAL.leastBytesPerSecond(),
            TransferRules.USUAL.mostBytes(),
            Optional.empty());

    private final Map<String, String> unreachable = new ConcurrentHashMap<>();

    /**
     * What came of one.
     *
     * @param place of the repository
     * @param status for people
     * @param found whether the metadata are there
     */
    record Trial(URI place, String status, boolean found, Duration took) {}

    /** Looks for the metadata of the repository in a place. */
    Trial attempt(URI place) {
        long start = System.nanoTime();
        Optional<String> objection = objection(place);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Trial(place, objection.orElse("there"), objection.isEmpty(), took);
    }

    private Optional<String> objection(URI place) {
        String host = place.getScheme() + "://" + place.getAuthority();
        String before = unreachable.get(host);
        if (before != null) {
            return Optional.of(before);
        }
        try {
            Optional<SmallFile> state = Mirror.at(place.toString(), RULES)
                    .look(RepositoryPath.REPOMD, SmallFile.Version.NONE, RepositoryMetadata.MOST_BYTES);
            if (state.isPresent()) {
                RepomdReader.read(state.get().bytes());
            }
            return Optional.empty();
        } catch (MirrorException e) {
            if (!e.answered()) {
                unreachable.putIfAbsent(host, e.reason());
            }
            return Optional.of(e.reason());
        } catch (FormatException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }
}
