// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.retrace.bytes.FormatException;
import org.retrace.rpm.RpmVersion;

/**
 * Some versions of a distribution: one by name ({@code rawhide}, {@code 7}) or all between two numbers, which belong to
 * it ({@code 8..9}, {@code ..27}, {@code 28..}).
 *
 * @param least empty without a lower end
 * @param most empty without an upper end; the same as {@code least} for one version
 */
public record VersionRange(String least, String most) {

    /** Numbers as rpm orders them, then words. */
    static final Comparator<String> ORDER =
            Comparator.<String, Boolean>comparing(version -> !isNumber(version)).thenComparing(RpmVersion::compare);

    /**
     * Reads {@code 7}, {@code 8..9}, {@code ..27}, {@code 28..} or a word.
     *
     * @throws FormatException when it is none of these
     */
    public static VersionRange parse(String text) throws FormatException {
        int dots = text.indexOf("..");
        var range = dots < 0
                ? new VersionRange(text, text)
                : new VersionRange(text.substring(0, dots), text.substring(dots + 2));
        if (range.isOne() ? !Release.isVersion(range.least) : !isEnd(range.least) || !isEnd(range.most)) {
            throw new FormatException(
                    "versions", -1, "'" + text + "' is no version and no range such as 8..9, 8.. or ..9");
        }
        return range;
    }

    /** The version it stands for alone. */
    public Optional<String> one() {
        return isOne() ? Optional.of(least) : Optional.empty();
    }

    /** Whether a version is in one of some ranges; where there is none, every version is. */
    static boolean anyContains(List<VersionRange> ranges, String version) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(version));
    }

    /** Whether a version is one of these; a word is only by its own name. */
    public boolean contains(String version) {
        if (isOne() || !isNumber(version)) {
            return version.equals(least) && isOne();
        }
        return (least.isEmpty() || RpmVersion.compare(least, version) <= 0)
                && (most.isEmpty() || RpmVersion.compare(version, most) <= 0);
    }

    private boolean isOne() {
        return least.equals(most);
    }

    private static boolean isEnd(String text) {
        return text.isEmpty() || (isNumber(text) && Release.isVersion(text) && !text.contains(".."));
    }

    private static boolean isNumber(String version) {
        return !version.isEmpty() && version.charAt(0) >= '0' && version.charAt(0) <= '9';
    }

    @Override
    public String toString() {
        return isOne() ? least : least + ".." + most;
    }
}
