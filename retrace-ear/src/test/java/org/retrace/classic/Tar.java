// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.retrace.it.TestDistribution;

/** A tar archive made entry by entry, honest or not. */
final class Tar {

    private static final int RECORD = 512;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** With the coredump of a real crash. */
    static Tar ofCrash() throws IOException {
        return new Tar().file("coredump", coredump());
    }

    static byte[] coredump() throws IOException {
        return Files.readAllBytes(TestDistribution.crash("null").resolve("coredump"));
    }

    Tar file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Tar file(String name, byte[] content) throws IOException {
        return entry(name, TarConstants.LF_NORMAL, "", content);
    }

    Tar link(String name, byte kind, String target) throws IOException {
        return entry(name, kind, target, new byte[0]);
    }

    /** A header that says so many bytes follow, and none does. */
    Tar claim(String name, long size) throws IOException {
        bytes.write(header(name, TarConstants.LF_NORMAL, "", size));
        return this;
    }

    Tar entry(String name, byte kind, String target, byte[] content) throws IOException {
        bytes.write(header(name, kind, target, content.length));
        bytes.write(Arrays.copyOf(content, (content.length + RECORD - 1) / RECORD * RECORD));
        return this;
    }

    private static byte[] header(String name, byte kind, String target, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
        entry.setName(name);
        entry.setLinkName(target);
        entry.setSize(size);
        entry.setModTime(0);
        byte[] header = new byte[RECORD];
        entry.writeEntryHeader(header);
        return header;
    }

    byte[] bytes() {
        byte[] all = bytes.toByteArray();
        return Arrays.copyOf(all, all.length + 2 * RECORD);
    }

    byte[] gzip() throws IOException {
        return gzip(bytes());
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(result)) {
            out.write(content);
        }
        return result.toByteArray();
    }
}
