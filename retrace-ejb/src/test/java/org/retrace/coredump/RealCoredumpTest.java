// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.Limits;
import org.retrace.elf.BuildId;
import org.retrace.elf.ElfBuilder;
import org.retrace.elf.ElfFile;

/** The reader against coredumps that this machine makes, and against what readelf and the kernel say of them. */
class RealCoredumpTest {

    private static final BuildId BUILD_ID = new BuildId("0123456789abcdef0123456789abcdef01234567");
    private static final String WITH_BUILD_ID = "-Wl,--build-id=0x" + BUILD_ID.hex();

    private final Path directory;

    RealCoredumpTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static Coredump read(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            return CoredumpReader.read(source, Limits.GENEROUS);
        }
    }

    private String readelf(String option, Path file) throws IOException {
        return CrashingProgram.run(directory, List.of("readelf", option, "--wide", file.toString()));
    }

    private BuildId buildIdByReadelf(Path file) throws IOException {
        Matcher line = Pattern.compile("Build ID: ([0-9a-f]+)").matcher(readelf("-n", file));
        assertThat(line.find()).as("readelf finds a build-id in %s", file).isTrue();
        return new BuildId(line.group(1));
    }

    /** First and last address of each mapped ELF file, by the kernel's own list. */
    private static Map<String, String> mappedFiles(CrashingProgram program) throws IOException {
        Pattern line = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) \\S+ \\S+ \\S+ \\d+ +(/.*)");
        Map<String, String> files = new LinkedHashMap<>();
        for (String map : program.maps()) {
            Matcher matcher = line.matcher(map);
            if (matcher.matches() && !matcher.group(3).startsWith("/proc")) {
                String start =
                        files.getOrDefault(matcher.group(3), matcher.group(1)).replaceAll("-.*", "");
                files.put(matcher.group(3), start + "-" + matcher.group(2));
            }
        }
        return files;
    }

    private static Map<String, String> modules(Coredump core) {
        return core.modules().stream()
                .collect(Collectors.toMap(
                        MappedModule::path, module -> String.format("%08x-%08x", module.start(), module.end())));
    }

    private void agreesWithTheMachine(Coredump core, CrashingProgram program) throws IOException {
        assertThat(modules(core)).isEqualTo(mappedFiles(program));
        assertThat(core.executable().orElseThrow().path())
                .isEqualTo(program.path().toString());
        assertThat(core.executable().orElseThrow().buildId()).contains(BUILD_ID);
        for (MappedModule module : core.modules()) {
            assertThat(module.buildId()).contains(buildIdByReadelf(Path.of(module.path())));
        }
        assertThat(core.missingBytes()).isZero();
        assertThat(core.command()).isEqualTo("crash here");
    }

    @Test
    void readsThreadsSignalAndModulesOfACrash() throws IOException {
        CrashingProgram program = CrashingProgram.compile(directory, WITH_BUILD_ID);
        Path file = program.crash("segv");
        Coredump core = read(file);
        agreesWithTheMachine(core, program);
        long threads = readelf("-n", file)
                .lines()
                .filter(line -> line.contains("NT_PRSTATUS"))
                .count();
        assertThat(core.threads()).hasSize(4).hasSize((int) threads);
        assertThat(core.threads()).extracting(CoreThread::lwp).doesNotHaveDuplicates();
        assertThat(core.threads().get(0)).isEqualTo(new CoreThread(core.pid(), 11));
        assertThat(core.signal().name()).isEqualTo("SIGSEGV");
        assertThat(core.signal().faultAddress()).hasValue(0x10);
        assertThat(core.arguments()).isEqualTo(program.path() + " segv");
        assertThat(core.machine().arch())
                .isEqualTo(System.getProperty("os.arch").replace("amd64", "x86_64"));
    }

    @Test
    void readsAnAbortOfAProgramThatWasLinkedForOneAddress() throws IOException {
        CrashingProgram program = CrashingProgram.compile(directory, WITH_BUILD_ID, "-no-pie");
        Coredump core = read(program.crash("abort"));
        agreesWithTheMachine(core, program);
        assertThat(core.signal().name()).isEqualTo("SIGABRT");
        assertThat(core.signal().faultAddress()).isEmpty();
    }

    @Test
    void readsAStaticProgram() throws IOException {
        CrashingProgram program = CrashingProgram.compile(directory, WITH_BUILD_ID, "-static");
        Coredump core = read(program.crash("segv"));
        agreesWithTheMachine(core, program);
        assertThat(core.modules()).hasSize(1);
    }

    @Test
    void readsCoredumpsThatGdbWrites() throws IOException {
        CrashingProgram program = CrashingProgram.compile(directory, WITH_BUILD_ID);
        Coredump core = read(program.crashInGdb("segv"));
        agreesWithTheMachine(core, program);
        assertThat(core.threads()).hasSize(4);
        assertThat(core.signal().name()).isEqualTo("SIGSEGV");
        assertThat(core.signal().faultAddress()).hasValue(0x10);
    }

    @Test
    void readsThePackageNoteThatALinkerWrites() throws IOException {
        String json = "{\"type\":\"rpm\",\"name\":\"hello\",\"version\":\"1-2.fc39\",\"architecture\":\"x86_64\","
                + "\"osCpe\":\"cpe:/o:fedoraproject:fedora:39\"}";
        CrashingProgram program =
                CrashingProgram.compile(directory, WITH_BUILD_ID, "-Xlinker", "--package-metadata=" + json);
        MappedModule executable = read(program.crash("segv")).executable().orElseThrow();
        PackageNote expected =
                new PackageNote("rpm", "hello", "1-2.fc39", "x86_64", "", "", "cpe:/o:fedoraproject:fedora:39", "");
        assertThat(executable.packageNote()).contains(expected);
        assertThat(executable.buildId()).contains(BUILD_ID);
    }

    @Test
    void findsTheSameModulesWhereTheKernelNamedNoFiles() throws IOException {
        CrashingProgram program = CrashingProgram.compile(directory, WITH_BUILD_ID);
        findsTheSameModulesWithoutFileNote(program.crash("segv"));
        findsTheSameModulesWithoutFileNote(program.crashWithWholeFiles("segv"));
    }

    private static void findsTheSameModulesWithoutFileNote(Path file) throws IOException {
        Coredump named = read(file);
        hideFileNote(file);
        Coredump unnamed = read(file);
        assertThat(unnamed.modules()).allMatch(module -> module.buildId().isPresent());
        assertThat(fileNames(unnamed)).isEqualTo(fileNames(named));
        assertThat(unnamed.executable().orElseThrow().path())
                .isEqualTo(named.executable().orElseThrow().path());
        assertThat(unnamed.modules()).allMatch(MappedModule::hasPath);
    }

    private static Map<BuildId, String> fileNames(Coredump core) {
        return core.modules().stream()
                .collect(Collectors.toMap(
                        module -> module.buildId().orElseThrow(),
                        module -> Long.toHexString(module.start()) + " "
                                + Path.of(module.path()).getFileName()));
    }

    /** Gives NT_FILE a type that nobody knows. */
    private static void hideFileNote(Path file) throws IOException {
        byte[] start = Arrays.copyOf(Files.readAllBytes(file), 1 << 16);
        byte[] header = {0x45, 0x4c, 0x49, 0x46, 'C', 'O', 'R', 'E', 0};
        int found = -1;
        for (int i = 0; i < start.length - header.length; i++) {
            if (Arrays.equals(start, i, i + header.length, header, 0, header.length)) {
                found = i;
            }
        }
        assertThat(found).isPositive();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer type =
                    ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 0x12345678);
            assertThat(channel.write(type, found)).isEqualTo(4);
        }
    }

    @Test
    void readsWhatIsLeftOfACutCoredump() throws IOException {
        Path file = CrashingProgram.compile(directory, WITH_BUILD_ID).crash("segv");
        Coredump whole = read(file);
        long bytes = Files.size(file);
        long kept = bytes / 2;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(kept);
        }
        Coredump cut = read(file);
        assertThat(cut.threads()).isEqualTo(whole.threads());
        assertThat(cut.signal()).isEqualTo(whole.signal());
        assertThat(cut.executable()).isEqualTo(whole.executable());
        assertThat(cut.modules())
                .extracting(MappedModule::path)
                .isEqualTo(whole.modules().stream().map(MappedModule::path).toList());
        assertThat(cut.missingBytes()).isBetween(1L, bytes - kept);
    }

    @Test
    void readelfCountsTheSegmentsOfAWrittenCoredumpAlike() throws IOException {
        CoreBuilder builder = new CoreBuilder(ElfBuilder.LITTLE_64).thread(1, 6).extendedCounts();
        for (long i = 0; i < 70_000; i++) {
            builder.memory(i << 12, 4, new byte[0], 1 << 12);
        }
        Path file = Files.write(directory.resolve("core"), builder.build());
        assertThat(readelf("-l", file)).contains("There are 70001 program headers");
        assertThat(read(file).threads()).hasSize(1);
    }

    @Test
    void readsSeparateDebuginfoAsObjcopyWritesIt() throws IOException {
        Path program = CrashingProgram.compile(directory, WITH_BUILD_ID).path();
        Path debuginfo = directory.resolve("hello.debug");
        CrashingProgram.run(
                directory, List.of("objcopy", "--only-keep-debug", program.toString(), debuginfo.toString()));
        CrashingProgram.run(
                directory, List.of("objcopy", "--strip-debug", "--add-gnu-debuglink=" + debuginfo, program.toString()));
        ElfFile stripped = readElf(program);
        assertThat(stripped.buildId()).contains(BUILD_ID);
        assertThat(stripped.debugLink()).contains("hello.debug");
        assertThat(readElf(debuginfo).buildId()).contains(BUILD_ID);
    }

    private static ElfFile readElf(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            return ElfFile.read(source, Limits.GENEROUS);
        }
    }
}
