// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.retrace.it.ServerHome;

/** One request and its answer over a socket of its own, byte by byte, as the oldest clients do it. */
final class Exchange implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 120_000;

    private final Socket socket;

    Exchange(ServerHome server) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.uri("/").getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /**
     * An answer, read to the end of the connection.
     *
     * @param headers by their names in lower case
     */
    record Answer(int status, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        static Answer of(byte[] bytes) throws IOException {
            InputStream in = new ByteArrayInputStream(bytes);
            String[] statusLine = line(in).split(" ", 3);
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String[] header = line.split(": ?", 2);
                headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
            }
            boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
            byte[] body = chunked ? chunks(in) : in.readAllBytes();
            return new Answer(Integer.parseInt(statusLine[1]), headers, new String(body, StandardCharsets.UTF_8));
        }

        private static byte[] chunks(InputStream in) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                body.write(in.readNBytes(size));
                line(in);
            }
            return body.toByteArray();
        }

        private static String line(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.write(c);
            }
            return line.toString(StandardCharsets.US_ASCII).stripTrailing();
        }
    }

    /** Asks and waits for the answer; {@code headers} are whole lines. */
    static Answer ask(ServerHome server, String request, byte[] body, String... headers) throws IOException {
        try (Exchange exchange = new Exchange(server)) {
            exchange.send(head(request, headers));
            exchange.send(body);
            return exchange.answer();
        }
    }

    /** Asks without a body. */
    static Answer ask(ServerHome server, String request, String... headers) throws IOException {
        return ask(server, request, new byte[0], headers);
    }

    /** Uploads with the headers every client sends. */
    static Answer upload(ServerHome server, byte[] body, String contentType, String... headers) throws IOException {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type: " + contentType;
        all[headers.length + 1] = "Content-Length: " + body.length;
        return ask(server, "POST /create", body, all);
    }

    static byte[] head(String request, String... headers) {
        StringBuilder head = new StringBuilder(request).append(" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    void send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    void send(String bytes) throws IOException {
        send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next line of whatever comes, without its end. */
    String line() throws IOException {
        return Answer.line(socket.getInputStream());
    }

    /** An answer that tells its length, on a connection that stays open. */
    Answer answerOfLength() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int length = 0;
        for (String line = line(); ; line = line()) {
            head.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
            if (line.isEmpty()) {
                break;
            }
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                length = Integer.parseInt(line.substring(16));
            }
        }
        head.write(socket.getInputStream().readNBytes(length));
        return Answer.of(head.toByteArray());
    }

    /** Everything up to the end of the connection. */
    Answer answer() throws IOException {
        return Answer.of(socket.getInputStream().readAllBytes());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
