// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.retrace.settings.OptionKind.Addresses;
import org.retrace.settings.OptionKind.Calendar;
import org.retrace.settings.OptionKind.Directories;
import org.retrace.settings.OptionKind.Directory;
import org.retrace.settings.OptionKind.OnOff;
import org.retrace.settings.OptionKind.ProxyAddress;
import org.retrace.settings.OptionKind.Whole;

/**
 * One option: its names, what it may be and what it is when nobody sets it.
 *
 * @param key the traditional key, as it stands in {@code retrace-server.conf}
 * @param defaultText the default, in canonical form
 * @param summary what the option is for, in one sentence
 */
record Option(String key, OptionKind kind, String defaultText, String summary) {
    static final Option SAVE_DIR = new Option(
            "SaveDir", new Directory(), "/var/spool/retrace-server", "Where tasks and their results are kept.");
    static final Option REPO_DIR = new Option(
            "RepoDir", new Directory(), "/var/cache/retrace-server", "Where packages are kept, packed and unpacked.");
    static final Option GPG_DIR =
            new Option("GPGDir", new Directory(), "/etc/retrace-server/gpg", "Keys that packages must be signed with.");
    static final Option PLUGIN_DIR = new Option(
            "PluginDir",
            new Directory(),
            "/etc/retrace-server/plugins",
            "Distribution plugins of your own; one that has the name of a shipped one takes its place.");
    static final Option LOG_DIR =
            new Option("LogDir", new Directory(), "/var/log/retrace-server", "Where global logs are kept.");

    static final Option MAX_PACKED_SIZE =
            new Option("MaxPackedSize", new Whole(1, 1 << 20, "MiB"), "50", "Largest archive that may be uploaded.");
    static final Option MAX_UNPACKED_SIZE = new Option(
            "MaxUnpackedSize", new Whole(1, 1 << 24, "MiB"), "1024", "Most that may come out of one archive.");
    static final Option MIN_STORAGE_LEFT = new Option(
            "MinStorageLeft", new Whole(0, 1 << 24, "MiB"), "1024", "Space that stays free where tasks are kept.");
    static final Option STORE_SIZE = new Option(
            "StoreSize",
            new Whole(1, 1 << 20, "GiB"),
            "50",
            "Space for unpacked packages; those not used for longest make room.");

    static final Option MAX_PARALLEL_TASKS = new Option(
            "MaxParallelTasks", new Whole(1, 1000, "tasks"), "5", "Most tasks that run at once on one node.");
    static final Option MAX_QUEUED_TASKS = new Option(
            "MaxQueuedTasks", new Whole(0, 1_000_000, "tasks"), "10000", "Most tasks that wait; 0 refuses when busy.");
    static final Option TASK_ID_LENGTH =
            new Option("TaskIdLength", new Whole(6, 18, "digits"), "9", "Length of a task id.");
    static final Option TASK_PASS_LENGTH =
            new Option("TaskPassLength", new Whole(22, 128, "characters"), "32", "Length of a task password.");
    static final Option TASK_TIMEOUT = new Option(
            "TaskTimeout",
            new Whole(1, 604_800, "seconds"),
            "3600",
            "Longest time a task may run; it is ended as failed after that.");
    static final Option KEEP_FAILED_FOR = new Option(
            "KeepFailedFor",
            new Whole(0, 87_600, "hours"),
            "24",
            "How long the crash of a failed or incomplete task is kept.");

    static final Option SANDBOX_MEMORY =
            new Option("SandboxMemory", new Whole(64, 1 << 24, "MiB"), "4096", "Most memory of one debugger.");
    static final Option SANDBOX_CPU_SECONDS = new Option(
            "SandboxCpuSeconds", new Whole(1, 604_800, "seconds"), "1800", "Most processor time of one debugger.");
    static final Option SANDBOX_OUTPUT =
            new Option("SandboxOutput", new Whole(1, 1024, "MiB"), "64", "Most output kept of one debugger.");

