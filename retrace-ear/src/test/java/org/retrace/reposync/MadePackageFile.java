// SPDX-License-Identifier: Apache-2.0
package org.retrace.reposync;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/** The RPM of a made package: headers as rpmbuild writes them, not signed, and a payload that holds nothing. */
final class MadePackageFile {

    private static final int RPMSIGTAG_SHA256 = 273;
    private static final int RPMSIGTAG_SIZE = 1000;
    private static final int RPMTAG_NAME = 1000;
    private static final int RPMTAG_VERSION = 1001;
    private static final int RPMTAG_RELEASE = 1002;
    private static final int RPMTAG_SUMMARY = 1004;
    private static final int RPMTAG_DESCRIPTION = 1005;
    private static final int RPMTAG_BUILDTIME = 1006;
    private static final int RPMTAG_BUILDHOST = 1007;
    private static final int RPMTAG_SIZE = 1009;
    private static final int RPMTAG_LICENSE = 1014;
    private static final int RPMTAG_GROUP = 1016;
    private static final int RPMTAG_OS = 1021;
    private static final int RPMTAG_ARCH = 1022;
    private static final int RPMTAG_FILESIZES = 1028;
    private static final int RPMTAG_FILEMODES = 1030;
    private static final int RPMTAG_FILERDEVS = 1033;
    private static final int RPMTAG_FILEMTIMES = 1034;
    private static final int RPMTAG_FILEDIGESTS = 1035;
    private static final int RPMTAG_FILELINKTOS = 1036;
    private static final int RPMTAG_FILEFLAGS = 1037;
    private static final int RPMTAG_FILEUSERNAME = 1039;
    private static final int RPMTAG_FILEGROUPNAME = 1040;
    private static final int RPMTAG_SOURCERPM = 1044;
    private static final int RPMTAG_FILEVERIFYFLAGS = 1045;
    private static final int RPMTAG_PROVIDENAME = 1047;
    private static final int RPMTAG_REQUIREFLAGS = 1048;
    private static final int RPMTAG_REQUIRENAME = 1049;
    private static final int RPMTAG_REQUIREVERSION = 1050;
    private static final int RPMTAG_FILEDEVICES = 1095;
    private static final int RPMTAG_FILEINODES = 1096;
    private static final int RPMTAG_FILELANGS = 1097;
    private static final int RPMTAG_PROVIDEFLAGS = 1112;
    private static final int RPMTAG_PROVIDEVERSION = 1113;
    private static final int RPMTAG_DIRINDEXES = 1116;
    private static final int RPMTAG_BASENAMES = 1117;
    private static final int RPMTAG_DIRNAMES = 1118;
    private static final int RPMTAG_PAYLOADFORMAT = 1124;
    private static final int RPMTAG_FILEDIGESTALGO = 5011;
    private static final int RPMTAG_PAYLOADDIGEST = 5092;
    private static final int RPMTAG_PAYLOADDIGESTALGO = 5093;

    private static final int BUILD_TIME = 1_760_000_000;
    private static final int SHA_256 = 8;
    private static final int EQUAL = 8;
    private static final int FILE_BYTES = 12_345;
    private static final List<String> REQUIRED =
            List.of("libc.so.6()(64bit)", "libc.so.6(GLIBC_2.34)(64bit)", "libm.so.6()(64bit)", "rtld(GNU_HASH)");

    private final MadePackage pkg;
    private final List<MadePackage.File> files;

    MadePackageFile(MadePackage pkg) {
        this.pkg = pkg;
        List<MadePackage.File> sorted = new ArrayList<>(pkg.files());
        sorted.sort((a, b) -> a.path().compareTo(b.path()));
        this.files = sorted;
    }

    /** All of the file. */
    byte[] bytes() {
        byte[] payload = payload();
        byte[] header = header(payload);
        byte[] signature = new MadeHeader(MadeHeader.HEADERSIGNATURES)
                .text(RPMSIGTAG_SHA256, sha256(header))
                .numbers(RPMSIGTAG_SIZE, header.length + payload.length)
                .bytes();
        int padded = (signature.length + 7) / 8 * 8;
        byte[] lead = new byte[96];
        ByteBuffer.wrap(lead)
                .putInt(0xedabeedb)
                .put((byte) 3)
                .put((byte) 0)
                .putShort((short) 0)
                .putShort((short) 1)
                .put(Arrays.copyOf(pkg.name().getBytes(StandardCharsets.US_ASCII), 65))
                .put((byte) 0)
                .putShort((short) 1)
                .putShort((short) 5);
        return ByteBuffer.allocate(lead.length + padded + header.length + payload.length)
                .put(lead)
                .put(Arrays.copyOf(signature, padded))
                .put(header)
                .put(payload)
                .array();
    }

