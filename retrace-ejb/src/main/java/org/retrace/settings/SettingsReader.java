// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options in force: all are read and checked when this is made, live ones again at each look. A live option that is
 * given a bad value later keeps the one it had. Safe for any number of threads.
 */
final class SettingsReader {

    private final List<SettingSource> sources;
    private final SettingsLog log;
    private volatile Snapshot latest;

    /**
     * What was found at one look, and what it means.
     *
     * @param found the text of every option as its source gave it, good or bad
     * @param inForce the canonical text of every option
     */
    private record Snapshot(Map<Option, Setting> found, Map<Option, String> inForce, RetraceSettings settings) {}

    /**
     * Reads every option once.
     *
     * @param sources in falling order of precedence
     * @throws BadSettingException when an option is given what it may not be
     */
    SettingsReader(List<SettingSource> sources, SettingsLog log) {
        this.sources = List.copyOf(sources);
        this.log = log;
        var found = new LinkedHashMap<Option, Setting>();
        var inForce = new LinkedHashMap<Option, String>();
        for (var option : Option.all()) {
            var setting = find(option);
            found.put(option, setting);
            inForce.put(option, setting.checked());
        }
        latest = new Snapshot(found, inForce, tree(inForce));
    }

    /** The options as they are now. */
    RetraceSettings current() {
        var before = latest;
        var found = new LinkedHashMap<>(before.found());
        for (var option : Option.all()) {
            if (option.live()) {
                found.put(option, find(option));
            }
        }
        if (found.equals(before.found())) {
            return before.settings();
        }
        return replace(found);
    }

    private synchronized RetraceSettings replace(Map<Option, Setting> found) {
        var before = latest;
        var inForce = new LinkedHashMap<>(before.inForce());
        found.forEach((option, setting) -> {
            if (!setting.equals(before.found().get(option))) {
                change(setting, inForce);
            }
        });
        latest = new Snapshot(found, inForce, tree(inForce));
        return latest.settings();
    }

    private void change(Setting setting, Map<Option, String> inForce) {
        var option = setting.option();
        var before = inForce.getOrDefault(option, option.defaultText());
        var canonical = option.kind().canonical(setting.text());
        if (canonical.isEmpty()) {
            log.refused(setting.complaint(), before);
        } else if (!canonical.get().equals(before)) {
            inForce.put(option, canonical.get());
            log.changed(option.key(), canonical.get(), setting.origin());
        }
    }

    private Setting find(Option option) {
        return sources.stream()
                .map(source -> source.find(option))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> Setting.byDefault(option));
    }

    private static RetraceSettings tree(Map<Option, String> texts) {
        var values = new Values(texts);
        return new RetraceSettings(
                new RetraceSettings.Directories(
                        values.path(Option.SAVE_DIR),
                        values.path(Option.REPO_DIR),
                        values.path(Option.GPG_DIR),
                        values.path(Option.PLUGIN_DIR),
                        values.path(Option.LOG_DIR)),
                new RetraceSettings.Limits(
                        values.mebibytes(Option.MAX_PACKED_SIZE),
                        values.mebibytes(Option.MAX_UNPACKED_SIZE),
                        values.mebibytes(Option.MIN_STORAGE_LEFT),
                        values.gibibytes(Option.STORE_SIZE)),
                new RetraceSettings.Tasks(
                        values.count(Option.MAX_PARALLEL_TASKS),
                        values.count(Option.MAX_QUEUED_TASKS),
                        values.count(Option.TASK_ID_LENGTH),
                        values.count(Option.TASK_PASS_LENGTH),
                        Duration.ofSeconds(values.count(Option.TASK_TIMEOUT)),
                        Duration.ofHours(values.count(Option.KEEP_FAILED_FOR))),
                new RetraceSettings.Sandbox(
                        values.mebibytes(Option.SANDBOX_MEMORY),
                        Duration.ofSeconds(values.count(Option.SANDBOX_CPU_SECONDS)),
                        values.mebibytes(Option.SANDBOX_OUTPUT)),
                uploads(values),
                access(values),
                new RetraceSettings.Sessions(
                        Duration.ofSeconds(values.count(Option.SESSION_IDLE)),
                        Duration.ofSeconds(values.count(Option.SESSION_LONGEST))),
                new RetraceSettings.Network(values.address(Option.OUTGOING_PROXY)),
                repositories(values));
    }

    private static RetraceSettings.Repositories repositories(Values values) {
        return new RetraceSettings.Repositories(
                values.count(Option.KEEP_RAWHIDE_LATEST),
                values.on(Option.USE_CREATE_REPO_UPDATE),
                values.calendar(Option.REPOSYNC_TIMES));
    }

    private static RetraceSettings.Access access(Values values) {
        return new RetraceSettings.Access(
                values.on(Option.REQUIRE_HTTPS),
                values.on(Option.REQUIRE_GPG_CHECK),
                values.on(Option.ALLOW_API_DELETE),
                values.on(Option.ALLOW_METRICS),
                values.count(Option.MAX_PASSWORD_FAILURES),
                values.count(Option.MAX_API_REQUESTS),
                values.words(Option.TRUSTED_PROXIES).stream()
                        .map(AddressBlock::parse)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static RetraceSettings.Uploads uploads(Values values) {
        return new RetraceSettings.Uploads(
                values.on(Option.ALLOW_MISSING_FILES),
                values.on(Option.ALLOW_USR_CORE_TASK),
                values.on(Option.ALLOW_VM_CORE_TASK),
                values.on(Option.ALLOW_INTERACTIVE),
                values.on(Option.ALLOW_EXTERNAL_DIR),
                values.words(Option.EXTERNAL_DIRS).stream().map(Path::of).toList());
    }

    /** Canonical texts as the values they stand for. */
    private record Values(Map<Option, String> texts) {

        private String text(Option option) {
            return texts.getOrDefault(option, option.defaultText());
        }

        Path path(Option option) {
            return Path.of(text(option));
        }

        int count(Option option) {
            return Integer.parseInt(text(option));
        }

        long mebibytes(Option option) {
            return Long.parseLong(text(option)) << 20;
        }

        long gibibytes(Option option) {
            return Long.parseLong(text(option)) << 30;
        }

        List<String> words(Option option) {
            return OptionKind.words(text(option));
        }

        Optional<URI> address(Option option) {
            return Optional.of(text(option)).filter(text -> !text.isEmpty()).map(URI::create);
        }

        Optional<RetraceSettings.Calendar> calendar(Option option) {
            return Optional.of(text(option))
                    .filter(text -> !text.equals(OptionKind.Calendar.OFF))
                    .map(text -> text.split(" ", -1))
                    .map(f -> new RetraceSettings.Calendar(f[0], f[1], f[2], f[3], f[4]));
        }

        boolean on(Option option) {
            return text(option).equals("on");
        }
    }
}
