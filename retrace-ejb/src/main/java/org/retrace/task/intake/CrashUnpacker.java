// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
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

/** Unpacks one upload into a directory while it arrives, file by file, each checked before its first byte is kept. */
final class CrashUnpacker {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};
    private static final int ET_CORE = 4;

    /** Room for xz -9 and zstd -19; what claims a larger dictionary is refused. */
    private static final int MAX_DECODER_KIBIBYTES = 66 << 10;

    /** What buffers and the largest headers that a tar archive may have take beside the decoder, as measured. */
    private static final int BASE_KIBIBYTES = 3 << 10;

    /** More entries than any allowed archive has. */
    private static final int MAX_ENTRIES = 1000;

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
     * Reads the archive to its end.
     *
     * @param body the archive as the client sends it; not closed
     * @throws RefusedException when the contract refuses the archive; what was unpacked is the caller's to remove
     * @throws IOException when the client or our disk fails
     */
    void unpack(InputStream body) throws RefusedException, IOException {
        BufferedInputStream upload = new BufferedInputStream(leftOpen(body), BUFFER_BYTES);
        int decoderKibibytes = Compression.decoderKibibytes(upload);
        if (decoderKibibytes > MAX_DECODER_KIBIBYTES) {
            throw new RefusedException(Refusal.brokenArchive());
        }
        int kibibytes = BASE_KIBIBYTES + decoderKibibytes;
        if (!memoryKibibytes.tryAcquire(kibibytes)) {
            throw new RefusedException(Refusal.fullyLoaded());
        }
        try {
            unpack(upload, new Limits(MAX_ENTRIES, decoderKibibytes << 10, Long.MAX_VALUE, Long.MAX_VALUE));
        } finally {
            memoryKibibytes.release(kibibytes);
        }
    }

    private void unpack(InputStream upload, Limits limits) throws RefusedException, IOException {
        try (TarReader tar = new TarReader(Compression.decompress(upload, limits), limits)) {
            for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                keep(entry.get(), tar.content());
            }
        } catch (FormatException e) {
            throw new RefusedException(Refusal.brokenArchive());
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

    private void keep(TarEntry entry, InputStream content) throws RefusedException, IOException {
        CrashFile file = allowed(entry);
        try (OutputStream out = Files.newOutputStream(target.resolve(file.name()))) {
            long length = 0;
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                length += n;
                if (length > file.maxBytes()) {
                    throw new RefusedException(Refusal.tooLarge(file.name()));
                }
                guard.admit(n);
                out.write(buffer, 0, n);
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

    /** Refuses a coredump that is not an ELF core, by its first bytes. */
    static void checkCoredump(Path coredump) throws RefusedException, IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(coredump)) {
            head = in.readNBytes(18);
        }
        if (head.length < 18 || !java.util.Arrays.equals(ELF_MAGIC, 0, 4, head, 0, 4) || elfType(head) != ET_CORE) {
            throw new RefusedException(Refusal.notWhatItSays(CrashFile.COREDUMP));
        }
    }

    /** e_type of an ELF header in either byte order. */
    private static int elfType(byte[] head) {
        boolean bigEndian = head[5] == 2;
        return bigEndian ? head[16] << 8 | (head[17] & 0xff) : (head[16] & 0xff) | head[17] << 8;
    }
}
