// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.retrace.bytes.Limits;

/**
 * One state of a repository: what its repomd.xml says. Nobody has signed it.
 *
 * @param revision a name that grows, most often the time in seconds since 1970; empty where there is none
 * @param files in the order of the document, without those for SQLite and zchunk
 */
public record RepositoryMetadata(String revision, List<MetadataFile> files) {

    /** Ten times the packages, the paths of one package, and the bytes of the largest distributions. */
    public static final Limits LIMITS = new Limits(2_000_000, 128 << 20, 16L << 30, 16L << 30);

    /** Most bytes of a repomd.xml; those of distributions have ten thousand. */
    public static final int MOST_BYTES = 1 << 20;

    private static final String DIGITS = "[0-9]{1,18}";

    /** Copies the list. */
    public RepositoryMetadata {
        files = List.copyOf(files);
    }

    /** The first file of a type. */
    public Optional<MetadataFile> file(String type) {
        return files.stream().filter(file -> file.type().equals(type)).findFirst();
    }

    /** When the newest of the files was made. */
    public Instant newest() {
        return files.stream()
                .map(MetadataFile::timestamp)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /**
     * Whether this is an earlier state than the other one: by the revisions where both are numbers and differ, else by
     * the newest file.
     */
    public boolean isOlderThan(RepositoryMetadata other) {
        if (revision.matches(DIGITS) && other.revision.matches(DIGITS)) {
            int order = new BigInteger(revision).compareTo(new BigInteger(other.revision));
            return order < 0 || (order == 0 && newest().isBefore(other.newest()));
        }
        return newest().isBefore(other.newest());
    }
}
