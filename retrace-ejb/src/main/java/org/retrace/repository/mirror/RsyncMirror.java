// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrace.bytes.FormatException;
import org.retrace.process.Cancellation;
import org.retrace.process.CommandResult;
import org.retrace.process.ExternalCommand;
import org.retrace.repository.metadata.RepositoryPath;

/**
 * A mirror over rsync, by the program of that name: its own daemon's protocol only, no shell, no options but ours. A
 * file is written in place and continued by its length alone; the digest decides.
 */
final class RsyncMirror extends Mirror {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._+~^:@=,/-]*");

    private static final Pattern MODULE = Pattern.compile("/+[^/]+.*");
    private static final Pattern LINE =
            Pattern.compile("([d-])\\S{9,10} +([0-9]{1,18}) (\\S{1,20} \\S{1,20}) ([^\\r\\n]{1,1000})");
    private static final Duration LONGEST = Duration.ofDays(2);
    private static final Duration LONGEST_LISTING = Duration.ofMinutes(10);
    private static final int RERR_FILEIO = 11;
    private static final List<Integer> RERR_ANSWERED = List.of(5, 23, 24);

    private final TransferRules rules;

    RsyncMirror(String address, URI uri, TransferRules rules) throws FormatException {
        super(address);
        this.rules = rules;
        String path = uri.getRawPath();
        if (!isPlain(path) || !MODULE.matcher(path).matches()) {
            throw new FormatException("mirror", -1, "\"" + address + "\" names no module in plain characters");
        }
    }

    /** Whether neither the program nor the daemon takes a path for anything but itself. */
    private static boolean isPlain(String path) {
        return PLAIN.matcher(path).matches() && !path.startsWith("-") && !path.contains("/-");
    }

    @Override
    public List<Entry> list(RepositoryPath directory) throws IOException {
        List<Entry> entries = new ArrayList<>();
        String slash = directory.text().isEmpty() ? "" : "/";
        for (Matcher line : lines(directory, slash)) {
            boolean isDirectory = line.group(1).equals("d");
            OptionalLong size = OptionalLong.of(Long.parseLong(line.group(2)));
            if (!line.group(4).equals(".")) {
                entries.add(new Entry(line.group(4), isDirectory, isDirectory ? OptionalLong.empty() : size));
            }
        }
        return entries;
    }

    private List<Matcher> lines(RepositoryPath path, String end) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Cancellation cancellation = new Cancellation();
        CommandResult result = command(
                        MOST_LISTING,
                        LONGEST_LISTING,
                        List.of("--list-only", "--no-human-readable", "--dirs", "--copy-links"),
                        List.of(source(path) + end))
                .run(output, cancellation);
        check(result, path);
        return output.toString(StandardCharsets.UTF_8)
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .toList();
    }

    @Override
    public Optional<SmallFile> look(RepositoryPath path, SmallFile.Version known, int mostBytes) throws IOException {
        String tag = lines(path, "").stream()
                .map(line -> line.group(3) + " " + line.group(2))
                .findFirst()
                .orElse("");
        SmallFile.Version version = new SmallFile.Version(address(), tag, "");
        if (version.isStill(known)) {
            return Optional.empty();
        }
        Path file = Files.createTempFile("retrace-", ".rsync");
        try {
            Files.delete(file);
            receive(path, file, mostBytes, count -> {});
            if (!Files.isRegularFile(file) || Files.size(file) > mostBytes) {
                throw failed(path + " has more than " + mostBytes + " bytes, or is no file");
            }
            return Optional.of(new SmallFile(Files.readAllBytes(file), version));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    void append(RepositoryPath path, PartialFile partial) throws IOException {
        long before = partial.length();
        long most = partial.download().size().orElse(rules.mostBytes());
        partial.comesFrom(this, Optional.empty());
        try {
            receive(path, partial.path(), most, partial.download().progress());
        } finally {
            partial.reread();
        }
        if (partial.length() == before && most > before) {
            throw new FormatException("file", -1, "has more than the " + most + " bytes it may have, or is no file");
        }
    }

    private void receive(RepositoryPath path, Path file, long mostBytes, LongConsumer progress) throws IOException {
        Cancellation cancellation = new Cancellation();
        ExternalCommand command = command(
                mostBytes,
                LONGEST,
                List.of("--copy-links", "--inplace", "--append", "--ignore-times", "--max-size=" + mostBytes),
                List.of(source(path), file.toAbsolutePath().toString()));
        CommandResult result;
        Optional<String> complaint;
        try (TransferWatch watch = new TransferWatch(rules, () -> size(file), progress, cancellation::cancel)) {
            result = command.run(OutputStream.nullOutputStream(), cancellation);
            complaint = watch.complaint();
        }
        if (complaint.isPresent() && !Thread.currentThread().isInterrupted()) {
            throw silent(complaint.get());
        }
        check(result, path);
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private String source(RepositoryPath path) throws MirrorException {
        String place = address() + "/" + path.unescaped();
        if (!isPlain(path.unescaped())) {
            throw failed("rsync is not asked for \"" + path.unescaped() + "\"");
        }
        return place;
    }

    /** @param mostBytes of any file that it writes: it believes the daemon how much comes */
    private ExternalCommand command(long mostBytes, Duration longest, List<String> options, List<String> operands) {
        long seconds = Math.max(1, rules.patience().toSeconds());
        List<String> arguments = new ArrayList<>(List.of(
                "prlimit",
                "--fsize=" + mostBytes,
                "rsync",
                "--no-motd",
                "--timeout=" + seconds,
                "--contimeout=" + seconds));
        arguments.addAll(options);
        arguments.add("--");
        arguments.addAll(operands);
        Map<String, String> environment = new HashMap<>(Map.of("LC_ALL", "C.UTF-8", "PATH", "/usr/bin:/bin"));
        rules.proxy().ifPresent(proxy -> environment.put("RSYNC_PROXY", proxy.getHost() + ":" + proxy.getPort()));
        return new ExternalCommand(arguments, environment, Optional.empty(), longest, MOST_LISTING);
    }

    private void check(CommandResult result, RepositoryPath path) throws IOException {
        if (result instanceof CommandResult.Exited exited) {
            if (exited.status() == RERR_FILEIO) {
                throw new IOException("rsync could not write: " + firstLine(exited.errors()));
            }
            if (exited.status() != 0) {
                String reason = "does not give " + path + ": " + firstLine(exited.errors());
                throw RERR_ANSWERED.contains(exited.status()) ? failed(reason) : silent(reason);
            }
        } else if (result instanceof CommandResult.Cancelled) {
            throw TransferWatch.interruption();
        } else if (result instanceof CommandResult.NotStarted notStarted) {
            throw silent("rsync cannot be started: " + notStarted.reason());
        } else {
            throw silent("rsync was stopped, which was fetching " + path + " ("
                    + result.getClass().getSimpleName() + ")");
        }
    }

    private static String firstLine(String errors) {
        return errors.lines().filter(line -> !line.isBlank()).findFirst().orElse("it gives no reason");
    }
}
