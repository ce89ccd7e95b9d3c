// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrace.archive.Compression;
import org.retrace.archive.CpioEntry;
import org.retrace.archive.CpioReader;
import org.retrace.archive.ReadAhead;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/**
 * The files of a package, in the archive's order; a thread decompresses ahead of who reads them. Each entry must be one
 * of the header's file list, and its path must not lead out of the root.
 */
public final class RpmPayload implements Closeable {

    private static final String FORMAT = "RPM payload";

    private final InputStream in;
    private final CpioReader cpio;
    private final List<RpmFile> files;
    private final Map<String, RpmFile> byPath = new HashMap<>();
    private final Map<Long, RpmFile> lastLinks = new HashMap<>();

    /**
     * @param compressed the file's bytes from {@link RpmPackage.Payload#offset()} on; closed with this payload
     * @throws FormatException when a path of the file list leads out of the root
     */
    public RpmPayload(InputStream compressed, RpmPackage rpm, Limits limits) throws IOException {
        this.files = rpm.files();
        for (RpmFile file : files) {
            checkPath(file.path());
            byPath.put(file.path(), file);
            if (file.isRegular() && file.inode() > 0) {
                lastLinks.put(file.inode(), file);
            }
        }
        this.in = new ReadAhead(Compression.decompress(compressed, limits));
        this.cpio = new CpioReader(in, this::sizeOf, limits);
    }

    /**
     * The next entry; what is left of the one before is passed over.
     *
     * @return empty at the payload's end
     * @throws FormatException when the payload is broken, or disagrees with the header
     */
    public Optional<PayloadEntry> next() throws IOException {
        Optional<CpioEntry> entry = cpio.next();
        return entry.isEmpty() ? Optional.empty() : Optional.of(matched(entry.get()));
    }

    /** Reads content of the entry that {@link #next()} gave last; -1 at its end. */
    public int read(byte[] buffer) throws IOException {
        return cpio.read(buffer);
    }

    private PayloadEntry matched(CpioEntry entry) throws FormatException {
        RpmFile file = entry.fileIndex() >= 0 ? files.get(entry.fileIndex()) : byPath.get(absolute(entry.name()));
        if (file == null) {
            throw new FormatException(FORMAT, -1, "a file that the header does not list: " + entry.name());
        }
        if (entry.size() > Math.max(file.sizeBytes(), file.linkTarget().length() * 4L)) {
            throw new FormatException(FORMAT, -1, file.path() + " is larger than the header says");
        }
        return new PayloadEntry(file, entry.size(), entry.fileIndex() >= 0 ? file.inode() : entry.inode());
    }

    /** Bytes of content that follow an index; of several hard links the last one in the header's list has them. */
    private long sizeOf(int index) {
        if (index >= files.size()) {
            return -1;
        }
        RpmFile file = files.get(index);
        boolean hasContent = file.isSymlink()
                || (file.isRegular()
                        && lastLinks.getOrDefault(file.inode(), file).equals(file));
        return hasContent ? file.sizeBytes() : 0;
    }

    /** {@code ./usr/bin/x} and {@code usr/bin/x} as {@code /usr/bin/x}. */
    private static String absolute(String name) {
        String relative = name.startsWith("./") ? name.substring(2) : name;
        return relative.startsWith("/") ? relative : "/" + relative;
    }

    private static void checkPath(String path) throws FormatException {
        boolean escapes = List.of(path.split("/", -1)).contains("..");
        if (!path.startsWith("/") || escapes || path.indexOf('\0') >= 0) {
            throw new FormatException(FORMAT, -1, "a path that leads out of the package: " + path);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
