// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.util.Optional;

/**
 * The full name of one package build.
 *
 * @param name may contain dashes
 * @param epoch 0 when the package has none
 * @param version without dashes
 * @param release without dashes
 * @param arch without dots
 */
public record Nevra(String name, int epoch, String version, String release, String arch) {

    /** Reads {@code name-[epoch:]version-release.arch}; empty when the text is not of that form. */
    public static Optional<Nevra> parse(String text) {
        int dot = text.lastIndexOf('.');
        int release = dot < 0 ? -1 : text.lastIndexOf('-', dot);
        int version = release <= 0 ? -1 : text.lastIndexOf('-', release - 1);
        if (version <= 0 || dot < release || dot == text.length() - 1) {
            return Optional.empty();
        }
        String evr = text.substring(version + 1, release);
        int colon = evr.indexOf(':');
        String epoch = colon < 0 ? "0" : evr.substring(0, colon);
        if (!epoch.matches("[0-9]{1,9}")
                || evr.length() == colon + 1
                || evr.indexOf(':', colon + 1) > 0
                || release + 1 == dot) {
            return Optional.empty();
        }
        return Optional.of(new Nevra(
                text.substring(0, version),
                Integer.parseInt(epoch),
                evr.substring(colon + 1),
                text.substring(release + 1, dot),
                text.substring(dot + 1)));
    }

    /** Whether both are builds of one package for one architecture, so that their versions can be compared. */
    public boolean isSamePackage(Nevra other) {
        return name.equals(other.name) && arch.equals(other.arch);
    }

    /** Order of epoch, version and release alone, oldest first. */
    public int compareVersion(Nevra other) {
        int byEpoch = Integer.compare(epoch, other.epoch);
        if (byEpoch != 0) {
            return byEpoch;
        }
        int byVersion = RpmVersion.compare(version, other.version);
        return byVersion != 0 ? byVersion : RpmVersion.compare(release, other.release);
    }

    /** {@code name-version-release.arch}, the epoch before the version when there is one. */
    @Override
    public String toString() {
        return name + "-" + (epoch == 0 ? "" : epoch + ":") + version + "-" + release + "." + arch;
    }
}
