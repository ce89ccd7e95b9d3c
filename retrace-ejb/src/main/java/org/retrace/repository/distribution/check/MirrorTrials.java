// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.retrace.repository.distribution.DirectoryListing;

/**
 * One look at each mirror: whether it has the metadata of a repository, and which names are in a directory of it. Over
 * http and https, and in directories. A host that could not be reached once is not asked again. Safe for any number of
 * threads.
 */
final class MirrorTrials implements DirectoryListing {

    private static final String METADATA = "repodata/repomd.xml";
    private static final int MAX_LISTING = 4 << 20;
    private static final int OK = 200;
    private static final Pattern NAME = Pattern.compile("href=\"(?:\\./)?([^\"/?#:]+/?)\"", Pattern.CASE_INSENSITIVE);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final Map<String, String> unreachable = new ConcurrentHashMap<>();

    /**
     * What came of one.
     *
     * @param place of the repository
     * @param status 200 or another number over HTTP, else a word or sentence
     * @param tried whether this program can
     * @param found whether the metadata are there
     */
    record Trial(URI place, String status, boolean tried, boolean found, Duration took) {}

    /** Looks for the metadata of the repository in a place. */
    Trial attempt(URI place) throws InterruptedException {
        long start = System.nanoTime();
        var metadata = place.resolve(METADATA);
        switch (place.getScheme()) {
            case "http", "https" -> {
                var status = head(metadata);
                return new Trial(place, status, true, status.equals(String.valueOf(OK)), since(start));
            }
            case "file" -> {
                boolean there = Files.isRegularFile(Path.of(metadata));
                return new Trial(place, there ? "there" : "not there", true, there, since(start));
            }
            default -> {
                return new Trial(place, "not tried (" + place.getScheme() + ")", false, false, Duration.ZERO);
            }
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String head(URI metadata) throws InterruptedException {
        var before = unreachable.get(metadata.getAuthority());
        if (before != null) {
            return before;
        }
        var request = HttpRequest.newBuilder(metadata)
                .timeout(Duration.ofSeconds(20))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return String.valueOf(
                    client.send(request, BodyHandlers.discarding()).statusCode());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return unreachable.merge(metadata.getAuthority(), "cannot be reached", (first, second) -> first);
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    @Override
    public List<String> names(URI directory) throws IOException {
        return switch (directory.getScheme()) {
            case "http", "https" -> links(page(directory));
            case "file" -> {
                try (var files = Files.list(Path.of(directory))) {
                    yield files.map(file -> file.getFileName().toString()).toList();
                }
            }
            default -> throw new IOException("directories are not listed here over " + directory.getScheme());
        };
    }

    private String page(URI directory) throws IOException {
        var request = HttpRequest.newBuilder(directory)
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                if (response.statusCode() != OK) {
                    throw new IOException("answers " + response.statusCode());
                }
                return new String(body.readNBytes(MAX_LISTING), StandardCharsets.UTF_8);
            }
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new IOException("cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The names that a page of Apache, nginx and their like links to. */
    private static List<String> links(String page) {
        return NAME.matcher(page)
                .results()
                .map((MatchResult link) -> link.group(1))
                .filter(name -> !name.equals("../") && !name.equals("./"))
                .distinct()
                .toList();
    }
}
