// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/** A tar archive, entry by entry: old, GNU and POSIX, with long names and sparse files. */
public final class TarReader implements Closeable {

    private static final String FORMAT = "tar";

    private final TarArchiveInputStream tar;
    private final InputStream content;
    private final Limits limits;
    private int entries;
    private long total;

    /** @param in the uncompressed archive; closed with this reader */
    public TarReader(InputStream in, Limits limits) {
        this.tar = new TarArchiveInputStream(in, "UTF-8");
        this.content = new CheckedStream(FORMAT, tar);
        this.limits = limits;
    }

    /**
     * The next entry; what is left of the one before is passed over.
     *
     * @return empty at the archive's end
     * @throws FormatException when the archive is broken or claims more than the limits allow
     */
    public Optional<TarEntry> next() throws IOException {
        TarArchiveEntry entry;
        try {
            entry = tar.getNextEntry();
        } catch (IOException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            throw CheckedStream.translate(FORMAT, tar.getBytesRead(), e);
        }
        if (entry == null) {
            return end();
        }
        entries++;
        limits.checkedEntries(FORMAT, tar.getBytesRead(), entries);
        long size = entry.getRealSize();
        total += Math.max(0, size);
        if (size < 0 || size > limits.entryBytes() || total < 0 || total > limits.totalBytes()) {
            throw new FormatException(FORMAT, tar.getBytesRead(), "entry claims " + size + " bytes");
        }
        if (!tar.canReadEntryData(entry)) {
            throw new FormatException(FORMAT, tar.getBytesRead(), "entry of a kind that cannot be read");
        }
        return Optional.of(new TarEntry(entry.getName(), kind(entry), size, entry.getLinkName()));
    }

    /** An archive of no entry at all is none. */
    private Optional<TarEntry> end() throws FormatException {
        if (entries == 0) {
            throw new FormatException(FORMAT, tar.getBytesRead(), "no entries");
        }
        return Optional.empty();
    }

    /** The content of the entry that {@link #next()} gave last; closing it changes nothing. */
    public InputStream content() {
        return content;
    }

    private static EntryKind kind(TarArchiveEntry entry) {
        if (entry.isSymbolicLink()) {
            return EntryKind.SYMLINK;
        }
        if (entry.isLink()) {
            return EntryKind.HARD_LINK;
        }
        if (entry.isDirectory()) {
            return EntryKind.DIRECTORY;
        }
        if (entry.isBlockDevice() || entry.isCharacterDevice() || entry.isFIFO()) {
            return EntryKind.DEVICE;
        }
        return entry.isFile() ? EntryKind.FILE : EntryKind.OTHER;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
