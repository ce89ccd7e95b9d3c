// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One note of an ELF file; its descriptor stays where it is until it is asked for.
 *
 * @param owner name without its NUL, at most {@value NoteScan#OWNER_BYTES} characters of it
 * @param descriptorPosition where the descriptor stands in the bytes that were scanned
 * @param descriptorBytes all of which can be read
 */
public record Note(String owner, int type, long descriptorPosition, long descriptorBytes) {

    private static final int NT_GNU_BUILD_ID = 3;

    /** Whether its owner and type are these. */
    public boolean is(String wantedOwner, int wantedType) {
        return type == wantedType && owner.equals(wantedOwner);
    }

    /** The descriptor, of as many bytes as it has. */
    public ByteBuffer descriptor(ElfBytes bytes, ElfLayout layout) throws IOException {
        return layout.read(bytes, descriptorPosition, descriptorBytes);
    }

    /** The build-id, where this is the note with one of a possible length. */
    public Optional<BuildId> buildId(ElfBytes bytes) throws IOException {
        if (!is("GNU", NT_GNU_BUILD_ID) || descriptorBytes > BuildId.MAX_BYTES) {
            return Optional.empty();
        }
        return BuildId.of(bytes.readArray(descriptorPosition, descriptorBytes));
    }
}
