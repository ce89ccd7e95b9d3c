// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrace.process.Cancellation;
import org.retrace.process.CommandResult;
import org.retrace.process.ExternalCommand;

/**
 * How large an unpacked package is.
 *
 * @param bytes on the disk, in whole blocks, a file with several names once
 * @param names of files, directories and links, its own among them; 0 where nobody counted when it was whole
 */
record StoreMeasure(long bytes, long names) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}) bytes, ([0-9]{1,18}) names\n");
    private static final int MAX_TEXT_BYTES = 100;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Measures a tree that is on the disk already: before that the system does not know all of its blocks. */
    static StoreMeasure of(Path tree) throws IOException {
        // Java tells no blocks
        ExternalCommand du = new ExternalCommand(
                List.of("du", "-s", "-B1", "--", tree.toString()),
                Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"),
                Optional.empty(),
                LONGEST,
                MAX_TEXT_BYTES + tree.toString().length() * 4L);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        CommandResult result = du.run(output, new Cancellation());
        Matcher bytes =
                Pattern.compile("([0-9]{1,18})\t.*", Pattern.DOTALL).matcher(output.toString(StandardCharsets.UTF_8));
        if (!(result instanceof CommandResult.Exited exited) || exited.status() != 0 || !bytes.matches()) {
            throw new IOException("du could not measure " + tree + ": " + result.errors());
        }
        return new StoreMeasure(Long.parseLong(bytes.group(1)), names(tree));
    }

    /** Of a tree that nobody measured when it was whole. */
    static StoreMeasure unknown(long bytes) {
        return new StoreMeasure(bytes, 0);
    }

    /** Names in a tree. */
    static long names(Path tree) throws IOException {
        AtomicLong names = new AtomicLong();
        Trees.visit(tree, (path, attributes) -> names.incrementAndGet());
        return names.get();
    }

    /** What a file says; empty when it is not there or says something else, as after a loss of power. */
    static Optional<StoreMeasure> read(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_TEXT_BYTES || !Files.isRegularFile(file)) {
                return Optional.empty();
            }
            Matcher text = TEXT.matcher(Files.readString(file));
            return text.matches()
                    ? Optional.of(new StoreMeasure(Long.parseLong(text.group(1)), Long.parseLong(text.group(2))))
                    : Optional.empty();
        } catch (NoSuchFileException | MalformedInputException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Trees.remove(file);
        Files.writeString(file, bytes + " bytes, " + names + " names\n");
    }
}
