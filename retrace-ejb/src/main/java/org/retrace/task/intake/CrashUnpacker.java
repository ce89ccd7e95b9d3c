// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.retrace.archive.Compression;
import org.retrace.archive.TarEntry;
import org.retrace.archive.TarReader;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.task.intake.file.SparseFile;
import org.retrace.task.intake.file.WriteBehind;

/** Unpacks one upload into a directory while it arrives, file by file, each checked before its first byte is kept. */
final class CrashUnpacker {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Room for xz -9 and zstd -19; what claims a larger dictionary is refused. */
    private static final int MAX_DECODER_KIBIBYTES = 66 << 10;

    /** What buffers and the largest headers that a tar archive may have take beside the decoder, as measured. */
    private static final int BASE_KIBIBYTES = 3 << 10;

    /** More entries than any allowed archive has. */
    private static final int MAX_ENTRIES = 1000;

    /** The largest records that tar is asked for; the last one is filled up. */
    private static final int MAX_PADDING_BYTES = 1 << 20;

    private final Path target;
    private final StorageGuard guard;
    private final Semaphore memoryKibibytes;
    private final Set<String> seen = new HashSet<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /**
     * @param target an existing, empty directory
     * @param memoryKibibytes the memory of all uploads under way, a permit a KiB; who finds too little is refused
     */
    CrashUnpacker(Path target, StorageGuard guard, Semaphore memoryKibibytes) {
        this.target = target;
        this.guard = guard;
        this.memoryKibibytes = memoryKibibytes;
    }

    /**
     * Reads an archive, or the one file that comes without one, to its end.
     *
     * @param bareFile the name of that file; empty for a tar archive
     * @param body what the client sends; not closed
     * @throws RefusedException when the contract refuses the archive; what was unpacked is the caller's to remove
     * @throws IOException when the client or our disk fails
     */
    void unpack(Optional<String> bareFile, InputStream body) throws RefusedException, IOException {
        BufferedInputStream upload = new BufferedInputStream(leftOpen(body), BUFFER_BYTES);
        int decoderKibibytes = Compression.decoderKibibytes(upload);
        if (decoderKibibytes > MAX_DECODER_KIBIBYTES) {
            throw new RefusedException(Refusal.brokenArchive());
        }
        Limits limits = new Limits(MAX_ENTRIES, decoderKibibytes << 10, Long.MAX_VALUE, Long.MAX_VALUE);
        int blockBytes = Compression.blockBytes(upload);
        int manyKibibytes = BASE_KIBIBYTES + Compression.blockDecoderKibibytes(decoderKibibytes, blockBytes);
        int oneKibibytes = BASE_KIBIBYTES + decoderKibibytes;
        if (blockBytes > 0 && memoryKibibytes.tryAcquire(manyKibibytes)) {
            unpack(bareFile, () -> Compression.decompressBlocks(upload, limits, blockBytes), limits, manyKibibytes);
        } else if (memoryKibibytes.tryAcquire(oneKibibytes)) {
            unpack(bareFile, () -> Compression.decompress(upload, limits), limits, oneKibibytes);
        } else {
            throw new RefusedException(Refusal.fullyLoaded());
        }
    }

    /** Opens what is in an upload. */
    @FunctionalInterface
    private interface Decompressed {
        InputStream open() throws IOException;
    }

    /** @param kibibytes of memory that were taken for it */
    private void unpack(Optional<String> bareFile, Decompressed upload, Limits limits, int kibibytes)
            throws RefusedException, IOException {
        try (InputStream content = upload.open()) {
            if (bareFile.isPresent()) {
                keep(new CrashFile(bareFile.get(), Long.MAX_VALUE), content);
            } else {
                unpackTar(content, limits);
            }
        } catch (FormatException e) {
            throw new RefusedException(Refusal.brokenArchive());
        } finally {
            memoryKibibytes.release(kibibytes);
        }
    }

    private void unpackTar(InputStream content, Limits limits) throws RefusedException, IOException {
        try (TarReader tar = new TarReader(content, limits)) {
            for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                keep(allowed(entry.get()), tar.content());
            }
            readToTheEnd(content);
        }
    }

    /** Behind the archive there is padding, and behind that what proves a compressed stream to be whole. */
    private void readToTheEnd(InputStream content) throws RefusedException, IOException {
        long length = 0;
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            length += n;
            if (length > MAX_PADDING_BYTES) {
                throw new RefusedException(Refusal.brokenArchive());
            }
        }
    }

    private static InputStream leftOpen(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public void close() {
                // the caller's
            }
        };
    }

    /** Whole buffers, so that blocks of zeros stand at multiples of a block. */
    private void keep(CrashFile file, InputStream content) throws RefusedException, IOException {
        try (WriteBehind out = new WriteBehind(new SparseFile(target.resolve(file.name())))) {
            long length = 0;
            byte[] filled = out.buffer();
            int n = content.readNBytes(filled, 0, filled.length);
            while (n > 0) {
                length += n;
                if (length > file.maxBytes()) {
                    throw new RefusedException(Refusal.tooLarge(file.name()));
                }
                guard.admit(n);
                out.write(filled, n);
                filled = out.buffer();
                n = content.readNBytes(filled, 0, filled.length);
            }
        }
    }

    private CrashFile allowed(TarEntry entry) throws RefusedException {
        switch (entry.kind()) {
            case SYMLINK, HARD_LINK -> throw new RefusedException(Refusal.link());
            case FILE -> {
                // the only kind there is a rule for
            }
            default -> throw new RefusedException(Refusal.notAllowed(entry.name()));
        }
        String name = entry.name().startsWith("./") ? entry.name().substring(2) : entry.name();
        CrashFile file =
                CrashFile.named(name).orElseThrow(() -> new RefusedException(Refusal.notAllowed(entry.name())));
        if (!seen.add(name)) {
            throw new RefusedException(Refusal.notAllowed(entry.name()));
        }
        if (entry.size() > file.maxBytes()) {
            throw new RefusedException(Refusal.tooLarge(name));
        }
        return file;
    }
}