    private static byte[] payload() {
        String end = "07070100000000" + "0".repeat(80) + "0000000b00000000TRAILER!!!\0\0\0\0";
        return end.getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] header(byte[] payload) {
        MadeHeader header = new MadeHeader(MadeHeader.HEADERIMMUTABLE)
                .text(RPMTAG_NAME, pkg.name())
                .text(RPMTAG_VERSION, MadePackage.VERSION)
                .text(RPMTAG_RELEASE, MadePackage.RELEASE)
                .text(RPMTAG_SUMMARY, "Made to be measured")
                .text(RPMTAG_DESCRIPTION, "Nobody has this package.")
                .numbers(RPMTAG_BUILDTIME, BUILD_TIME)
                .text(RPMTAG_BUILDHOST, "nowhere")
                .numbers(RPMTAG_SIZE, FILE_BYTES * MadePackage.FILES)
                .text(RPMTAG_LICENSE, "Apache-2.0")
                .text(RPMTAG_GROUP, "Unspecified")
                .text(RPMTAG_OS, "linux")
                .text(RPMTAG_ARCH, pkg.arch())
                .text(RPMTAG_SOURCERPM, pkg.name() + "-" + MadePackage.VERSION + "-" + MadePackage.RELEASE + ".src.rpm")
                .text(RPMTAG_PAYLOADFORMAT, "cpio")
                .texts(RPMTAG_PAYLOADDIGEST, List.of(sha256(payload)))
                .numbers(RPMTAG_PAYLOADDIGESTALGO, SHA_256);
        addFiles(header);
        addRelations(header);
        return header.bytes();
    }

    private void addFiles(MadeHeader header) {
        Set<String> directories = new TreeSet<>();
        files.forEach(file -> directories.add(file.directory()));
        TreeMap<String, Integer> places = new TreeMap<>();
        directories.forEach(directory -> places.put(directory, places.size()));
        SplittableRandom random = new SplittableRandom(pkg.number());
        header.numbers(RPMTAG_FILESIZES, each(file -> file.isDirectory() ? 4096 : FILE_BYTES))
                .shortNumbers(RPMTAG_FILEMODES, each(MadePackage.File::mode))
                .shortNumbers(RPMTAG_FILERDEVS, each(file -> 0))
                .numbers(RPMTAG_FILEMTIMES, each(file -> BUILD_TIME))
                .texts(
                        RPMTAG_FILEDIGESTS,
                        files.stream().map(file -> digest(file, random)).toList())
                .texts(
                        RPMTAG_FILELINKTOS,
                        files.stream().map(MadePackage.File::target).toList())
                .numbers(RPMTAG_FILEFLAGS, each(file -> 0))
                .texts(RPMTAG_FILEUSERNAME, Collections.nCopies(files.size(), "root"))
                .texts(RPMTAG_FILEGROUPNAME, Collections.nCopies(files.size(), "root"))
                .numbers(RPMTAG_FILEVERIFYFLAGS, each(file -> -1))
                .numbers(RPMTAG_FILEDEVICES, each(file -> 1))
                .numbers(RPMTAG_FILEINODES, inodes())
                .texts(RPMTAG_FILELANGS, Collections.nCopies(files.size(), ""))
                .numbers(RPMTAG_DIRINDEXES, each(file -> places.getOrDefault(file.directory(), 0)))
                .texts(
                        RPMTAG_BASENAMES,
                        files.stream().map(MadePackage.File::name).toList())
                .texts(RPMTAG_DIRNAMES, List.copyOf(directories))
                .numbers(RPMTAG_FILEDIGESTALGO, SHA_256);
    }

    private static String digest(MadePackage.File file, SplittableRandom random) {
        byte[] digest = new byte[file.isDirectory() || !file.target().isEmpty() ? 0 : 32];
        random.nextBytes(digest);
        return HexFormat.of().formatHex(digest);
    }

