// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.rpm.RpmPackage;

/**
 * A package that is to be put into the index.
 *
 * @param file where it lies, absolute
 * @param state of the file before it was read
 * @param digest SHA-256 of the file, hex
 * @param origin the repository that it was fetched from; empty where it lay in a directory
 */
public record NewPackage(Path file, FileState state, String digest, RpmPackage rpm, Optional<Origin> origin) {

    /** PostgreSQL's indexes hold no text of over 2700 bytes. */
    static final int MOST_INDEXED = 2000;

    /**
     * Where a package is from.
     *
     * @param checksum digits of the one that the repository lists
     */
    public record Origin(long repositoryId, String checksum) {}

    private static final Limits LIMITS = new Limits(2_000_000, 256 << 20, Long.MAX_VALUE, Long.MAX_VALUE);

    /**
     * What the headers of a package's file say.
     *
     * @throws FormatException when it is no package, or a broken one
     */
    public static RpmPackage read(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            return RpmPackage.read(source, LIMITS);
        }
    }

    /**
     * The package with its file's digest.
     *
     * @throws FormatException when a name is too long for the index
     */
    public static NewPackage of(Path file, FileState state, RpmPackage rpm, Optional<Origin> origin)
            throws IOException {
        if (!fits(file.toString()) || !fits(rpm.nevra().toString())) {
            throw new FormatException("RPM", -1, "its path or its name has over " + MOST_INDEXED + " bytes");
        }
        return new NewPackage(file, state, FileDigest.of(file), rpm, origin);
    }

    /** Whether an index holds a text. */
    static boolean fits(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= MOST_INDEXED;
    }
}