    static final Option REQUIRE_HTTPS = new Option("RequireHTTPS", new OnOff(), "on", "Whether plain HTTP is refused.");
    static final Option REQUIRE_GPG_CHECK = new Option(
            "RequireGPGCheck", new OnOff(), "on", "Whether packages without a verified signature are left out.");
    static final Option ALLOW_MISSING_FILES = new Option(
            "AllowMissingFiles", new OnOff(), "on", "Whether an upload may hold the coredump without the other files.");
    static final Option ALLOW_USR_CORE_TASK =
            new Option("AllowUsrCoreTask", new OnOff(), "on", "Whether crashes of programs are taken.");
    static final Option ALLOW_VM_CORE_TASK =
            new Option("AllowVMCoreTask", new OnOff(), "on", "Whether crashes of kernels are taken.");
    static final Option ALLOW_INTERACTIVE =
            new Option("AllowInteractive", new OnOff(), "off", "Whether interactive tasks are taken.");
    static final Option ALLOW_EXTERNAL_DIR = new Option(
            "AllowExternalDir",
            new OnOff(),
            "off",
            "Whether X-CoreFileDirectory may name a directory of ExternalDirs.");
    static final Option EXTERNAL_DIRS =
            new Option("ExternalDirs", new Directories(), "", "Below these X-CoreFileDirectory may name a directory.");
    static final Option ALLOW_API_DELETE =
            new Option("AllowApiDelete", new OnOff(), "off", "Whether a task may be deleted with its password.");
    static final Option ALLOW_METRICS =
            new Option("AllowMetrics", new OnOff(), "off", "Whether /metrics tells its figures to everybody.");
    static final Option MAX_PASSWORD_FAILURES = new Option(
            "MaxPasswordFailures",
            new Whole(1, 10_000, "a minute"),
            "10",
            "Wrong passwords for one task from one address; then it must wait.");
    static final Option MAX_API_REQUESTS = new Option(
            "MaxApiRequests",
            new Whole(1, 1_000_000, "a minute"),
            "600",
            "Requests to the JSON API of one person, or of one address where nobody signed in.");
    static final Option SESSION_IDLE = new Option(
            "SessionIdle",
            new Whole(5, 86_400, "seconds"),
            "1800",
            "How long a session in the console lasts in which nothing is asked for.");
    static final Option SESSION_LONGEST = new Option(
            "SessionLongest",
            new Whole(5, 604_800, "seconds"),
            "43200",
            "How long a session in the console lasts at most, whatever is done in it.");
    static final Option TRUSTED_PROXIES =
            new Option("TrustedProxies", new Addresses(), "", "Proxies whose X-Forwarded-Proto and -For count.");
    static final Option OUTGOING_PROXY =
            new Option("OutgoingProxy", new ProxyAddress(), "", "HTTP proxy through which other machines are asked.");

    static final Option KEEP_RAWHIDE_LATEST = new Option(
            "KeepRawhideLatest",
            new Whole(1, 1000, "versions"),
            "3",
            "Versions that are kept of each package of Rawhide; of releases all are kept.");
    static final Option USE_CREATE_REPO_UPDATE = new Option(
            "UseCreateRepoUpdate",
            new OnOff(),
            "on",
            "Whether createrepo_c reads new packages only, and takes what it wrote of the others.");
    static final Option REPOSYNC_TIMES = new Option(
            "ReposyncTimes", new Calendar(), "17 */6 * * *", "When repositories are brought up to date by themselves.");

    /** By key: each reading of the settings asks for the names of all. */
    private static final Map<String, String> PROPERTIES = new ConcurrentHashMap<>();

    private static final Map<String, String> VARIABLES = new ConcurrentHashMap<>();

    private static final List<Option> ALL = List.of(
            SAVE_DIR,
            REPO_DIR,
            GPG_DIR,
            PLUGIN_DIR,
            LOG_DIR,
            MAX_PACKED_SIZE,
            MAX_UNPACKED_SIZE,
            MIN_STORAGE_LEFT,
            STORE_SIZE,
            MAX_PARALLEL_TASKS,
            MAX_QUEUED_TASKS,
            TASK_ID_LENGTH,
            TASK_PASS_LENGTH,
            TASK_TIMEOUT,
            KEEP_FAILED_FOR,
            SANDBOX_MEMORY,
            SANDBOX_CPU_SECONDS,
            SANDBOX_OUTPUT,
            REQUIRE_HTTPS,
            REQUIRE_GPG_CHECK,
            ALLOW_MISSING_FILES,
            ALLOW_USR_CORE_TASK,
            ALLOW_VM_CORE_TASK,
            ALLOW_INTERACTIVE,
            ALLOW_EXTERNAL_DIR,
            EXTERNAL_DIRS,
            ALLOW_API_DELETE,
            ALLOW_METRICS,
            MAX_PASSWORD_FAILURES,
            MAX_API_REQUESTS,
            SESSION_IDLE,
            SESSION_LONGEST,
            TRUSTED_PROXIES,
            OUTGOING_PROXY,
            KEEP_RAWHIDE_LATEST,
            USE_CREATE_REPO_UPDATE,
            REPOSYNC_TIMES);

    /** Every option, in the order of the reference. */
    static List<Option> all() {
        return ALL;
    }

    /**
     * The name as a property (of the system, of MicroProfile Config, of the management model): {@code retrace.gpg-dir}.
     */
    String property() {
        return PROPERTIES.computeIfAbsent(key, Option::property);
    }

    private static String property(String key) {
        var words = key.split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", -1);
        return "retrace." + String.join("-", words).toLowerCase(Locale.ROOT);
    }

    /** The name in the environment, as MicroProfile Config maps it: {@code RETRACE_GPG_DIR}. */
    String variable() {
        return VARIABLES.computeIfAbsent(key, Option::variable);
    }

    private static String variable(String key) {
        return property(key).replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Whether a change takes effect without a restart. */
    boolean live() {
        return !(kind instanceof Directory);
    }
}
