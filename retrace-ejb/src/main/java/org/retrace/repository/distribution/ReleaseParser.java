// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.retrace.bytes.FormatException;

/**
 * What finds a version in a text from outside: a line about a system, a package's name, a name in a directory.
 *
 * @param rules tried in order; the first that matches decides
 */
public record ReleaseParser(List<Rule> rules) {

    /**
     * One expression and the version that follows from it.
     *
     * @param version text in which {@code $1} to {@code $9} stand for what the groups captured
     */
    public record Rule(BoundedRegex match, String version) {

        private static final Pattern PARTS = Pattern.compile("(?:\\$[1-9]|[A-Za-z0-9._])+");
        private static final Pattern GROUP = Pattern.compile("\\$([1-9])");

        /**
         * Puts both together.
         *
         * @throws FormatException when the version could be none, or names a group that the expression does not have
         */
        public static Rule of(BoundedRegex match, String version) throws FormatException {
            if (!PARTS.matcher(version).matches()) {
                throw new FormatException(
                        "version", -1, "'" + version + "' must be letters, digits, dots, underscores and $1 to $9");
            }
            var groups = GROUP.matcher(version);
            while (groups.find()) {
                if (Integer.parseInt(version.substring(groups.start() + 1, groups.end())) > match.groups()) {
                    throw new FormatException(
                            "version",
                            -1,
                            groups.group() + " needs a group in parentheses around the version; the expression has "
                                    + match.groups());
                }
            }
            return new Rule(match, version);
        }

        Optional<String> version(String text) {
            return match.find(text)
                    .map(captured -> GROUP.matcher(version)
                            .replaceAll(group -> captured.get(group.group().charAt(1) - '0')))
                    .filter(Release::isVersion);
        }
    }

    public ReleaseParser {
        rules = List.copyOf(rules);
    }

    /** The version that the text names, if it names one; what is no {@link Release#isVersion version} is none. */
    public Optional<String> version(String text) {
        return rules.stream()
                .filter(rule -> rule.match().find(text).isPresent())
                .findFirst()
                .flatMap(rule -> rule.version(text));
    }
}
