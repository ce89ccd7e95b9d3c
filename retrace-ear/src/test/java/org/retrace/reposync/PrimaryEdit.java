// SPDX-License-Identifier: Apache-2.0
package org.retrace.reposync;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Metadata of a mirror that say something else than createrepo_c wrote, and agree with themselves. */
final class PrimaryEdit {

    private static final Pattern PRIMARY = Pattern.compile("<data type=\"primary\">.*?</data>", Pattern.DOTALL);

    private final Path directory;

    /** @param directory in which {@code repodata} is */
    PrimaryEdit(Path directory) {
        this.directory = directory;
    }

    /** Changes the text of the list of packages. */
    void change(UnaryOperator<String> edit) throws IOException {
        byte[] before;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file())))) {
            before = in.readAllBytes();
        }
        String text = new String(before, StandardCharsets.UTF_8);
        String edited = edit.apply(text);
        if (edited.equals(text)) {
            throw new AssertionError("nothing was edited");
        }
        byte[] after = edited.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(after);
        }
        replace(packed.toByteArray(), after.length, sha256(after));
    }

    /** Puts something in place of the list that decompresses to many times what is said of it. */
    void bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("<metadata>".getBytes(StandardCharsets.UTF_8));
            byte[] blanks = new byte[1 << 20];
            for (int mebibyte = 0; mebibyte < 512; mebibyte++) {
                out.write(blanks);
            }
        }
        replace(packed.toByteArray(), 20_000, "0".repeat(64));
    }

    /** The list that the state names is not there. */
    void lose() throws IOException {
        Files.delete(file());
    }

    private Path file() throws IOException {
        Matcher location =
                Pattern.compile("location href=\"([^\"]*primary[^\"]*)\"").matcher(state());
        if (!location.find()) {
            throw new AssertionError("there is no list of packages");
        }
        return directory.resolve(location.group(1));
    }

    private String state() throws IOException {
        return Files.readString(repomd());
    }

    private Path repomd() {
        return directory.resolve("repodata/repomd.xml");
    }

    private void replace(byte[] packed, long openSize, String openSum) throws IOException {
        String name = "repodata/" + sha256(packed) + "-primary.xml.gz";
        Files.write(directory.resolve(name), packed);
        String data =
                """
                <data type="primary">
                    <checksum type="sha256">%s</checksum>
                    <open-checksum type="sha256">%s</open-checksum>
                    <location href="%s"/>
                    <timestamp>%d</timestamp>
                    <size>%d</size>
                    <open-size>%d</open-size>
                  </data>"""
                        .formatted(sha256(packed), openSum, name, 1L << 32, packed.length, openSize);
        String edited = PRIMARY.matcher(state()).replaceFirst(Matcher.quoteReplacement(data));
        Files.writeString(repomd(), edited.replaceFirst("<revision>[0-9]+", "<revision>" + (1L << 32)));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
