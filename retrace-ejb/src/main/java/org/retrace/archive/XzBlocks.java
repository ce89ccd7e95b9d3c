// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.retrace.bytes.FormatException;
import org.tukaani.xz.XZInputStream;

/**
 * An xz stream whose blocks say their sizes, as {@code xz -T} writes them: each is decoded by a thread of its own while
 * the next ones are read. What is behind the stream is read as one thread would.
 */
final class XzBlocks extends InputStream {

    /** Threads, and blocks in memory beside the one that is being read. */
    static final int AT_ONCE = 2;

    private final InputStream in;
    private final int memoryKibibytes;
    private final int mostBlockBytes;
    private final XzStreamFrame frame;
    private final Dictionaries dictionaries = new Dictionaries(AT_ONCE);
    private final Deque<Future<byte[]>> decoding = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "xz");
        thread.setDaemon(true);
        return thread;
    });
    private InputStream current = InputStream.nullInputStream();
    private Optional<XzBlockHeader> large = Optional.empty();
    private boolean atIndex;
    private boolean ended;

    /**
     * Reads the stream's header.
     *
     * @param memoryKibibytes most memory of each decoder
     * @param mostBlockBytes blocks up to this size are decoded beside each other; larger ones one after the other
     */
    XzBlocks(InputStream in, int memoryKibibytes, int mostBlockBytes) throws IOException {
        this.in = in;
        this.memoryKibibytes = memoryKibibytes;
        this.mostBlockBytes = mostBlockBytes;
        this.frame = XzStreamFrame.read(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int n = current.read(buffer, offset, length);
        while (n < 0 && !ended) {
            current = next();
            n = current.read(buffer, offset, length);
        }
        return n;
    }

    /** The content of the next block; at the end of the stream, what is behind it. */
    private InputStream next() throws IOException {
        fill();
        if (!decoding.isEmpty()) {
            byte[] block = decoded(decoding.remove());
            fill();
            return new ByteArrayInputStream(block);
        }
        if (large.isPresent()) {
            XzBlockHeader block = large.get();
            large = Optional.empty();
            return decoder(block, new Rest(in, block.storedBytes(frame)));
        }
        ended = true;
        return behind();
    }

    /** Gives each thread a block, as far as there are any: they work while somebody reads the one before. */
    private void fill() throws IOException {
        while (!atIndex && large.isEmpty() && decoding.size() < AT_ONCE) {
            begin();
        }
    }

    private void begin() throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new EOFException("the stream ends within its blocks");
        }
        if (first == 0) {
            frame.readIndex(in);
            atIndex = true;
            return;
        }
        XzBlockHeader block = XzBlockHeader.read(first, in);
        frame.add(block);
        long stored = block.storedBytes(frame);
        if (stored > mostStored() || block.uncompressedBytes() > mostBlockBytes) {
            large = Optional.of(block);
            return;
        }
        byte[] bytes = in.readNBytes((int) stored);
        decoding.add(threads.submit(() -> {
            try (InputStream content = decoder(block, new ByteArrayInputStream(bytes))) {
                return whole(content, (int) block.uncompressedBytes());
            }
        }));
    }

    /** What does not compress grows a little. */
    private long mostStored() {
        return mostBlockBytes + mostBlockBytes / 64L + XzBlockHeader.MOST_BYTES;
    }

    /** Decodes one block as a stream of its own, which proves sizes, sums and check. */
    private InputStream decoder(XzBlockHeader block, InputStream stored) throws IOException {
        List<InputStream> parts = List.of(
                new ByteArrayInputStream(frame.header()),
                new ByteArrayInputStream(block.bytes()),
                stored,
                new ByteArrayInputStream(frame.endOf(block)));
        return decoder(new SequenceInputStream(Collections.enumeration(parts)));
    }

    private InputStream decoder(InputStream stream) throws IOException {
        return new XZInputStream(stream, memoryKibibytes, true, dictionaries);
    }

    /** To the very end, so that the decoder has looked at everything. */
    private static byte[] whole(InputStream content, int length) throws IOException {
        byte[] whole = new byte[length];
        if (content.readNBytes(whole, 0, length) < length || content.read() >= 0) {
            throw new FormatException("xz", -1, "a block is not as long as it says");
        }
        return whole;
    }

    private static byte[] decoded(Future<byte[]> block) throws IOException {
        try {
            return block.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new FormatException("xz", -1, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a block was decoded");
        }
    }

    /** Zeros in fours, then nothing or another stream. */
    private InputStream behind() throws IOException {
        byte[] four = in.readNBytes(Integer.BYTES);
        while (four.length == Integer.BYTES && Arrays.equals(four, new byte[Integer.BYTES])) {
            four = in.readNBytes(Integer.BYTES);
        }
        return four.length == 0
                ? InputStream.nullInputStream()
                : decoder(new SequenceInputStream(new ByteArrayInputStream(four), in));
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        in.close();
    }

    /** So many bytes of a stream, which stays open. */
    private static final class Rest extends InputStream {

        private final InputStream in;
        private long left;

        Rest(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int b = left == 0 ? -1 : in.read();
            left -= b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = left == 0 ? -1 : in.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(0, n);
            return n;
        }
    }
}
