// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every option of an installation, read and checked together at one moment. */
public record RetraceSettings(
        Directories directories,
        Limits limits,
        Tasks tasks,
        Sandbox sandbox,
        Uploads uploads,
        Access access,
        Sessions sessions,
        Network network,
        Repositories repositories) {

    /**
     * Where things are kept; absolute, fixed until a restart.
     *
     * @param saveDir tasks and their results
     * @param repoDir packages, their index's store of unpacked packages included
     * @param gpgDir keys that packages must be signed with
     * @param pluginDir the administrator's distribution plugins
     * @param logDir global logs
     */
    public record Directories(Path saveDir, Path repoDir, Path gpgDir, Path pluginDir, Path logDir) {}

    /**
     * What may be taken of the disk.
     *
     * @param maxPackedBytes most bytes of an uploaded archive
     * @param maxUnpackedBytes most bytes of what comes out of it
     * @param minStorageLeftBytes bytes that stay free in the file system of {@link Directories#saveDir()}
     * @param storeBytes most bytes of unpacked packages that nobody needs
     */
    public record Limits(long maxPackedBytes, long maxUnpackedBytes, long minStorageLeftBytes, long storeBytes) {}

    /**
     * How tasks are numbered, counted and ended.
     *
     * @param maxParallel most tasks running on one node
     * @param maxQueued most tasks waiting; 0 refuses when busy
     * @param idLength decimal digits of a task id
     * @param passwordLength characters of a task password
     * @param timeout longest time a task may run
     * @param keepFailedFor how long the crash of a failed task is kept
     */
    public record Tasks(
            int maxParallel,
            int maxQueued,
            int idLength,
            int passwordLength,
            Duration timeout,
            Duration keepFailedFor) {}

    /**
     * What one debugger may take.
     *
     * @param memoryBytes most bytes of address space
     * @param cpu most processor time
     * @param outputBytes most bytes of output kept
     */
    public record Sandbox(long memoryBytes, Duration cpu, long outputBytes) {}

    /**
     * Which uploads are taken.
     *
     * @param allowMissingFiles whether an upload may hold the coredump alone
     * @param allowUserCores whether crashes of programs are taken
     * @param allowVmcores whether crashes of kernels are taken
     * @param allowInteractive whether tasks are taken whose crash stays
     * @param allowExternalDir whether a request may name a directory of this machine
     * @param externalDirs below which of them
     */
    public record Uploads(
            boolean allowMissingFiles,
            boolean allowUserCores,
            boolean allowVmcores,
            boolean allowInteractive,
            boolean allowExternalDir,
            List<Path> externalDirs) {}

    /**
     * Who is let in.
     *
     * @param requireHttps whether plain HTTP is refused
     * @param requireGpgCheck whether a package without a verified signature is left out of the index
     * @param allowApiDelete whether a task's password is enough to delete it
     * @param allowMetrics whether the figures are for everybody
     * @param maxPasswordFailures wrong passwords in a minute for one task from one address
     * @param maxApiRequests requests to the JSON API in a minute of one person, or of one address where nobody signed
     *     in
     * @param trustedProxies who may say where a request came from, and how
     */
    public record Access(
            boolean requireHttps,
            boolean requireGpgCheck,
            boolean allowApiDelete,
            boolean allowMetrics,
            int maxPasswordFailures,
            int maxApiRequests,
            List<AddressBlock> trustedProxies) {

        /** Whether an address is a trusted proxy's. */
        public boolean isProxy(String address) {
            return trustedProxies.stream().anyMatch(block -> block.contains(address));
        }
    }

    /**
     * How long people stay signed in to the console.
     *
     * @param idle while nothing is asked for
     * @param longest in any case
     */
    public record Sessions(Duration idle, Duration longest) {}

    /**
     * How other machines are reached.
     *
     * @param outgoingProxy the HTTP proxy between, {@code http://host:port}; empty where there is none
     */
    public record Network(Optional<URI> outgoingProxy) {}

    /**
     * How repositories are kept.
     *
     * @param keepRawhideLatest versions of each package of Rawhide
     * @param useCreateRepoUpdate whether what createrepo_c wrote before counts for packages that are unchanged
     * @param times when they are brought up to date by themselves; empty: never
     */
    public record Repositories(int keepRawhideLatest, boolean useCreateRepoUpdate, Optional<Calendar> times) {}

    /** Times by a calendar, each field as in cron. */
    public record Calendar(String minute, String hour, String dayOfMonth, String month, String dayOfWeek) {}
}
