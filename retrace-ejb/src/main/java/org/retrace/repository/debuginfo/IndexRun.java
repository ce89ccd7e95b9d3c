// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.debuginfo;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.retrace.bytes.FormatException;
import org.retrace.elf.debug.GdbIndex;
import org.retrace.process.Cancellation;
import org.retrace.process.CommandResult;
import org.retrace.process.ExternalCommand;
import org.retrace.process.Sandbox;
import org.retrace.process.SandboxLimits;

/**
 * One run of gdb that makes the indexes of all debuginfo of a package; packages are not trusted, so it runs in the
 * sandbox, and what it says is checked. {@code index.py} tells how it says it.
 */
final class IndexRun {

    private static final String TREE = "/package";
    private static final String LIST = "/list";
    private static final String SCRIPT = "/index.py";
    private static final int MAX_WORDS = 300;

    /** Before any file is loaded, so that nothing of a package can run. */
    private static final List<String> SETTINGS = List.of(
            "set auto-load no",
            "set auto-load safe-path /nonexistent",
            "set debuginfod enabled off",
            "set confirm off",
            "set style enabled off",
            "maintenance set worker-threads 2",
            "set debug-file-directory " + TREE + "/usr/lib/debug");

    private final Path tree;
    private final Path scratch;
    private final SandboxLimits limits;
    private final List<String> problems = new ArrayList<>();

    IndexRun(Path tree, Path scratch, SandboxLimits limits) {
        this.tree = tree;
        this.scratch = scratch;
        this.limits = limits;
    }

    /** What could not be done until now. */
    List<String> problems() {
        return problems;
    }

    /** Returns what could not be done. */
    List<String> index(List<DebugFile> files) throws IOException {
        Path indexes = scratch.resolve("indexes");
        CommandResult result = command(files).run(indexes, new Cancellation());
        take(indexes, files);
        if (!(result instanceof CommandResult.Exited exited) || exited.status() != 0) {
            problems.add("gdb did not make all indexes: " + result.getClass().getSimpleName() + ", "
                    + words(result.errors()));
        }
        return problems;
    }

    private ExternalCommand command(List<DebugFile> files) throws IOException {
        String list = files.stream()
                .map(file -> TREE + "/" + tree.relativize(file.path()))
                .collect(Collectors.joining("\0"));
        Path names = Files.writeString(scratch.resolve("list"), list);
        Path script = scratch.resolve("index.py");
        try (InputStream in = IndexRun.class.getResourceAsStream("index.py")) {
            if (in == null) {
                throw new IllegalStateException("index.py is not beside its class");
            }
            Files.copy(in, script);
        }
        List<String> program = new ArrayList<>(List.of("/usr/bin/gdb", "-batch", "-nx", "-nh"));
        SETTINGS.forEach(setting -> program.addAll(List.of("-iex", setting)));
        program.addAll(List.of("-x", SCRIPT));
        return Sandbox.of(limits)
                .withVariable("MALLOC_ARENA_MAX", "2")
                .withReadOnly(tree, TREE)
                .withReadOnly(names, LIST)
                .withReadOnly(script, SCRIPT)
                .command(program);
    }

    /** Takes what gdb said. */
    void take(Path indexes, List<DebugFile> files) throws IOException {
        try (RandomAccessFile said = new RandomAccessFile(indexes.toFile(), "r")) {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = take(said, files);
            }
        }
    }

    /** Takes one thing that gdb said; false when it is cut, or nonsense. */
    private boolean take(RandomAccessFile said, List<DebugFile> files) throws IOException {
        if (said.length() - said.getFilePointer() < Frame.HEAD_BYTES) {
            return false;
        }
        Frame frame = new Frame(said.readInt(), said.readByte(), said.readLong());
        long start = said.getFilePointer();
        boolean whole = frame.bytes() >= 0 && frame.bytes() <= said.length() - start;
        if (!whole || frame.file() < 0 || frame.file() >= files.size()) {
            return false;
        }
        DebugFile file = files.get(frame.file());
        switch (frame.kind()) {
            case Frame.INDEX -> add(Optional.of(file), said, start, frame.bytes());
            case Frame.INDEX_OF_SHARED -> add(file.shared(tree), said, start, frame.bytes());
            default -> complain(file, said, frame.bytes());
        }
        said.seek(start + frame.bytes());
        return true;
    }

    /**
     * A thing that gdb says of a file.
     *
     * @param file its number in the list
     * @param kind of what follows
     * @param bytes of what follows
     */
    private record Frame(int file, byte kind, long bytes) {
        static final int HEAD_BYTES = Integer.BYTES + Byte.BYTES + Long.BYTES;
        static final byte INDEX = 0;
        static final byte INDEX_OF_SHARED = 1;
    }

    private void add(Optional<DebugFile> target, RandomAccessFile said, long start, long bytes) throws IOException {
        if (target.isEmpty()) {
            return;
        }
        DebugFile file = target.get();
        try {
            if (GdbIndex.isMissingIn(file.path(), DebugFile.LIMITS)) {
                file.change(path -> GdbIndex.add(path, said.getChannel(), start, bytes, DebugFile.LIMITS));
            }
        } catch (FormatException e) {
            problems.add(tree.relativize(file.path()) + ": " + e.getMessage());
        }
    }

    private void complain(DebugFile file, RandomAccessFile said, long bytes) throws IOException {
        byte[] text = new byte[(int) Math.min(bytes, MAX_WORDS)];
        said.readFully(text);
        problems.add(tree.relativize(file.path()) + ": gdb makes no index of it: "
                + words(new String(text, StandardCharsets.UTF_8)));
    }

    private static String words(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.substring(0, Math.min(MAX_WORDS, line.length()));
    }
}
