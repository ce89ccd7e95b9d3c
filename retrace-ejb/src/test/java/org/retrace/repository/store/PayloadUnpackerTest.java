// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.rpm.Nevra;
import org.retrace.rpm.RpmFile;
import org.retrace.rpm.RpmPackage;
import org.retrace.rpm.RpmPayload;

class PayloadUnpackerTest {

    private static final int FILE = 0100644;
    private static final int LINK = 0120777;
    private static final int DEVICE = 0060666;
    private static final int SET_UID = 0104755;

    private final Path work;

    PayloadUnpackerTest(@TempDir Path work) {
        this.work = work;
    }

    private final List<RpmFile> files = new ArrayList<>();
    private final List<String> contents = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/etc", "."})
    void refusesAPathThroughALinkOfThePackage(String target) throws IOException {
        add("/opt/link", LINK, target);
        add("/opt/link/file", FILE, "x");

        assertThatThrownBy(this::unpack)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("a path that leads through a link");
        assertThat(work.resolve("outside")).doesNotExist();
    }

    @Test
    void refusesToWriteThroughALinkOfTheSameName() throws IOException {
        Path outside = Files.writeString(work.resolve("outside"), "mine");
        add("/link", LINK, outside.toString());
        add("/./link", FILE, "theirs");

        assertThatThrownBy(this::unpack).isInstanceOf(FormatException.class);
        assertThat(outside).hasContent("mine");
    }

    @Test
    void refusesALinkWhereAFileIsAlready() {
        add("/a", FILE, "x");
        add("/./a", LINK, "b");

        assertThatThrownBy(this::unpack).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../outside", "/a/../../outside", "outside", "/a\0b"})
    void refusesAPathThatLeadsOut(String path) {
        add(path, FILE, "x");

        assertThatThrownBy(this::unpack).isInstanceOf(FormatException.class);
        assertThat(work.resolve("outside")).doesNotExist();
    }

    @Test
    void keepsALinkThatLeadsOutAsALink() throws IOException {
        add("/evil", LINK, "/etc/passwd");
        unpack();

        assertThat(Files.readSymbolicLink(root().resolve("evil"))).isEqualTo(Path.of("/etc/passwd"));
    }

    @Test
    void makesNeitherDevicesNorSetUidFiles() throws IOException {
        add("/dev/disk", DEVICE, "");
        add("/bin/su", SET_UID, "x");
        unpack();

        assertThat(Files.exists(root().resolve("dev/disk"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat((int) Files.getAttribute(root().resolve("bin/su"), "unix:mode") & 07777)
                .isEqualTo(0555);
    }

    @Test
    void leavesOutANameThatTheSystemCannotSpell() throws IOException {
        add("/\u98df", FILE, "x");
        add("/link", LINK, "\u98df");
        add("/after", FILE, "y");
        unpack();

        assertThat(root().resolve("after")).hasContent("y");
    }

    @Test
    void refusesAFileThatTheHeaderDoesNotList() {
        add("/a", FILE, "x");
        files.set(0, new RpmFile("/b", FILE, 1, "", 1));

        assertThatThrownBy(this::unpack).isInstanceOf(FormatException.class);
        assertThat(root().resolve("a")).doesNotExist();
    }

    @Test
    void refusesAFileThatIsLargerThanTheHeaderSays() {
        add("/a", FILE, "much");
        files.set(0, new RpmFile("/a", FILE, 3, "", 1));

        assertThatThrownBy(this::unpack).isInstanceOf(FormatException.class);
    }

    @Test
    void survivesEveryPrefixAndEveryFlippedByte() throws IOException {
        add("/usr/bin/toaster", FILE, "program");
        add("/usr/bin/link", LINK, "toaster");
        byte[] whole = archive();
        int refused = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) 0xff;
            refused += attempt(flipped) + attempt(Arrays.copyOf(whole, i));
        }
        assertThat(refused).isGreaterThan(whole.length / 2);
    }

    private int attempt(byte[] archive) throws IOException {
        try {
            unpack(archive);
            return 0;
        } catch (FormatException e) {
            return 1;
        } finally {
            Trees.remove(root());
        }
    }

    private void add(String path, int mode, String content) {
        int size = content.getBytes(StandardCharsets.UTF_8).length;
        files.add(new RpmFile(path, mode, size, mode == LINK ? content : "", files.size() + 1));
        names.add("." + path);
        contents.add(content);
    }

    private byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CpioArchiveOutputStream cpio =
                new CpioArchiveOutputStream(bytes, CpioConstants.FORMAT_NEW, 512, "UTF-8")) {
            for (int i = 0; i < contents.size(); i++) {
                byte[] content = contents.get(i).getBytes(StandardCharsets.UTF_8);
                RpmFile file = files.get(i);
                CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, names.get(i));
                entry.setMode(file.mode());
                entry.setInode(i + 1L);
                entry.setSize(content.length);
                cpio.putArchiveEntry(entry);
                cpio.write(content);
                cpio.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Path root() {
        return work.resolve("root");
    }

    private void unpack() throws IOException {
        unpack(archive());
    }

    private void unpack(byte[] archive) throws IOException {
        RpmPackage rpm = new RpmPackage(
                new Nevra("toaster", 0, "1", "1", "x86_64"),
                files,
                List.of(),
                List.of(),
                List.of(),
                new RpmPackage.Payload(0, Optional.empty()),
                0);
        Files.createDirectory(root());
        try (RpmPayload payload = new RpmPayload(new ByteArrayInputStream(archive), rpm, Limits.GENEROUS)) {
            new PayloadUnpacker(root()).unpack(payload);
        }
    }
}
