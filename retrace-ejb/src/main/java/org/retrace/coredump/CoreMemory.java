// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.retrace.bytes.FormatException;
import org.retrace.elf.ElfBytes;
import org.retrace.elf.EntryBudget;
import org.retrace.elf.ProgramHeader;

/**
 * The memory of the crashed process as far as it was dumped, read at its addresses. A segment may hold fewer bytes than
 * it had in memory, or none, and a coredump that was cut holds fewer still.
 */
final class CoreMemory implements ElfBytes {

    private final ElfBytes core;
    private final EntryBudget budget;
    private final List<ProgramHeader> segments;

    /** @param headers all of the coredump's, in any order */
    CoreMemory(ElfBytes core, List<ProgramHeader> headers, EntryBudget budget) {
        this.core = core;
        this.budget = budget;
        this.segments = headers.stream()
                .filter(header -> header.type() == ProgramHeader.PT_LOAD && header.memoryBytes() != 0)
                .sorted(Comparator.comparing(ProgramHeader::virtualAddress, Long::compareUnsigned))
                .toList();
    }

    /** The process's mappings by address, dumped or not. */
    List<ProgramHeader> segments() {
        return segments;
    }

    /** Whether the process could execute what stands at the address. */
    boolean isExecutable(long address) {
        return segmentAt(address)
                .filter(segment -> isInside(address - segment.virtualAddress(), segment.memoryBytes()))
                .filter(ProgramHeader::executable)
                .isPresent();
    }

    @Override
    public long available(long address, long wanted) throws IOException {
        long found = 0;
        while (found < wanted) {
            long more = availableInSegment(address + found, wanted - found);
            if (more == 0) {
                break;
            }
            budget.spend("coredump", -1, found == 0 ? 0 : 1);
            found += more;
        }
        return found;
    }

    @Override
    public ByteBuffer read(long address, long length) throws IOException {
        int bytes = budget.limits().checkedRecordBytes("coredump memory", -1, length);
        if (available(address, bytes) < bytes) {
            String where = Long.toHexString(address);
            throw new FormatException("coredump memory", -1, "has not all of " + bytes + " bytes at 0x" + where);
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            long next = address + buffer.position();
            ProgramHeader segment = segmentAt(next).orElseThrow();
            long part = availableInSegment(next, buffer.remaining());
            buffer.put(core.read(segment.fileOffset() + (next - segment.virtualAddress()), part));
        }
        return buffer.flip();
    }

    private long availableInSegment(long address, long wanted) throws IOException {
        Optional<ProgramHeader> segment = segmentAt(address);
        if (segment.isEmpty()) {
            return 0;
        }
        long inSegment = address - segment.get().virtualAddress();
        if (!isInside(inSegment, segment.get().fileBytes())) {
            return 0;
        }
        long dumped = segment.get().fileBytes() - inSegment;
        long most = dumped < 0 ? wanted : Math.min(wanted, dumped);
        return core.available(segment.get().fileOffset() + inSegment, most);
    }

    private static boolean isInside(long offset, long size) {
        return Long.compareUnsigned(offset, size) < 0;
    }

    /** The last segment that does not begin after the address. */
    private Optional<ProgramHeader> segmentAt(long address) {
        int low = 0;
        int high = segments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(segments.get(middle).virtualAddress(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? Optional.empty() : Optional.of(segments.get(low - 1));
    }
}
