// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells by its first bytes whether a file of an upload can be what its name says; docs/formats/uploads.md lists them.
 */
final class CrashMagic {

    private static final int HEAD_BYTES = 18;
    private static final int ET_CORE = 4;
    private static final String ELF = "7f454c46";

    /** In hex: compressed kdump, diskdump, flattened by makedumpfile, LKCD, s390. */
    private static final List<String> VMCORES =
            List.of(hex("KDUMP   "), hex("DISKDUMP"), hex("makedumpfile"), "ed238f61730119a8", "a8190173618f23fd");

    /** In hex: suspended machines and snapshots of VMware. */
    private static final List<String> MACHINES = List.of("d0bed2be", "d1bad1ba", "d2bed2be", "d3bed3be");

    private CrashMagic() {}

    /** Whether a file begins as one of this name does; small files, and memory of machines, have no magic. */
    static boolean fits(String name, Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        return switch (name) {
            case CrashFile.COREDUMP -> isElfCore(head);
            case CrashFile.VMCORE ->
                isElfCore(head) || begins(head, Stream.concat(VMCORES.stream(), MACHINES.stream()));
            case CrashFile.VMSS, CrashFile.VMSN -> begins(head, MACHINES.stream());
            default -> true;
        };
    }

    private static boolean isElfCore(byte[] head) {
        return head.length == HEAD_BYTES && begins(head, Stream.of(ELF)) && elfType(head) == ET_CORE;
    }

    private static boolean begins(byte[] head, Stream<String> magics) {
        String hex = HexFormat.of().formatHex(head);
        return magics.anyMatch(hex::startsWith);
    }

    /** e_type of an ELF header in either byte order. */
    private static int elfType(byte[] head) {
        boolean bigEndian = head[5] == 2;
        return bigEndian ? head[16] << 8 | (head[17] & 0xff) : (head[16] & 0xff) | head[17] << 8;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
