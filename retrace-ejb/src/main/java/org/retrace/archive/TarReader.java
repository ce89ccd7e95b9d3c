// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/** A tar archive, entry by entry: old, GNU and POSIX, with long names and sparse files. */
public final class TarReader implements Closeable {

    private static final String FORMAT = "tar";
    /** Enough for the map of a sparse file of five thousand pieces. */
    private static final int HEADER_BYTES = 1 << 17;

    private static final int SPARSE_READ_BYTES = 1 << 10;

    private final TarInput input;
    private final TarArchiveInputStream tar;
    private final InputStream content;
    private final Limits limits;
    private int entries;
    private long total;

    /** @param in the uncompressed archive; closed with this reader */
    public TarReader(InputStream in, Limits limits) {
        this.input = new TarInput(in, Math.min(HEADER_BYTES, limits.recordBytes()));
        this.tar = new TarArchiveInputStream(input, "UTF-8");
        this.content = new Content();
        this.limits = limits;
    }

    /** What {@link #content()} gives. */
    private final class Content extends CheckedStream {

        Content() {
            super(FORMAT, tar);
        }

        /** The decoder recurses once for each piece of a sparse file that falls into one read. */
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            TarArchiveEntry entry = tar.getCurrentEntry();
            boolean sparse = entry != null && entry.isSparse();
            return super.read(buffer, offset, sparse ? Math.min(SPARSE_READ_BYTES, length) : length);
        }

        @Override
        public void close() {
            // the reader closes the archive
        }
    }

    /**
     * The next entry; what is left of the one before is passed over.
     *
     * @return empty at the archive's end
     * @throws FormatException when the archive is broken or cut, has no entry, or claims more than the limits allow
     */
    public Optional<TarEntry> next() throws IOException {
        if (entries > 0) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        Optional<TarArchiveEntry> entry = readHeaders();
        if (entry.isEmpty()) {
            return end();
        }
        admit(entry.get());
        return entry.map(e -> new TarEntry(e.getName(), kind(e), e.getRealSize(), e.getLinkName()));
    }

    private Optional<TarArchiveEntry> readHeaders() throws IOException {
        input.beginHeaders();
        try {
            return Optional.ofNullable(tar.getNextEntry());
        } catch (IOException | RuntimeException e) {
            throw CheckedStream.translate(FORMAT, tar.getBytesRead(), e);
        } finally {
            input.beginContent();
        }
    }

    private void admit(TarArchiveEntry entry) throws FormatException {
        entries++;
        limits.checkedEntries(FORMAT, tar.getBytesRead(), entries);
        long size = entry.getRealSize();
        if (size < 0 || size > limits.entryBytes() || size > limits.totalBytes() - total) {
            throw broken("entry claims " + size + " bytes");
        }
        total += size;
        if (!entry.isCheckSumOK() || !tar.canReadEntryData(entry)) {
            throw broken("no header of an entry");
        }
    }

    /** An archive of no entry at all is none. */
    private Optional<TarEntry> end() throws FormatException {
        if (entries == 0) {
            throw broken("no entries");
        }
        return Optional.empty();
    }

    private FormatException broken(String reason) {
        return new FormatException(FORMAT, tar.getBytesRead(), reason);
    }

    /** The content of the entry that {@link #next()} gave last; closing it changes nothing. */
    public InputStream content() {
        return content;
    }

    private static EntryKind kind(TarArchiveEntry entry) {
        return switch (entry.getLinkFlag()) {
            case TarConstants.LF_OLDNORM,
                    TarConstants.LF_NORMAL,
                    TarConstants.LF_CONTIG,
                    TarConstants.LF_GNUTYPE_SPARSE -> entry.isDirectory() ? EntryKind.DIRECTORY : EntryKind.FILE;
            case TarConstants.LF_LINK -> EntryKind.HARD_LINK;
            case TarConstants.LF_SYMLINK -> EntryKind.SYMLINK;
            case TarConstants.LF_DIR -> EntryKind.DIRECTORY;
            case TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO -> EntryKind.DEVICE;
            default -> EntryKind.OTHER;
        };
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
