// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.admission;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The files of the accounts that the server keeps itself, as the realm RetraceRealm lays them out: below a directory
 * for each of the first two characters, named by the account and its base32. Each change of a password or a role is one
 * of the file, whoever makes it.
 */
@ApplicationScoped
public class AccountFiles {

    private static final int LEVELS = 2;

    /**
     * What an account looks like now: two are equal as long as neither password nor roles have been changed. Empty when
     * it has no file: it is gone, or another realm keeps it.
     */
    public String stamp(String account) {
        return stamp(Path.of(System.getProperty("jboss.server.config.dir", "/"), "accounts"), account);
    }

    static String stamp(Path accounts, String account) {
        String start = Normalizer.normalize(account, Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]", "_")
                + "-";
        Path directory = accounts;
        for (int level = 0; level < LEVELS; level++) {
            directory = directory.resolve(start.substring(level, level + 1));
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, start + "*.xml")) {
            TreeSet<Path> files = new TreeSet<>();
            found.forEach(files::add);
            return files.isEmpty() ? "" : digest(files);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Accounts whose names differ in what is no letter and no digit stand side by side: they have one stamp. */
    private static String digest(Iterable<Path> files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
