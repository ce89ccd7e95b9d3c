// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The options of this server, for whoever needs one: ask each time, and a change takes effect at once. */
@ApplicationScoped
public class Settings {

    private static final List<Path> FILES =
            List.of(Path.of("/etc/retrace-server.conf"), Path.of("/etc/retrace-server/retrace-server.conf"));

    @Inject
    private Config config;

    private @Nullable SettingsReader reader;

    @PostConstruct
    void read() {
        var log = Logger.getMessageLogger(MethodHandles.lookup(), SettingsLog.class, "org.retrace.settings");
        var sources = new ArrayList<SettingSource>();
        sources.add(SettingSource.systemProperties(System::getProperty));
        sources.add(SettingSource.environment(System::getenv));
        for (var source : config.getConfigSources()) {
            sources.add(SettingSource.properties(source::getValue, "configuration " + source.getName()));
        }
        file().ifPresent(file -> {
            log.reading(file.toString());
            file.complaints().forEach(log::unknownKey);
            sources.add(file);
        });
        reader = new SettingsReader(sources, log);
    }

    private static Optional<ConfigurationFile> file() {
        var path = FILES.stream().filter(Files::exists).findFirst();
        try {
            return path.isPresent() ? Optional.of(ConfigurationFile.read(path.get())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path.get(), e);
        }
    }

    /** The options as they are now; the directories as they were when the application started. */
    public RetraceSettings current() {
        return Objects.requireNonNull(reader, "read when constructed").current();
    }
}
