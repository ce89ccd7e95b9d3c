// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What names a package's content, whatever its file is called. */
public final class FileDigest {

    private FileDigest() {}

    /** SHA-256 of a file, hex. */
    public static String of(Path file) throws IOException {
        try {
            return of(file, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Another digest of a file, hex.
     *
     * @param digest of nothing yet
     */
    public static String of(Path file, MessageDigest digest) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, digest)) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
