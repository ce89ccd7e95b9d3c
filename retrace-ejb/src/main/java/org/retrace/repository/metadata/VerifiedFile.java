// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.archive.Compression;
import org.retrace.bytes.Limits;

/** A file of metadata that is unpacked, measured and compared with what repomd.xml says while it is read. */
final class VerifiedFile implements Closeable {

    /** Metadata shrinks to a hundredth at best; a bomb to much less. */
    private static final long MOST_RATIO = 1000;

    private static final long FREE_BYTES = 64L << 20;

    private final MeasuredStream packed;
    private final MeasuredStream unpacked;

    private VerifiedFile(MeasuredStream packed, MeasuredStream unpacked) {
        this.packed = packed;
        this.unpacked = unpacked;
    }

    static VerifiedFile open(Path file, MetadataFile metadata, Limits limits) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return of(in, metadata, limits);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static VerifiedFile of(InputStream in, MetadataFile metadata, Limits limits) throws IOException {
        String name = metadata.location().name();
        Optional<Checksum> checksum = Optional.of(metadata.checksum());
        MeasuredStream packed = new MeasuredStream(
                in, new MeasuredStream.Expected(name, "", metadata.size(), checksum), limits::totalBytes);
        OptionalLong openSize = metadata.openSize();
        MeasuredStream unpacked = new MeasuredStream(
                Compression.decompress(packed, limits),
                new MeasuredStream.Expected(name, "unpacked it", openSize, metadata.openChecksum()),
                () -> Math.min(limits.totalBytes(), FREE_BYTES + MOST_RATIO * packed.position()));
        return new VerifiedFile(packed, unpacked);
    }

    /** What comes out of the file. */
    InputStream content() {
        return unpacked;
    }

    /**
     * Reads to the end of the file.
     *
     * @throws org.retrace.bytes.FormatException when it is not the file that repomd.xml describes
     */
    void finish() throws IOException {
        unpacked.finish();
        packed.finish();
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}
