// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A distribution, as its plugin says.
 *
 * @param name as it begins the names of its releases
 * @param displayRelease what stands before a version when people read it: {@code Fedora release}
 * @param abrtParser finds the version in a line about the system that crashed
 * @param guessParser finds the version in the name of a package, as well as can be
 */
public record Distribution(
        String name,
        String displayRelease,
        ReleaseParser abrtParser,
        ReleaseParser guessParser,
        Versions versions,
        Packages packages) {

    /**
     * Which releases there are.
     *
     * @param architectures never empty
     */
    public record Versions(VersionList list, List<Architecture> architectures, Aliases aliases) {

        public Versions {
            architectures = List.copyOf(architectures);
        }
    }

    /**
     * An architecture and the versions that have it.
     *
     * @param name as repositories call it: {@code x86_64}, {@code i386}
     * @param versions empty: all
     */
    public record Architecture(String name, List<VersionRange> versions) {

        public Architecture {
            versions = List.copyOf(versions);
        }
    }

    /**
     * Where the packages are and what they are checked against.
     *
     * @param gpgKeys names of files in GPGDir, in which {@code $VER} stands for the version
     */
    public record Packages(
            Format format, Configuration configuration, Gdb gdb, List<String> gpgKeys, List<Repository> repositories) {

        public Packages {
            gpgKeys = List.copyOf(gpgKeys);
            repositories = List.copyOf(repositories);
        }
    }

    /** The kinds of packages. */
    public enum Format {
        RPM
    }

    /** Lines of configuration that are for all repositories, for yum and for dnf. */
    public record Configuration(Map<String, String> yum, Map<String, String> dnf) {

        public Configuration {
            yum = Map.copyOf(yum);
            dnf = Map.copyOf(dnf);
        }
    }

    /**
     * The debugger that the distribution brings; empty: the host's.
     *
     * @param packageName the package it comes from
     * @param executable its absolute path
     */
    public record Gdb(Optional<String> packageName, Optional<String> executable) {}

    /** A line for people: {@code Fedora release 43}. */
    public String display(String version) {
        return displayRelease + " " + version;
    }

    /** The architectures of a version. */
    public List<String> architectures(String version) {
        return versions.architectures().stream()
                .filter(each -> VersionRange.anyContains(each.versions(), version))
                .map(Architecture::name)
                .toList();
    }

    /** The repositories of a release; none where the distribution never had it for that architecture. */
    public List<Repository> repositories(String version, String arch) {
        if (!architectures(version).contains(arch)) {
            return List.of();
        }
        return packages.repositories().stream()
                .filter(repository -> repository.serves(version, arch))
                .toList();
    }

    /** The files in GPGDir with the keys of a version. */
    public List<String> gpgKeys(String version) {
        return packages.gpgKeys().stream()
                .map(key -> key.replace(MirrorAddress.VER, version))
                .toList();
    }

    /** Whether packages of a repository must be signed, as far as its plugin has a say. */
    public boolean checksSignatures(Repository repository) {
        var configuration = packages.configuration();
        return Optional.ofNullable(repository.configuration().get("gpgcheck"))
                .or(() -> Optional.ofNullable(configuration.dnf().get("gpgcheck")))
                .or(() -> Optional.ofNullable(configuration.yum().get("gpgcheck")))
                .map(value -> !value.equals("0"))
                .orElse(true);
    }
}
