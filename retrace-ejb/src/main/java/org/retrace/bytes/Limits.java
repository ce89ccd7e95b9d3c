// SPDX-License-Identifier: Apache-2.0
package org.retrace.bytes;

/**
 * What a reader may take from untrusted input, checked before it allocates or loops.
 *
 * @param entries most elements of any one counted table (headers, notes, tags, files of an archive)
 * @param recordBytes most bytes of one structure held in memory at once (a note segment, a header store, a name)
 * @param entryBytes most bytes of one file taken out of an archive or payload
 * @param totalBytes most bytes of all files taken out of one archive or payload together
 */
public record Limits(int entries, int recordBytes, long entryBytes, long totalBytes) {

    /** Bounds that every real file met so far keeps by a factor of ten. */
    public static final Limits GENEROUS = new Limits(4_000_000, 256 << 20, 64L << 30, 256L << 30);

    /**
     * The claimed number of elements, if it is allowed.
     *
     * @param claimed an unsigned count as the input gives it
     * @throws FormatException when it is negative (over 2^63) or more than {@link #entries()}
     */
    public int checkedEntries(String format, long offset, long claimed) throws FormatException {
        if (claimed < 0 || claimed > entries) {
            throw new FormatException(
                    format, offset, "claims " + Long.toUnsignedString(claimed) + " entries, at most " + entries);
        }
        return (int) claimed;
    }

    /**
     * The claimed size of one in-memory structure in bytes, if it is allowed.
     *
     * @throws FormatException when it is negative (over 2^63) or more than {@link #recordBytes()}
     */
    public int checkedRecordBytes(String format, long offset, long claimed) throws FormatException {
        if (claimed < 0 || claimed > recordBytes) {
            throw new FormatException(
                    format, offset, "claims " + Long.toUnsignedString(claimed) + " bytes, at most " + recordBytes);
        }
        return (int) claimed;
    }
}
