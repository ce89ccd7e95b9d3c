// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPHTTPClient;
import org.apache.commons.net.ftp.FTPReply;
import org.jspecify.annotations.Nullable;
import org.retrace.bytes.FormatException;
import org.retrace.repository.metadata.RepositoryPath;

/** A mirror over FTP: anonymous, binary, passive, a connection for each call. */
final class FtpMirror extends Mirror {

    private static final int PORT = 21;
    private static final String USER = "anonymous";
    private static final String PASSWORD = "retrace@";
    private static final List<String> NO_ENTRIES = List.of(".", "..");

    private final URI uri;
    private final TransferRules rules;

    FtpMirror(String address, URI uri, TransferRules rules) {
        super(address);
        this.uri = uri;
        this.rules = rules;
    }

    /** What is done while the connection stands. */
    @FunctionalInterface
    private interface Work<T> {
        T on(FTPClient client, TransferWatch watch) throws IOException;
    }

    /** Something that is asked over the connection. */
    @FunctionalInterface
    private interface Question<T extends @Nullable Object> {
        T ask() throws IOException;
    }

    @Override
    public List<Entry> list(RepositoryPath directory) throws IOException {
        BoundedSockets sockets = new BoundedSockets(MOST_LISTING, rules);
        return connected(sockets, sockets::received, bytes -> {}, (client, watch) -> {
            if (!asked(watch, () -> client.changeWorkingDirectory(place(directory)))) {
                throw refused(client, directory); // a listing of nothing is empty, not a failure
            }
            FTPFile[] files = asked(watch, () -> client.hasFeature("MLST") ? client.mlistDir() : client.listFiles());
            if (!FTPReply.isPositiveCompletion(client.getReplyCode())) {
                throw refused(client, directory);
            }
            return Stream.of(files)
                    .filter(Objects::nonNull) // a line that nobody understands
                    .filter(file -> !NO_ENTRIES.contains(file.getName())
                            && file.getName().indexOf('/') < 0)
                    .map(FtpMirror::entry)
                    .toList();
        });
    }

    private static Entry entry(FTPFile file) {
        boolean sized = file.isFile() && file.getSize() >= 0;
        return new Entry(
                file.getName(), file.isDirectory(), sized ? OptionalLong.of(file.getSize()) : OptionalLong.empty());
    }

    @Override
    public Optional<SmallFile> look(RepositoryPath path, SmallFile.Version known, int mostBytes) throws IOException {
        BoundedSockets sockets = new BoundedSockets(mostBytes + 1L, rules);
        return connected(sockets, sockets::received, count -> {}, (client, watch) -> {
            SmallFile.Version version = new SmallFile.Version(address(), asked(watch, () -> tag(client, path)), "");
            if (version.isStill(known)) {
                return Optional.empty();
            }
            byte[] bytes;
            try (InputStream in = opened(client, watch, path, 0)) {
                bytes = TransferWatch.readAll(this, in, mostBytes, path.text(), rules);
            }
            complete(client, watch, path);
            return Optional.of(new SmallFile(bytes, version));
        });
    }

    /** Time and size, where the server tells both. */
    private String tag(FTPClient client, RepositoryPath path) throws IOException {
        @Nullable String time = client.getModificationTime(place(path));
        @Nullable String size = client.getSize(place(path));
        return time == null || size == null ? "" : time + " " + size;
    }

    @Override
    void append(RepositoryPath path, PartialFile partial) throws IOException {
        BoundedSockets sockets = new BoundedSockets(Long.MAX_VALUE, rules);
        LongConsumer progress = partial.download().progress();
        connected(sockets, partial::length, progress, (client, watch) -> {
            try (InputStream in = opened(client, watch, path, partial.length())) {
                partial.take(this, in, rules, watch);
            }
            complete(client, watch, path);
            return partial;
        });
    }

    private InputStream opened(FTPClient client, TransferWatch watch, RepositoryPath path, long offset)
            throws IOException {
        client.setRestartOffset(offset);
        @Nullable
        InputStream in = this.<@Nullable InputStream>asked(watch, () -> client.retrieveFileStream(place(path)));
        if (in != null) {
            return in;
        }
        if (offset > 0 && client.getReplyCode() != FTPReply.FILE_UNAVAILABLE) {
            throw new FormatException("file", -1, "cannot be continued after " + offset + " bytes");
        }
        throw refused(client, path);
    }

    private void complete(FTPClient client, TransferWatch watch, RepositoryPath path) throws IOException {
        if (!asked(watch, client::completePendingCommand)) {
            throw silent(path + " was not sent to its end: " + client.getReplyString());
        }
    }

    private MirrorException refused(FTPClient client, RepositoryPath path) {
        return failed("answers \"" + String.valueOf(client.getReplyString()).strip() + "\" to "
                + (path.text().isEmpty() ? "/" : path));
    }

    private String place(RepositoryPath path) {
        return Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("/+$", "") + "/" + path.unescaped();
    }

    private <T> T connected(BoundedSockets sockets, LongSupplier received, LongConsumer progress, Work<T> work)
            throws IOException {
        try (sockets;
                TransferWatch watch = new TransferWatch(rules, received, progress, sockets)) {
            FTPClient client = client();
            client.setSocketFactory(sockets);
            asked(watch, () -> {
                client.connect(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort());
                return client;
            });
            if (!FTPReply.isPositiveCompletion(client.getReplyCode())
                    || !asked(watch, () -> client.login(USER, PASSWORD) && client.setFileType(FTP.BINARY_FILE_TYPE))) {
                throw silent(
                        "answers \"" + String.valueOf(client.getReplyString()).strip() + "\"");
            }
            client.enterLocalPassiveMode();
            return work.on(client, watch);
        }
    }

    private FTPClient client() {
        FTPClient client = rules.proxy()
                .<FTPClient>map(proxy -> new FTPHTTPClient(proxy.getHost(), proxy.getPort()))
                .orElseGet(FTPClient::new);
        int millis = (int) Math.min(Integer.MAX_VALUE, rules.patience().toMillis());
        client.setConnectTimeout(millis);
        client.setDefaultTimeout(millis);
        client.setDataTimeout(rules.patience());
        client.setControlEncoding(StandardCharsets.UTF_8.name());
        return client;
    }

    private <T extends @Nullable Object> T asked(TransferWatch watch, Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (IOException e) {
            throw watch.translate(this, e);
        }
    }
}
