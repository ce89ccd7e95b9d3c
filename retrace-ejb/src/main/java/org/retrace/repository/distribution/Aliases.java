// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.retrace.bytes.FormatException;

/**
 * Other names of releases: {@code rhel-$VER.*} is {@code rhel-$VER}.
 *
 * @param all tried in order
 */
public record Aliases(List<Alias> all) {

    private static final String VER = "$VER";

    /**
     * Another name.
     *
     * @param from a release in which {@code *} stands for anything, and {@code $VER} for the least that fits
     * @param to a release, which may have the {@code $VER} of {@code from}
     */
    public record Alias(String from, String to) {

        /**
         * Reads both.
         *
         * @throws FormatException when one of them is no release, or they are the same
         */
        public static Alias of(String from, String to) throws FormatException {
            for (var name : List.of(from, to)) {
                if (Release.parse(sample(name)).isEmpty()) {
                    throw new FormatException(
                            "alias", -1, "'" + name + "' is no release such as rhel-7 or rhel-$VER.*");
                }
            }
            if (to.contains("*") || (to.contains(VER) && !from.contains(VER))) {
                throw new FormatException(
                        "alias", -1, "'" + to + "' must have no * and no $VER that '" + from + "' lacks");
            }
            if (from.equals(to)) {
                throw new FormatException("alias", -1, "'" + from + "' is its own alias");
            }
            return new Alias(from, to);
        }

        private static String sample(String name) {
            return name.replace(VER, "1").replace('*', '1');
        }

        /** The release that another name stands for. */
        Optional<Release> apply(Release release) {
            var matcher = pattern(from, true).matcher(release.toString());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            return Release.parse(from.contains(VER) ? to.replace(VER, matcher.group("version")) : to);
        }

        /** This name for a release, if it is one of its: {@code rhel-7.*} for {@code rhel-7}. */
        Optional<String> of(Release release) {
            var matcher = pattern(to, false).matcher(release.toString());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            return Optional.of(to.contains(VER) ? from.replace(VER, matcher.group("version")) : from);
        }

        private static Pattern pattern(String name, boolean wild) {
            var text = Pattern.quote(name).replace(VER, "\\E(?<version>[A-Za-z0-9._]+?)\\Q");
            return Pattern.compile(wild ? text.replace("*", "\\E[A-Za-z0-9._]+\\Q") : text);
        }
    }

    public Aliases {
        all = List.copyOf(all);
    }

    /** The release that this other name stands for, if it is one. */
    public Optional<Release> apply(Release release) {
        return all.stream().flatMap(alias -> alias.apply(release).stream()).findFirst();
    }

    /** The other names of a release; in some a {@code *} stands for more. */
    public List<String> of(Release release) {
        return all.stream().flatMap(alias -> alias.of(release).stream()).toList();
    }
}
