// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.bytes.FormatException;
import org.retrace.repository.metadata.RepositoryPath;

/**
 * One place where a repository lies. Calls end with an {@link IOException} soon after their thread was interrupted, and
 * leave it so. Safe for any number of threads.
 */
public abstract sealed class Mirror permits DirectoryMirror, FtpMirror, HttpMirror, RsyncMirror {

    /** Most bytes of a listing, in whatever form it comes. */
    static final int MOST_LISTING = 16 << 20;

    static final int MOST_PORT = 65_535;

    private static final String FORMAT = "mirror";

    private final String address;

    Mirror(String address) {
        this.address = address;
    }

    /**
     * Something that lies in a directory.
     *
     * @param size in bytes; absent of directories, and where the mirror does not tell it exactly
     */
    public record Entry(String name, boolean isDirectory, OptionalLong size) {}

    /**
     * The mirror at an address: an absolute path, {@code file:}, {@code http:}, {@code https:}, {@code ftp:} or
     * {@code rsync:}.
     *
     * @throws FormatException when the address is of another form, or names a user
     */
    public static Mirror at(String address, TransferRules rules) throws IOException {
        if (address.startsWith("/")) {
            return new DirectoryMirror(address, directory(address), rules);
        }
        URI uri = parsed(address);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (scheme.equals("file") && uri.getHost() == null && uri.getPath() != null) {
            return new DirectoryMirror(address, directory(uri.getPath()), rules);
        }
        if (uri.getHost() == null || uri.getPort() > MOST_PORT) {
            throw new FormatException(FORMAT, -1, "\"" + address + "\" is neither a path nor an address with a host");
        }
        return switch (scheme) {
            case "http", "https" -> new HttpMirror(withoutSlash(address), rules);
            case "ftp" -> new FtpMirror(withoutSlash(address), uri, rules);
            case "rsync" -> new RsyncMirror(withoutSlash(address), uri, rules);
            default -> throw new FormatException(FORMAT, -1, "\"" + address + "\" speaks neither HTTP, FTP nor rsync");
        };
    }

    private static Path directory(String path) throws FormatException {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new FormatException(FORMAT, -1, "\"" + path + "\" is no path: " + e.getReason());
        }
    }

    private static URI parsed(String address) throws FormatException {
        try {
            URI uri = new URI(address);
            if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw new FormatException(FORMAT, -1, "an address has neither a user nor a query nor a fragment");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new FormatException(FORMAT, -1, "\"" + address + "\" is no address: " + e.getReason());
        }
    }

    private static String withoutSlash(String address) {
        return address.replaceFirst("/+$", "");
    }

    /** Where it is, as it was configured. */
    public final String address() {
        return address;
    }

    /**
     * What lies in a directory, in no order.
     *
     * @throws MirrorException when it cannot be told
     */
    public abstract List<Entry> list(RepositoryPath directory) throws IOException;

    /**
     * A small file; empty when it is still what it was.
     *
     * @param known what was fetched before, or {@link SmallFile.Version#NONE}
     * @param mostBytes a longer file is refused
     * @throws MirrorException when it cannot be had
     */
    public abstract Optional<SmallFile> look(RepositoryPath path, SmallFile.Version known, int mostBytes)
            throws IOException;

    /**
     * Fetches a file of any size. What an earlier try left is continued; if the result then is wrong, it is fetched
     * afresh, once.
     *
     * @throws MirrorException when it cannot be had, or is not the file that is wanted; what has come of it stays for
     *     the next try, as far as it can be right
     * @throws java.io.InterruptedIOException when the thread was interrupted
     * @throws IOException when it cannot be written
     */
    public final void fetch(Download download) throws IOException {
        try (PartialFile partial = PartialFile.open(download)) {
            boolean done = fetched(download, partial);
            if (!done && !fetched(download, partial)) {
                throw new IllegalStateException(download.path() + " was continued from nothing");
            }
        } catch (ClosedByInterruptException e) {
            throw TransferWatch.interruption();
        }
    }

    /** False when what an earlier try left could not be continued, and is gone. */
    private boolean fetched(Download download, PartialFile partial) throws IOException {
        try {
            if (!partial.isWhole()) {
                append(download.path(), partial);
            }
            if (partial.isShort()) {
                throw failed(download.path() + " ended after " + partial.length() + " of "
                        + download.size().orElse(0) + " bytes");
            }
            partial.finish();
            return true;
        } catch (FormatException e) {
            boolean continued = partial.isContinued();
            partial.restart();
            if (!continued) {
                throw failed(download.path() + " " + e.reason());
            }
            return false;
        }
    }

    /**
     * Has the bytes from the partial file's end on written behind it.
     *
     * @throws FormatException when what is there cannot be continued, or the result can no longer be right
     */
    abstract void append(RepositoryPath path, PartialFile partial) throws IOException;

    /** An answer that is none of use. */
    final MirrorException failed(String reason) {
        return new MirrorException(address, reason, true);
    }

    /** No answer, or none to its end. */
    final MirrorException silent(String reason) {
        return new MirrorException(address, reason, false);
    }

    @Override
    public final String toString() {
        return address;
    }
}
