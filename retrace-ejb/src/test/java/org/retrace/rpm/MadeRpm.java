// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A package made tag by tag, so that it can say what no honest tool would. One file, {@code /opt/a}, at first. */
public final class MadeRpm {

    private static final int INT32 = 4;
    private static final int INT64 = 5;
    private static final int STRING = 6;
    private static final int BIN = 7;
    private static final int STRING_ARRAY = 8;
    private static final int REGULAR = 0100644;

    /** What one tag says. */
    private record Entry(int type, int count, ByteBuffer content) {}

    private final Map<Integer, Entry> header = new TreeMap<>();
    private final Map<Integer, Entry> signature = new TreeMap<>();
    private byte[] payload = new byte[0];

    public MadeRpm() {
        text(RpmTag.RPMTAG_NAME, "made");
        text(RpmTag.RPMTAG_VERSION, "1");
        text(RpmTag.RPMTAG_RELEASE, "2");
        text(RpmTag.RPMTAG_ARCH, "x86_64");
        files(List.of("/opt/a"), REGULAR);
        payload(cpio("", "07070100000000" + "0".repeat(80) + "0000000b00000000TRAILER!!!\0\0\0\0"));
    }

    /** Another name and version. */
    public MadeRpm named(String name, String version) {
        return text(RpmTag.RPMTAG_NAME, name).text(RpmTag.RPMTAG_VERSION, version);
    }

    MadeRpm text(int tag, String text) {
        header.put(tag, new Entry(STRING, 1, ByteBuffer.wrap(bytes(text + "\0"))));
        return this;
    }

    MadeRpm texts(int tag, List<String> texts) {
        header.put(tag, new Entry(STRING_ARRAY, texts.size(), ByteBuffer.wrap(bytes(String.join("\0", texts) + "\0"))));
        return this;
    }

    MadeRpm numbers(int tag, long... numbers) {
        ByteBuffer content = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        Arrays.stream(numbers).forEach(n -> content.putInt((int) n));
        header.put(tag, new Entry(INT32, numbers.length, content));
        return this;
    }

    MadeRpm longNumbers(int tag, long... numbers) {
        ByteBuffer content = ByteBuffer.allocate(numbers.length * Long.BYTES);
        Arrays.stream(numbers).forEach(content::putLong);
        header.put(tag, new Entry(INT64, numbers.length, content));
        return this;
    }

    /** Files of one mode and 5 bytes; a link leads to its name behind an arrow. */
    MadeRpm files(List<String> paths, int mode) {
        long[] each = new long[paths.size()];
        texts(
                RpmTag.RPMTAG_OLDFILENAMES,
                paths.stream().map(p -> p.replaceFirst(" -> .*", "")).toList());
        texts(
                RpmTag.RPMTAG_FILELINKTOS,
                paths.stream()
                        .map(p -> p.contains(" -> ") ? p.replaceFirst(".* -> ", "") : "")
                        .toList());
        Arrays.fill(each, mode);
        numbers(RpmTag.RPMTAG_FILEMODES, each);
        Arrays.fill(each, 5);
        return numbers(RpmTag.RPMTAG_FILESIZES, each);
    }

    /** Sets the payload and its digest. */
    MadeRpm payload(byte[] bytes) {
        payload = bytes;
        numbers(RpmTag.RPMTAG_PAYLOADDIGESTALGO, 8);
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return texts(RpmTag.RPMTAG_PAYLOADDIGEST, List.of(HexFormat.of().formatHex(sha256.digest(bytes))));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes a tag out of the main header. */
    public MadeRpm without(int tag) {
        header.remove(tag);
        return this;
    }

    /** Puts a signature packet into the signature header; the tag is rpm's. */
    public MadeRpm signed(int tag, byte[] packet) {
        signature.put(tag, new Entry(BIN, packet.length, ByteBuffer.wrap(packet)));
        return this;
    }

    /** Puts signature packets into the tag that rpm 6 has for any number of them. */
    public MadeRpm signed(List<byte[]> packets) {
        List<String> texts =
                packets.stream().map(Base64.getEncoder()::encodeToString).toList();
        return openPgp(texts);
    }

    MadeRpm openPgp(List<String> texts) {
        ByteBuffer content = ByteBuffer.wrap(bytes(String.join("\0", texts) + "\0"));
        signature.put(RpmTag.RPMSIGTAG_OPENPGP, new Entry(STRING_ARRAY, texts.size(), content));
        return this;
    }

    /** What a signature of the header signs. */
    public byte[] header() {
        return bytes(header);
    }

    /** What a signature of header and payload signs. */
    public byte[] headerAndPayload() {
        return joined(header(), payload);
    }

    public byte[] bytes() {
        byte[] lead = new byte[96];
        ByteBuffer.wrap(lead).putInt(0xedabeedb).put((byte) 3).putShort(78, (short) 5);
        byte[] signatures = bytes(signature);
        return joined(joined(lead, Arrays.copyOf(signatures, (signatures.length + 7) / 8 * 8)), headerAndPayload());
    }

    /** A payload of these records, each padded. */
    static byte[] cpio(String... parts) {
        StringBuilder archive = new StringBuilder();
        for (String part : parts) {
            archive.append(part).append("\0".repeat(-part.length() & 3));
        }
        return bytes(archive.toString());
    }

    private static byte[] bytes(Map<Integer, Entry> entries) {
        ByteArrayOutputStream store = new ByteArrayOutputStream();
        ByteBuffer index = ByteBuffer.allocate(16 + entries.size() * 16);
        index.putInt(0x8eade801).putInt(0).putInt(entries.size()).putInt(0);
        entries.forEach((tag, entry) -> {
            index.putInt(tag).putInt(entry.type()).putInt(store.size()).putInt(entry.count());
            store.writeBytes(entry.content().array());
        });
        index.putInt(12, store.size());
        return joined(index.array(), store.toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
