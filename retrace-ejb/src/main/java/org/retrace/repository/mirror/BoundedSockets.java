// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * The sockets of one FTP connection, made for a client that would keep in memory whatever a server says: each gives
 * only so many bytes. All are closed together, by any thread.
 */
final class BoundedSockets extends SocketFactory implements Closeable {

    private static final long MOST_TALK = 1 << 20;

    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicLong received = new AtomicLong();
    private final long mostBytes;
    private final int connectMillis;
    private boolean closed;

    /**
     * Makes none yet.
     *
     * @param mostBytes of each connection but the first, where the talk is
     */
    BoundedSockets(long mostBytes, TransferRules rules) {
        this.mostBytes = mostBytes;
        this.connectMillis = (int) Math.min(Integer.MAX_VALUE, rules.patience().toMillis());
    }

    /** Bytes that came over all of them. */
    long received() {
        return received.get();
    }

    @Override
    public synchronized Socket createSocket() throws IOException {
        if (closed) {
            throw new IOException("the connection is closed");
        }
        Socket socket = new CountedSocket(sockets.isEmpty() ? MOST_TALK : mostBytes);
        sockets.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = createSocket();
        socket.connect(address, connectMillis);
        return socket;
    }

    @Override
    public void close() throws IOException {
        List<Socket> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(sockets);
        }
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** A socket that gives only so many bytes. */
    private final class CountedSocket extends Socket {
        private long left;

        CountedSocket(long most) {
            left = most;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int n = super.read(buffer, offset, length);
                    received.addAndGet(Math.max(0, n));
                    left -= Math.max(0, n);
                    if (left < 0) {
                        throw new IOException("it says too much");
                    }
                    return n;
                }
            };
        }
    }
}
