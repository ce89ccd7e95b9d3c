// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.retrace.bytes.FormatException;
import org.retrace.repository.metadata.Checksum;

/**
 * A file as far as it has come, digested while it is written. What is there at the beginning is continued, and what is
 * there at the end stays, unless it is nothing or the whole.
 */
final class PartialFile implements Closeable {

    /** Behind the name of the target. */
    static final String SUFFIX = ".part";

    /** Behind that: which state of the file it is part of, by whose word. */
    private static final String ORIGIN_SUFFIX = ".from";

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MOST_ORIGIN_BYTES = 8192;

    private final Download download;
    private final Path file;
    private final Path origin;
    private final FileChannel channel;
    private MessageDigest digest;
    private final AtomicLong length = new AtomicLong();
    private boolean continued;

    private PartialFile(Download download, Path file, FileChannel channel) {
        this.download = download;
        this.file = file;
        this.origin = file.resolveSibling(file.getFileName() + ORIGIN_SUFFIX);
        this.channel = channel;
        this.digest = download.checksum().kind().digest();
    }

    static PartialFile open(Download download) throws IOException {
        Path target = download.target();
        Path file = target.resolveSibling(target.getFileName() + SUFFIX);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        PartialFile partial = new PartialFile(download, file, channel);
        try {
            partial.reread();
            partial.continued = partial.length() > 0;
            return partial;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Takes what is in the file now, whoever has written it; more than may be there is nothing. */
    void reread() throws IOException {
        length.set(0);
        digest = download.checksum().kind().digest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (channel.read(buffer, length()) > 0) {
            digest.update(buffer.array(), 0, buffer.position());
            length.addAndGet(buffer.position());
            buffer.clear();
        }
        if (download.size().isPresent() && length() > download.size().getAsLong()) {
            restart();
        }
    }

    Path path() {
        return file;
    }

    Download download() {
        return download;
    }

    /** Bytes that are there; any thread may ask. */
    long length() {
        return length.get();
    }

    /** Whether nothing can be missing. */
    boolean isWhole() {
        return download.size().isPresent() && download.size().getAsLong() == length();
    }

    /** Whether something must be missing. */
    boolean isShort() {
        return download.size().isPresent() && length() < download.size().getAsLong();
    }

    /** Whether its beginning is of an earlier try. */
    boolean isContinued() {
        return continued;
    }

    /** What the mirror called the state that this is part of; empty when another mirror did, or none. */
    Optional<String> validator(Mirror mirror) throws IOException {
        if (length() == 0 || !Files.isRegularFile(origin) || Files.size(origin) > MOST_ORIGIN_BYTES) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(origin);
        return lines.size() == 2 && lines.get(0).equals(mirror.address())
                ? Optional.of(lines.get(1))
                : Optional.empty();
    }

    /** Notes what the mirror calls the state that is being fetched. */
    void comesFrom(Mirror mirror, Optional<String> validator) throws IOException {
        if (validator.isPresent()) {
            Files.write(origin, List.of(mirror.address(), validator.get()));
        } else {
            Files.deleteIfExists(origin);
        }
    }

    /** Forgets what is there. */
    void restart() throws IOException {
        channel.truncate(0);
        length.set(0);
        continued = false;
        digest = download.checksum().kind().digest();
        Files.deleteIfExists(origin);
    }

    /**
     * Writes a stream to its end behind what is there.
     *
     * @throws FormatException when it is longer than it may be; nothing of it was written then
     */
    void take(Mirror mirror, InputStream in, TransferRules rules, TransferWatch watch) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = watch.read(mirror, in, buffer); n >= 0; n = watch.read(mirror, in, buffer)) {
            checkLength(length() + n, rules);
            write(buffer, n);
        }
    }

    /** Refuses a file of so many bytes, where it can be told that it is too long. */
    void checkLength(long bytes, TransferRules rules) throws FormatException {
        long most = download.size().orElse(rules.mostBytes());
        if (bytes > most) {
            throw new FormatException("file", -1, "has more than the " + most + " bytes it may have");
        }
    }

    private void write(byte[] buffer, int bytes) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(buffer, 0, bytes);
        while (source.hasRemaining()) {
            channel.write(source, length() + source.position());
        }
        digest.update(buffer, 0, bytes);
        length.addAndGet(bytes);
    }

    /**
     * Makes it the target, on the disk.
     *
     * @throws FormatException when its digest is another
     */
    void finish() throws IOException {
        Checksum found = Checksum.of(download.checksum().kind(), digest);
        if (!found.equals(download.checksum())) {
            throw new FormatException(
                    "file",
                    -1,
                    "has " + found + ", expected is " + download.checksum().hex());
        }
        channel.force(true);
        Files.move(file, download.target(), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(origin);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (length() == 0) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(origin);
            }
        }
    }
}
