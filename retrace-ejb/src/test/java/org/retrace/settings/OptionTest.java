// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTest {

    /** Every option: key, property, variable, default, least, most; {@code -} where there is no range. */
    private static final String TABLE =
            """
            SaveDir,           retrace.save-dir,            RETRACE_SAVE_DIR,            /var/spool/retrace-server, -,  -
            RepoDir,           retrace.repo-dir,            RETRACE_REPO_DIR,            /var/cache/retrace-server, -,  -
            GPGDir,            retrace.gpg-dir,             RETRACE_GPG_DIR,             /etc/retrace-server/gpg,   -,  -
            PluginDir,         retrace.plugin-dir,          RETRACE_PLUGIN_DIR,          /etc/retrace-server/plugins, -, -
            LogDir,            retrace.log-dir,             RETRACE_LOG_DIR,             /var/log/retrace-server,   -,  -
            MaxPackedSize,     retrace.max-packed-size,     RETRACE_MAX_PACKED_SIZE,     50,    1,  1048576
            MaxUnpackedSize,   retrace.max-unpacked-size,   RETRACE_MAX_UNPACKED_SIZE,   1024,  1,  16777216
            MinStorageLeft,    retrace.min-storage-left,    RETRACE_MIN_STORAGE_LEFT,    1024,  0,  16777216
            StoreSize,         retrace.store-size,          RETRACE_STORE_SIZE,          50,    1,  1048576
            MaxParallelTasks,  retrace.max-parallel-tasks,  RETRACE_MAX_PARALLEL_TASKS,  5,     1,  1000
            MaxQueuedTasks,    retrace.max-queued-tasks,    RETRACE_MAX_QUEUED_TASKS,    10000, 0,  1000000
            TaskIdLength,      retrace.task-id-length,      RETRACE_TASK_ID_LENGTH,      9,     6,  18
            TaskPassLength,    retrace.task-pass-length,    RETRACE_TASK_PASS_LENGTH,    32,    22, 128
            TaskTimeout,       retrace.task-timeout,        RETRACE_TASK_TIMEOUT,        3600,  1,  604800
            KeepFailedFor,     retrace.keep-failed-for,     RETRACE_KEEP_FAILED_FOR,     24,    0,  87600
            SandboxMemory,     retrace.sandbox-memory,      RETRACE_SANDBOX_MEMORY,      4096,  64, 16777216
            SandboxCpuSeconds, retrace.sandbox-cpu-seconds, RETRACE_SANDBOX_CPU_SECONDS, 1800,  1,  604800
            SandboxOutput,     retrace.sandbox-output,      RETRACE_SANDBOX_OUTPUT,      64,    1,  1024
            RequireHTTPS,      retrace.require-https,       RETRACE_REQUIRE_HTTPS,       on,    -,  -
            RequireGPGCheck,   retrace.require-gpg-check,   RETRACE_REQUIRE_GPG_CHECK,   on,    -,  -
            AllowMissingFiles, retrace.allow-missing-files, RETRACE_ALLOW_MISSING_FILES, on,    -,  -
            AllowUsrCoreTask,  retrace.allow-usr-core-task, RETRACE_ALLOW_USR_CORE_TASK, on,    -,  -
            AllowVMCoreTask,   retrace.allow-vm-core-task,  RETRACE_ALLOW_VM_CORE_TASK,  on,    -,  -
            AllowInteractive,  retrace.allow-interactive,   RETRACE_ALLOW_INTERACTIVE,   off,   -,  -
            AllowExternalDir,  retrace.allow-external-dir,  RETRACE_ALLOW_EXTERNAL_DIR,  off,   -,  -
            ExternalDirs,      retrace.external-dirs,       RETRACE_EXTERNAL_DIRS,       '',    -,  -
            AllowApiDelete,    retrace.allow-api-delete,    RETRACE_ALLOW_API_DELETE,    off,   -,  -
            AllowMetrics,      retrace.allow-metrics,       RETRACE_ALLOW_METRICS,       off,   -,  -
            MaxPasswordFailures, retrace.max-password-failures, RETRACE_MAX_PASSWORD_FAILURES, 10, 1, 10000
            MaxApiRequests, retrace.max-api-requests, RETRACE_MAX_API_REQUESTS, 600, 1, 1000000
            SessionIdle, retrace.session-idle, RETRACE_SESSION_IDLE, 1800, 5, 86400
            SessionLongest, retrace.session-longest, RETRACE_SESSION_LONGEST, 43200, 5, 604800
            TrustedProxies,    retrace.trusted-proxies,     RETRACE_TRUSTED_PROXIES,     '',    -,  -
            OutgoingProxy,     retrace.outgoing-proxy,      RETRACE_OUTGOING_PROXY,      '',    -,  -
            KeepRawhideLatest, retrace.keep-rawhide-latest, RETRACE_KEEP_RAWHIDE_LATEST, 3,     1,  1000
            UseCreateRepoUpdate, retrace.use-create-repo-update, RETRACE_USE_CREATE_REPO_UPDATE, on, -, -
            ReposyncTimes,     retrace.reposync-times,      RETRACE_REPOSYNC_TIMES,      17 */6 * * *, -, -
            """;

    @Test
    void tableNamesEveryOptionOnce() {
        assertThat(TABLE.lines().map(line -> line.split(",", 2)[0]))
                .containsExactlyElementsOf(
                        Option.all().stream().map(Option::key).toList());
        assertThat(new HashSet<>(Option.all())).hasSameSizeAs(Option.all());
    }

    @ParameterizedTest
    @CsvSource(textBlock = TABLE)
    void namesFollowFromTheKey(String key, String property, String variable) {
        assertThat(option(key).property()).isEqualTo(property);
        assertThat(option(key).variable()).isEqualTo(variable);
    }

    @ParameterizedTest
    @CsvSource(textBlock = TABLE)
    void defaultIsAllowedAndCanonical(String key, String property, String variable, String text) {
        assertThat(option(key).defaultText()).isEqualTo(text);
        assertThat(option(key).kind().canonical(text)).contains(text);
    }

    @ParameterizedTest
    @CsvSource(textBlock = TABLE)
    void boundsAreAllowedAndWhatLiesBeyondIsNot(
            String key, String property, String variable, String text, String least, String most) {
        var kind = option(key).kind();
        if (least.equals("-")) {
            assertThat(kind).isNotInstanceOf(OptionKind.Whole.class);
            return;
        }
        assertThat(kind.canonical(least)).contains(least);
        assertThat(kind.canonical(most)).contains(most);
        assertThat(kind.canonical(Long.toString(Long.parseLong(least) - 1))).isEmpty();
        assertThat(kind.canonical(Long.toString(Long.parseLong(most) + 1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = TABLE)
    void onlyDirectoriesWaitForARestart(String key) {
        assertThat(option(key).live()).isEqualTo(key.startsWith("Allow") || !key.endsWith("Dir"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "yes", "true", "on", "Yes", "TRUE", "ON"})
    void switchIsOn(String text) {
        assertThat(new OptionKind.OnOff().canonical(text)).contains("on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "no", "false", "off", "No", "FALSE", "OFF"})
    void switchIsOff(String text) {
        assertThat(new OptionKind.OnOff().canonical(text)).contains("off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "enabled", "onn", "y", "-1", "yes no"})
    void switchIsNothingElse(String text) {
        assertThat(new OptionKind.OnOff().canonical(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5 MiB", "0x10", "1e3", "5.0", "٥", "--5", "+", "9999999999999999999", "ten"})
    void numberIsDigitsOnly(String text) {
        assertThat(new OptionKind.Whole(Long.MIN_VALUE, Long.MAX_VALUE, "").canonical(text))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative", "./here", "~/there", "/nul\0byte"})
    void directoryIsAnAbsolutePath(String text) {
        assertThat(new OptionKind.Directory().canonical(text)).isEmpty();
    }

    @Test
    void directoryIsNormalized() {
        assertThat(new OptionKind.Directory().canonical("/srv/./retrace/../x/")).contains("/srv/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "/one,two", "/nul\0byte"})
    void directoriesAreAbsolutePaths(String text) {
        assertThat(new OptionKind.Directories().canonical(text)).isEmpty();
    }

    @Test
    void listsAreSpelledWithCommas() {
        assertThat(new OptionKind.Directories().canonical(" /srv/../a , /b c,")).contains("/a,/b c");
        assertThat(new OptionKind.Addresses().canonical("192.0.2.1, 10.0.0.0/8,::1"))
                .contains("192.0.2.1,10.0.0.0/8,0:0:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "bad", "1.2.3", "1.2.3.4/33", "::1/129", "1.2.3.4/-1", "1.2.3.256", ":"})
    void addressIsWrittenInFigures(String text) {
        assertThat(new OptionKind.Addresses().canonical(text)).isEmpty();
    }

    @Test
    void proxyIsSpelledWithHostAndPort() {
        assertThat(new OptionKind.ProxyAddress().canonical("HTTP://Proxy.example:3128/"))
                .contains("http://proxy.example:3128");
        assertThat(new OptionKind.ProxyAddress().canonical("http://[::1]:3128")).contains("http://[::1]:3128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy:3128",
                "http://proxy",
                "https://proxy:3128",
                "http://proxy:0",
                "http://proxy:65536",
                "http://me:secret@proxy:3128",
                "http://proxy:3128/path",
                "http://proxy:3128?a",
                "http://[:::]:3128",
                "http://a_b:3128"
            })
    void proxyIsAnAddressAndNothingElse(String text) {
        assertThat(new OptionKind.ProxyAddress().canonical(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17 */6 * * * | 17 */6 * * *",
                " 0,30  1-5 * *  mon-Fri | 0,30 1-5 * * mon-fri",
                "*/15 * 1,15 JAN-mar,12 * | */15 * 1,15 jan-mar,12 *",
                "59 23 31 12 7 | 59 23 31 12 7",
                "OFF | off",
            })
    void timesAreWrittenAsForCron(String text, String canonical) {
        assertThat(new OptionKind.Calendar().canonical(text)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "never",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "0 24 * * *",
                "0 0 0 * *",
                "0 0 32 * *",
                "0 0 * 13 *",
                "0 0 * * 8",
                "*/0 * * * *",
                "0 0 */2 * *",
                "1- * * * *",
                "1,,2 * * * *",
                "0 0 * * funday",
                "@daily"
            })
    void timesAreNothingElse(String text) {
        assertThat(new OptionKind.Calendar().canonical(text)).isEmpty();
    }

    private static Option option(String key) {
        return Option.all().stream()
                .filter(option -> option.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