    private int[] each(ToIntFunction<MadePackage.File> value) {
        return files.stream().mapToInt(value).toArray();
    }

    private int[] inodes() {
        int[] inodes = new int[files.size()];
        Arrays.setAll(inodes, i -> i + 1);
        return inodes;
    }

    private void addRelations(MadeHeader header) {
        List<String> names = new ArrayList<>(List.of(pkg.name()));
        List<String> versions = new ArrayList<>(List.of(MadePackage.VERSION + "-" + MadePackage.RELEASE));
        for (String id : pkg.provided()) {
            names.add("debuginfo(build-id)");
            versions.add(id);
        }
        int[] equal = new int[names.size()];
        Arrays.fill(equal, EQUAL);
        header.texts(RPMTAG_PROVIDENAME, names)
                .numbers(RPMTAG_PROVIDEFLAGS, equal)
                .texts(RPMTAG_PROVIDEVERSION, versions);
        header.numbers(RPMTAG_REQUIREFLAGS, new int[REQUIRED.size()])
                .texts(RPMTAG_REQUIRENAME, REQUIRED)
                .texts(RPMTAG_REQUIREVERSION, Collections.nCopies(REQUIRED.size(), ""));
    }

    /** What primary metadata says of it. */
    String primary(byte[] rpm, String place) {
        StringBuilder xml = new StringBuilder(2048);
        xml.append("<package type=\"rpm\">\n  <name>%s</name>\n  <arch>%s</arch>\n".formatted(pkg.name(), pkg.arch()))
                .append("  ")
                .append(version())
                .append('\n')
                .append("  <checksum type=\"sha256\" pkgid=\"YES\">")
                .append(sha256(rpm))
                .append("</checksum>\n")
                .append("  <summary>Made to be measured</summary>\n")
                .append("  <description>Nobody has this package.</description>\n")
                .append("  <packager></packager>\n  <url></url>\n")
                .append("  <time file=\"%1$d\" build=\"%1$d\"/>\n".formatted(BUILD_TIME))
                .append("  <size package=\"%d\" installed=\"%d\" archive=\"124\"/>\n"
                        .formatted(rpm.length, FILE_BYTES * MadePackage.FILES))
                .append("  <location href=\"")
                .append(place)
                .append("\"/>\n")
                .append("  <format>\n    <rpm:license>Apache-2.0</rpm:license>\n    <rpm:vendor/>\n")
                .append("    <rpm:group>Unspecified</rpm:group>\n    <rpm:buildhost>nowhere</rpm:buildhost>\n")
                .append("    <rpm:provides>\n")
                .append(entry(pkg.name(), MadePackage.VERSION, MadePackage.RELEASE));
        for (String id : pkg.provided()) {
            xml.append("      <rpm:entry name=\"debuginfo(build-id)\" flags=\"EQ\" epoch=\"0\" ver=\"")
                    .append(id)
                    .append("\"/>\n");
        }
        xml.append("    </rpm:provides>\n    <rpm:requires>\n");
        REQUIRED.forEach(
                name -> xml.append("      <rpm:entry name=\"").append(name).append("\"/>\n"));
        xml.append("    </rpm:requires>\n");
        files.stream()
                .filter(file -> file.directory().equals("/usr/bin/"))
                .forEach(file -> xml.append("    <file>").append(file.path()).append("</file>\n"));
        return xml.append("  </format>\n</package>\n").toString();
    }

    private static String entry(String name, String version, String release) {
        return "      <rpm:entry name=\"" + name + "\" flags=\"EQ\" epoch=\"0\" ver=\"" + version + "\" rel=\""
                + release + "\"/>\n";
    }

    private static String version() {
        return "<version epoch=\"0\" ver=\"" + MadePackage.VERSION + "\" rel=\"" + MadePackage.RELEASE + "\"/>";
    }

    /** What filelists say of it. */
    String filelist(byte[] rpm) {
        StringBuilder xml = new StringBuilder(1 << 13);
        xml.append("<package pkgid=\"%s\" name=\"%s\" arch=\"%s\">\n  ".formatted(sha256(rpm), pkg.name(), pkg.arch()))
                .append(version())
                .append('\n');
        for (MadePackage.File file : files) {
            xml.append(file.isDirectory() ? "  <file type=\"dir\">" : "  <file>")
                    .append(file.path())
                    .append("</file>\n");
        }
        return xml.append("</package>\n").toString();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
