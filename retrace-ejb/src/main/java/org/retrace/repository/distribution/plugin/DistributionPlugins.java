// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.retrace.repository.distribution.Distribution;

/**
 * All plugins in force: the shipped ones, and in their places or beside them those of PluginDir, as they are now. The
 * directory is looked at when somebody asks, at most once a second, and only what has changed is read. A file that
 * becomes bad leaves in force what it said before, and a new one that is bad leaves the shipped one; its faults are
 * kept until it is mended. Safe for any number of threads.
 */
public final class DistributionPlugins {

    private static final long BETWEEN_LOOKS = Duration.ofMillis(100).toNanos();

    private final Map<String, Distribution> shipped = ShippedPlugins.all();
    private final Path directory;
    private final LongSupplier nanoTime;
    private final Map<Path, Own> own = new TreeMap<>();
    private long lastLook;
    private Plugins latest;

    /**
     * What was found at one look.
     *
     * @param distributions by name, each once
     * @param faults of the files that are not in force as they are
     */
    public record Plugins(List<Distribution> distributions, List<PluginFault> faults) {

        public Plugins {
            distributions = List.copyOf(distributions);
            faults = List.copyOf(faults);
        }

        /** The distribution of that name, if there is one. */
        public Optional<Distribution> find(String name) {
            return distributions.stream()
                    .filter(distribution -> distribution.name().equals(name))
                    .findFirst();
        }
    }

    /** What tells that a file has changed. */
    private record State(FileTime modified, long size, Optional<Object> key) {}

    /**
     * A file of the directory.
     *
     * @param distribution what it says, or said when it was last good; empty when it never was
     */
    private record Own(State state, Optional<Distribution> distribution, List<PluginFault> faults) {}

    /** @param directory PluginDir; need not exist */
    public DistributionPlugins(Path directory) {
        this(directory, System::nanoTime);
    }

    DistributionPlugins(Path directory, LongSupplier nanoTime) {
        this.directory = directory;
        this.nanoTime = nanoTime;
        lastLook = nanoTime.getAsLong();
        latest = look();
    }

    /** The plugins as they are now, or were a tenth of a second ago. */
    public synchronized Plugins current() {
        long now = nanoTime.getAsLong();
        if (now - lastLook >= BETWEEN_LOOKS) {
            lastLook = now;
            latest = look();
        }
        return latest;
    }

    private Plugins look() {
        var faults = new Faults(directory.toString());
        try {
            var files = files();
            own.keySet().retainAll(files);
            for (var file : files) {
                look(file);
            }
        } catch (IOException e) {
            faults.add("cannot be read: " + e);
        }
        var all = new TreeMap<>(shipped);
        var found = new ArrayList<>(faults.all());
        for (var each : own.values()) {
            each.distribution().ifPresent(distribution -> all.put(distribution.name(), distribution));
            found.addAll(each.faults());
        }
        return new Plugins(List.copyOf(all.values()), found);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.newDirectoryStream(directory, "*" + PluginReader.SUFFIX)) {
            var found = new ArrayList<Path>();
            files.forEach(found::add);
            return found;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void look(Path file) {
        var before = Optional.ofNullable(own.get(file));
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            var state = new State(
                    attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey()));
            if (before.isEmpty() || !before.get().state().equals(state)) {
                own.put(file, read(file, state, before.flatMap(Own::distribution)));
            }
        } catch (IOException e) {
            var faults = new Faults(file.toString());
            faults.add("cannot be read: " + e);
            own.put(
                    file,
                    new Own(
                            new State(FileTime.fromMillis(0), -1, Optional.empty()),
                            before.flatMap(Own::distribution),
                            faults.all()));
        }
    }

    private static Own read(Path file, State state, Optional<Distribution> before) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var reading = PluginReader.read(file.toString(), in);
            if (reading instanceof PluginReading.Read read) {
                return new Own(state, Optional.of(read.distribution()), List.of());
            }
            return new Own(state, before, ((PluginReading.Refused) reading).faults());
        }
    }
}
