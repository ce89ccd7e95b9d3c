// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsReaderTest {

    private final Map<String, String> system = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> model = new HashMap<>();
    private String file = "";
    private final List<String> said = new ArrayList<>();

    private final SettingsLog log = new SettingsLog() {
        @Override
        public void reading(String file) {
            said.add("reading " + file);
        }

        @Override
        public void unknownKey(String complaint) {
            said.add(complaint);
        }

        @Override
        public void changed(String key, String text, String origin) {
            said.add(key + " is now " + text + " (" + origin + ")");
        }

        @Override
        public void refused(String reason, String inForce) {
            said.add(reason + "; it stays " + inForce);
        }
    };

    private SettingsReader reader() {
        return new SettingsReader(
                List.of(
                        SettingSource.systemProperties(key -> system.getOrDefault(key, "")),
                        SettingSource.environment(key -> environment.getOrDefault(key, "")),
                        SettingSource.properties(key -> model.getOrDefault(key, ""), "configuration retrace"),
                        ConfigurationFile.parse(Path.of("/etc/retrace-server.conf"), "[retrace]\n" + file)),
                log);
    }

    static List<Option> options() {
        return Option.all();
    }

    /** Another allowed value in canonical form, different for neighbouring places. */
    private static String other(Option option, int place) {
        if (option.kind() instanceof OptionKind.Whole whole) {
            return Long.toString(whole.most() - place);
        }
        if (option.kind() instanceof OptionKind.OnOff) {
            return (place % 2 == 0) == option.defaultText().equals("on") ? "off" : "on";
        }
        if (option.kind() instanceof OptionKind.Addresses) {
            return "192.0.2." + place;
        }
        if (option.kind() instanceof OptionKind.ProxyAddress) {
            return "http://proxy:" + place;
        }
        if (option.kind() instanceof OptionKind.Calendar) {
            return place + " 3 * * *";
        }
        return "/place/" + place;
    }

    /** What the only source that is set makes of an option. */
    private static String inForce(SettingsReader reader, Option option) {
        return leaves(reader.current()).getOrDefault(COMPONENTS.getOrDefault(option.key(), ""), "");
    }

    private static final Map<String, String> COMPONENTS = Map.ofEntries(
            Map.entry("SaveDir", "saveDir"),
            Map.entry("RepoDir", "repoDir"),
            Map.entry("GPGDir", "gpgDir"),
            Map.entry("PluginDir", "pluginDir"),
            Map.entry("LogDir", "logDir"),
            Map.entry("MaxPackedSize", "maxPackedBytes"),
            Map.entry("MaxUnpackedSize", "maxUnpackedBytes"),
            Map.entry("MinStorageLeft", "minStorageLeftBytes"),
            Map.entry("StoreSize", "storeBytes"),
            Map.entry("MaxParallelTasks", "maxParallel"),
            Map.entry("MaxQueuedTasks", "maxQueued"),
            Map.entry("TaskIdLength", "idLength"),
            Map.entry("TaskPassLength", "passwordLength"),
            Map.entry("TaskTimeout", "timeout"),
            Map.entry("KeepFailedFor", "keepFailedFor"),
            Map.entry("SandboxMemory", "memoryBytes"),
            Map.entry("SandboxCpuSeconds", "cpu"),
            Map.entry("SandboxOutput", "outputBytes"),
            Map.entry("RequireHTTPS", "requireHttps"),
            Map.entry("RequireGPGCheck", "requireGpgCheck"),
            Map.entry("AllowMissingFiles", "allowMissingFiles"),
            Map.entry("AllowUsrCoreTask", "allowUserCores"),
            Map.entry("AllowVMCoreTask", "allowVmcores"),
            Map.entry("AllowInteractive", "allowInteractive"),
            Map.entry("AllowExternalDir", "allowExternalDir"),
            Map.entry("ExternalDirs", "externalDirs"),
            Map.entry("AllowApiDelete", "allowApiDelete"),
            Map.entry("AllowMetrics", "allowMetrics"),
            Map.entry("MaxPasswordFailures", "maxPasswordFailures"),
            Map.entry("MaxApiRequests", "maxApiRequests"),
            Map.entry("SessionIdle", "idle"),
            Map.entry("SessionLongest", "longest"),
            Map.entry("TrustedProxies", "trustedProxies"),
            Map.entry("OutgoingProxy", "outgoingProxy"),
            Map.entry("KeepRawhideLatest", "keepRawhideLatest"),
            Map.entry("UseCreateRepoUpdate", "useCreateRepoUpdate"),
            Map.entry("ReposyncTimes", "times"));

    /** The components of the tree's records by name, in the words of the option: sizes in MiB, times in its unit. */
    private static Map<String, String> leaves(RetraceSettings settings) {
        var d = settings.directories();
        var l = settings.limits();
        var t = settings.tasks();
        var s = settings.sandbox();
        var a = settings.access();
        var u = settings.uploads();
        var r = settings.repositories();
        return Map.ofEntries(
                Map.entry("saveDir", d.saveDir().toString()),
                Map.entry("repoDir", d.repoDir().toString()),
                Map.entry("gpgDir", d.gpgDir().toString()),
                Map.entry("pluginDir", d.pluginDir().toString()),
                Map.entry("logDir", d.logDir().toString()),
                Map.entry("maxPackedBytes", Long.toString(l.maxPackedBytes() >> 20)),
                Map.entry("maxUnpackedBytes", Long.toString(l.maxUnpackedBytes() >> 20)),
                Map.entry("minStorageLeftBytes", Long.toString(l.minStorageLeftBytes() >> 20)),
                Map.entry("storeBytes", Long.toString(l.storeBytes() >> 30)),
                Map.entry("maxParallel", Integer.toString(t.maxParallel())),
                Map.entry("maxQueued", Integer.toString(t.maxQueued())),
                Map.entry("idLength", Integer.toString(t.idLength())),
                Map.entry("passwordLength", Integer.toString(t.passwordLength())),
                Map.entry("timeout", Long.toString(t.timeout().toSeconds())),
                Map.entry("keepFailedFor", Long.toString(t.keepFailedFor().toHours())),
                Map.entry("memoryBytes", Long.toString(s.memoryBytes() >> 20)),
                Map.entry("cpu", Long.toString(s.cpu().toSeconds())),
                Map.entry("outputBytes", Long.toString(s.outputBytes() >> 20)),
                Map.entry("requireHttps", word(a.requireHttps())),
                Map.entry("requireGpgCheck", word(a.requireGpgCheck())),
                Map.entry("allowMissingFiles", word(u.allowMissingFiles())),
                Map.entry("allowUserCores", word(u.allowUserCores())),
                Map.entry("allowVmcores", word(u.allowVmcores())),
                Map.entry("allowInteractive", word(u.allowInteractive())),
                Map.entry("allowExternalDir", word(u.allowExternalDir())),
                Map.entry("externalDirs", joined(u.externalDirs())),
                Map.entry("allowApiDelete", word(a.allowApiDelete())),
                Map.entry("allowMetrics", word(a.allowMetrics())),
                Map.entry("maxPasswordFailures", Integer.toString(a.maxPasswordFailures())),
                Map.entry("maxApiRequests", Integer.toString(a.maxApiRequests())),
                Map.entry("idle", Long.toString(settings.sessions().idle().toSeconds())),
                Map.entry("longest", Long.toString(settings.sessions().longest().toSeconds())),
                Map.entry("trustedProxies", joined(a.trustedProxies())),
                Map.entry(
                        "outgoingProxy",
                        joined(settings.network().outgoingProxy().stream().toList())),
                Map.entry("keepRawhideLatest", Integer.toString(r.keepRawhideLatest())),
                Map.entry("useCreateRepoUpdate", word(r.useCreateRepoUpdate())),
                Map.entry(
                        "times",
                        r.times()
                                .map(c -> String.join(
                                        " ", c.minute(), c.hour(), c.dayOfMonth(), c.month(), c.dayOfWeek()))
                                .orElse("off")));
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }

    private static String joined(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Test
    void nothingSetMeansTheDefaults() {
        assertThat(reader().current())
                .isEqualTo(new RetraceSettings(
                        new RetraceSettings.Directories(
                                Path.of("/var/spool/retrace-server"),
                                Path.of("/var/cache/retrace-server"),
                                Path.of("/etc/retrace-server/gpg"),
                                Path.of("/etc/retrace-server/plugins"),
                                Path.of("/var/log/retrace-server")),
                        new RetraceSettings.Limits(50L << 20, 1024L << 20, 1024L << 20, 50L << 30),
                        new RetraceSettings.Tasks(5, 10_000, 9, 32, Duration.ofHours(1), Duration.ofDays(1)),
                        new RetraceSettings.Sandbox(4096L << 20, Duration.ofMinutes(30), 64L << 20),
                        new RetraceSettings.Uploads(true, true, true, false, false, List.of()),
                        new RetraceSettings.Access(true, true, false, false, 10, 600, List.of()),
                        new RetraceSettings.Sessions(Duration.ofMinutes(30), Duration.ofHours(12)),
                        new RetraceSettings.Network(Optional.empty()),
                        new RetraceSettings.Repositories(
                                3, true, Optional.of(new RetraceSettings.Calendar("17", "*/6", "*", "*", "*")))));
    }

    @ParameterizedTest
    @MethodSource("options")
    void eachOptionReachesItsOwnComponentAndNoOther(Option option) {
        var before = leaves(reader().current());
        system.put(option.property(), other(option, 2));
        var after = leaves(reader().current());
        assertThat(inForce(reader(), option)).isEqualTo(other(option, 2));
        assertThat(after.entrySet())
                .filteredOn(leaf -> !before.entrySet().contains(leaf))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("options")
    void systemPropertyBeatsEnvironmentBeatsModelBeatsFile(Option option) {
        file = option.key() + " = " + other(option, 1);
        assertThat(inForce(reader(), option)).isEqualTo(other(option, 1));
        model.put(option.property(), other(option, 2));
        assertThat(inForce(reader(), option)).isEqualTo(other(option, 2));
        environment.put(option.variable(), other(option, 3));
        assertThat(inForce(reader(), option)).isEqualTo(other(option, 3));
        system.put(option.property(), other(option, 4));
        assertThat(inForce(reader(), option)).isEqualTo(other(option, 4));
    }

    @ParameterizedTest
    @MethodSource("options")
    void emptyMeansUnsetInEveryPlace(Option option) {
        system.put(option.property(), "");
        environment.put(option.variable(), "  ");
        model.put(option.property(), "");
        file = option.key() + " =";
        assertThat(inForce(reader(), option)).isEqualTo(option.defaultText());
        file = option.key() + " = " + other(option, 2);
        assertThat(inForce(reader(), option)).isEqualTo(other(option, 2));
    }

    @ParameterizedTest
    @MethodSource("options")
    void badValueStopsTheStartAndSaysAll(Option option) {
        file = "\n" + option.key() + " = bad!";
        assertThatThrownBy(this::reader)
                .isInstanceOf(BadSettingException.class)
                .hasMessage(option.key() + " is \"bad!\" (/etc/retrace-server.conf, line 3), but must be "
                        + option.kind().range());
    }

    @Test
    void badValueSaysWhichPlaceItCameFrom() {
        model.put("retrace.task-id-length", "5");
        assertThatThrownBy(this::reader)
                .hasMessage(
                        "TaskIdLength is \"5\" (configuration retrace, property retrace.task-id-length), but must be"
                                + " a whole number from 6 to 18 (digits)");
        environment.put("RETRACE_TASK_ID_LENGTH", "19");
        assertThatThrownBy(this::reader).hasMessageContaining("(environment variable RETRACE_TASK_ID_LENGTH)");
        system.put("retrace.task-id-length", "nine");
        assertThatThrownBy(this::reader).hasMessageContaining("(system property retrace.task-id-length)");
    }

    @ParameterizedTest
    @MethodSource("options")
    void changeTakesEffectAtOnceWhereTheOptionIsLive(Option option) {
        var reader = reader();
        system.put(option.property(), other(option, 2));
        assertThat(inForce(reader, option)).isEqualTo(option.live() ? other(option, 2) : option.defaultText());
        assertThat(said).hasSize(option.live() ? 1 : 0);
        system.clear();
        assertThat(inForce(reader, option)).isEqualTo(option.defaultText());
    }

    @Test
    void nothingChangedIsTheSameTree() {
        var reader = reader();
        assertThat(reader.current()).isSameAs(reader.current());
        assertThat(said).isEmpty();
    }

    @Test
    void badChangeIsSaidOnceAndTheValueInForceStays() {
        var reader = reader();
        system.put("retrace.max-parallel-tasks", "3");
        assertThat(reader.current().tasks().maxParallel()).isEqualTo(3);
        system.put("retrace.max-parallel-tasks", "many");
        assertThat(reader.current().tasks().maxParallel()).isEqualTo(3);
        assertThat(reader.current().tasks().maxParallel()).isEqualTo(3);
        system.put("retrace.max-parallel-tasks", "4");
        assertThat(reader.current().tasks().maxParallel()).isEqualTo(4);
        assertThat(said)
                .containsExactly(
                        "MaxParallelTasks is now 3 (system property retrace.max-parallel-tasks)",
                        "MaxParallelTasks is \"many\" (system property retrace.max-parallel-tasks), but must be a whole"
                                + " number from 1 to 1000 (tasks); it stays 3",
                        "MaxParallelTasks is now 4 (system property retrace.max-parallel-tasks)");
    }
}
