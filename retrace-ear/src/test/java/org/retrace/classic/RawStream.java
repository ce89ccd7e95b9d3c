// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.retrace.it.ServerHome;

/** One request over HTTP/2 frame by frame (RFC 9113), whose body need never end. */
public final class RawStream implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;

    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;

    private final SSLSocket socket;
    private final DataOutputStream out;
    private final DataInputStream in;

    /** A connection over which nothing was asked yet. */
    public RawStream(ServerHome server) throws IOException, GeneralSecurityException {
        socket = (SSLSocket) AnyCertificate.context()
                .getSocketFactory()
                .createSocket("localhost", server.secureUri("/").getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    /** Lets the server send no byte of an answer's body (RFC 9113, 6.5.2). */
    public void takeNothing() throws IOException {
        frame(SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});
    }

    /**
     * Asks for something.
     *
     * @param stream an odd number, higher each time
     * @param headers {@code name: value} each
     */
    public void get(String path, int stream, String... headers) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        header(block, ":method", "GET");
        header(block, ":scheme", "https");
        header(block, ":path", path);
        header(block, ":authority", "localhost");
        headers(block, headers);
        frame(HEADERS, END_HEADERS | END_STREAM, stream, block.toByteArray());
    }

    /** Sends the headers of a POST that is to have a body: {@code name: value} each. */
    void post(String path, String... headers) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        header(block, ":method", "POST");
        header(block, ":scheme", "https");
        header(block, ":path", path);
        header(block, ":authority", "localhost");
        headers(block, headers);
        frame(HEADERS, END_HEADERS, 1, block.toByteArray());
    }

    void send(String bytes) throws IOException {
        frame(DATA, 0, 1, bytes.getBytes(StandardCharsets.US_ASCII));
    }

    /** The body of the answer; until then, what the server asks is answered. */
    public String answer() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == SETTINGS && (flags & ACK) == 0) {
                frame(SETTINGS, ACK, 0, new byte[0]);
            } else if (type == DATA) {
                body.append(new String(payload, StandardCharsets.UTF_8));
            }
            if (type == RST_STREAM || ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0)) {
                return body.toString();
            }
        }
    }

    private static void headers(ByteArrayOutputStream block, String... headers) {
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            header(block, parts[0], parts[1]);
        }
    }

    /** A literal that is not indexed, with a new name (RFC 7541, 6.2.2). */
    private static void header(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        for (String text : new String[] {name, value}) {
            block.write(text.length());
            block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
