// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.plugin.DistributionPlugins;
import org.retrace.repository.distribution.plugin.PluginReader;
import org.retrace.repository.distribution.plugin.PluginReading;
import org.retrace.repository.distribution.plugin.ShippedPlugins;
import org.retrace.settings.NearestKey;

/**
 * The program: {@code PLUGIN_DIR list} names all plugins, {@code PLUGIN_DIR check NAME|FILE [--version V] [--arch A]}
 * reads one and tries its mirrors.
 */
public final class PluginCheck {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final Path directory;
    private final PrintStream out;
    private final PrintStream err;

    PluginCheck(Path directory, PrintStream out, PrintStream err) {
        this.directory = directory;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var words = List.of(arguments);
        System.exit(new PluginCheck(Path.of(words.get(0)), System.out, System.err).run(words.subList(1, words.size())));
    }

    int run(List<String> words) throws IOException, InterruptedException {
        if (words.equals(List.of("list"))) {
            return list();
        }
        if (words.size() < 2 || words.size() % 2 != 0 || !words.get(0).equals("check")) {
            return usage("plugin knows list, and check NAME|FILE [--version V] [--arch A]");
        }
        Optional<String> version = Optional.empty();
        Optional<String> arch = Optional.empty();
        for (int i = 2; i < words.size(); i += 2) {
            switch (words.get(i)) {
                case "--version" -> version = Optional.of(words.get(i + 1));
                case "--arch" -> arch = Optional.of(words.get(i + 1));
                default -> {
                    return usage("plugin check does not know '" + words.get(i) + "'");
                }
            }
        }
        return check(words.get(1), version, arch);
    }

    private int usage(String sentence) {
        err.println("retrace: " + sentence);
        return WRONG_USAGE;
    }

    private int list() {
        var plugins = new DistributionPlugins(directory).current();
        out.printf("%-16s %-40s %s%n", "NAME", "RELEASES ARE CALLED", "FROM");
        for (var distribution : plugins.distributions()) {
            var file = file(distribution.name());
            out.printf(
                    "%-16s %-40s %s%n",
                    distribution.name(),
                    distribution.displayRelease(),
                    Files.exists(file) ? file.toString() : "shipped");
        }
        plugins.faults().forEach(err::println);
        return plugins.faults().isEmpty() ? DONE : FAILED;
    }

    private Path file(String name) {
        return directory.resolve(name + PluginReader.SUFFIX);
    }

    private int check(String plugin, Optional<String> version, Optional<String> arch)
            throws IOException, InterruptedException {
        var reading = read(plugin);
        if (reading.isEmpty()) {
            return FAILED;
        }
        if (reading.get() instanceof PluginReading.Refused refused) {
            refused.faults().forEach(err::println);
            return FAILED;
        }
        var distribution = ((PluginReading.Read) reading.get()).distribution();
        out.println(distribution.name() + ": the file is right");
        return new MirrorTable(distribution, out).print(version, arch) ? DONE : FAILED;
    }

    private Optional<PluginReading> read(String plugin) throws IOException {
        var own = plugin.contains("/") || plugin.endsWith(PluginReader.SUFFIX) ? Path.of(plugin) : file(plugin);
        if (Files.exists(own)) {
            try (var in = Files.newInputStream(own)) {
                return Optional.of(PluginReader.read(own.toString(), in));
            }
        }
        if (ShippedPlugins.NAMES.contains(plugin)) {
            return Optional.of(ShippedPlugins.read(plugin));
        }
        var known = new TreeSet<>(ShippedPlugins.NAMES);
        new DistributionPlugins(directory)
                .current().distributions().stream().map(Distribution::name).forEach(known::add);
        err.println("retrace: there is no plugin '" + plugin + "', and no such file; "
                + NearestKey.among(known, plugin)
                        .map(nearest -> "the nearest is " + nearest)
                        .orElse("there are " + String.join(", ", new ArrayList<>(known))));
        return Optional.empty();
    }
}
