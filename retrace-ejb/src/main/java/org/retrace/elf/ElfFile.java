// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/**
 * What names one ELF file and leads to its debuginfo. The source is a file of a package: its signature may be good, its
 * bytes are still checked.
 *
 * @param buildId from its note sections, else its note segments: the program headers of a separate debuginfo file
 *     describe the file it was taken from
 * @param debugAltLink the dwz file it shares DWARF with
 * @param debugLink name of the debuginfo file, without directories, as .gnu_debuglink says it
 */
public record ElfFile(
        ElfMachine machine,
        ElfType type,
        Optional<BuildId> buildId,
        Optional<AltLink> debugAltLink,
        Optional<String> debugLink) {

    /**
     * Reads headers, notes and the two link sections; no more of the file.
     *
     * @throws FormatException when it is no ELF file, or a broken one, or more than the limits allow
     */
    public static ElfFile read(ByteSource source, Limits limits) throws IOException {
        ElfBytes bytes = ElfBytes.of(source, limits);
        EntryBudget budget = new EntryBudget(limits);
        ElfHeader header = ElfHeader.read(bytes, 0);
        ElfSections sections = ElfSections.read(bytes, header, budget);
        return new ElfFile(
                header.machine(),
                header.type(),
                buildId(bytes, header, sections, budget),
                sections.named(".gnu_debugaltlink").flatMap(ElfFile::altLink),
                sections.named(".gnu_debuglink").map(ElfFile::text));
    }

    private static Optional<BuildId> buildId(ElfBytes bytes, ElfHeader header, ElfSections sections, EntryBudget budget)
            throws IOException {
        for (ElfSections.Header section : sections.notes()) {
            Optional<BuildId> buildId =
                    NoteScan.of(bytes, header.layout(), budget, section).firstBuildId();
            if (buildId.isPresent()) {
                return buildId;
            }
        }
        return sections.notes().isEmpty() ? buildIdOfSegments(bytes, header, budget) : Optional.empty();
    }

    private static Optional<BuildId> buildIdOfSegments(ElfBytes bytes, ElfHeader header, EntryBudget budget)
            throws IOException {
        long count = header.realProgramHeaderCount(bytes);
        for (ProgramHeader segment : header.programHeaders(bytes, count, budget)) {
            if (segment.type() == ProgramHeader.PT_NOTE) {
                Optional<BuildId> buildId = NoteScan.of(bytes, header.layout(), budget, segment.fileOffset(), segment)
                        .firstBuildId();
                if (buildId.isPresent()) {
                    return buildId;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<AltLink> altLink(ByteBuffer section) {
        String path = text(section);
        byte[] rest = new byte[section.remaining()];
        section.get(rest);
        return BuildId.of(rest).map(buildId -> new AltLink(path, buildId));
    }

    /** The text up to a NUL, which is consumed, or up to the end. */
    private static String text(ByteBuffer section) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        while (section.hasRemaining()) {
            byte next = section.get();
            if (next == 0) {
                break;
            }
            name.write(next);
        }
        return name.toString(StandardCharsets.UTF_8);
    }
}
