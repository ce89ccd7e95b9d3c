// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the text of an option may be. */
sealed interface OptionKind {

    /** The text in its one canonical form; empty when it is not allowed. */
    Optional<String> canonical(String text);

    /** The allowed values in words, as they stand in messages and in the reference. */
    String range();

    /** A switch; in canonical form {@code on} or {@code off}. */
    record OnOff() implements OptionKind {
        private static final Set<String> ON = Set.of("1", "yes", "true", "on");
        private static final Set<String> OFF = Set.of("0", "no", "false", "off");

        @Override
        public Optional<String> canonical(String text) {
            var word = text.toLowerCase(Locale.ROOT);
            if (ON.contains(word)) {
                return Optional.of("on");
            }
            return OFF.contains(word) ? Optional.of("off") : Optional.empty();
        }

        @Override
        public String range() {
            return "on or off (also 1/0, yes/no, true/false)";
        }
    }

    /**
     * A whole number of some unit.
     *
     * @param least smallest value allowed
     * @param most largest value allowed
     * @param unit what is counted, as it stands in the reference
     */
    record Whole(long least, long most, String unit) implements OptionKind {

        @Override
        public Optional<String> canonical(String text) {
            if (!text.matches("[+-]?[0-9]{1,18}")) {
                return Optional.empty();
            }
            var number = Long.parseLong(text);
            return number >= least && number <= most ? Optional.of(Long.toString(number)) : Optional.empty();
        }

        @Override
        public String range() {
            return "a whole number from " + least + " to " + most + " (" + unit + ")";
        }
    }

    /** A directory, named by an absolute path; it need not exist yet. */
    record Directory() implements OptionKind {

        @Override
        public Optional<String> canonical(String text) {
            try {
                var path = Path.of(text);
                return path.isAbsolute() ? Optional.of(path.normalize().toString()) : Optional.empty();
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }

        @Override
        public String range() {
            return "an absolute path";
        }
    }

    /** Any number of directories, named by absolute paths with commas between them. */
    record Directories() implements OptionKind {

        @Override
        public Optional<String> canonical(String text) {
            return each(text, new Directory()::canonical);
        }

        @Override
        public String range() {
            return "absolute paths with commas between them";
        }
    }

    /** An HTTP proxy; in canonical form {@code http://host:port}. Empty is none. */
    record ProxyAddress() implements OptionKind {
        private static final int MOST_PORT = 65_535;

        @Override
        public Optional<String> canonical(String text) {
            if (text.isEmpty()) {
                return Optional.of(text);
            }
            try {
                var address = new URI(text.toLowerCase(Locale.ROOT)).parseServerAuthority();
                var canonical = "http://" + address.getHost() + ":" + address.getPort();
                var whole = address.toString().equals(canonical)
                        || address.toString().equals(canonical + "/");
                return whole && address.getPort() >= 1 && address.getPort() <= MOST_PORT
                        ? Optional.of(canonical)
                        : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        }

        @Override
        public String range() {
            return "http://host:port";
        }
    }

    /** Times by a calendar, in the five fields of cron; in canonical form with one blank between. */
    record Calendar() implements OptionKind {
        /** Switches the times off. */
        static final String OFF = "off";

        private static final String MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
        private static final String DAYS = "sun|mon|tue|wed|thu|fri|sat";
        private static final List<Pattern> FIELDS = List.of(
                field("[1-5]?[0-9]", true),
                field("2[0-3]|1?[0-9]", true),
                field("3[01]|[12][0-9]|[1-9]", false),
                field("1[0-2]|[1-9]|" + MONTHS, false),
                field("[0-7]|" + DAYS, false));

        private static Pattern field(String value, boolean steps) {
            var one = "(?:" + value + ")(?:-(?:" + value + "))?";
            return Pattern.compile("\\*|" + one + "(?:," + one + ")*+" + (steps ? "|\\*/(?:[1-9][0-9]?)" : ""));
        }

        @Override
        public Optional<String> canonical(String text) {
            var fields = text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
            if (fields.length == 1 && fields[0].equals(OFF)) {
                return Optional.of(OFF);
            }
            var allowed = fields.length == FIELDS.size()
                    && IntStream.range(0, fields.length)
                            .allMatch(i -> FIELDS.get(i).matcher(fields[i]).matches());
            return allowed ? Optional.of(String.join(" ", fields)) : Optional.empty();
        }

        @Override
        public String range() {
            return "minute, hour, day of the month, month, day of the week as in cron (`17 */6 * * *`), or off";
        }
    }

    /** Any number of addresses or blocks of them, with commas between them. */
    record Addresses() implements OptionKind {

        @Override
        public Optional<String> canonical(String text) {
            return each(text, word -> AddressBlock.parse(word).map(AddressBlock::toString));
        }

        @Override
        public String range() {
            return "IP addresses or blocks (192.0.2.0/24) with commas between them";
        }
    }

    /** The canonical texts of a list; empty when one of them is not allowed. */
    private static Optional<String> each(String text, Function<String, Optional<String>> kind) {
        var words = words(text);
        var canonical = words.stream().map(kind).flatMap(Optional::stream).toList();
        return canonical.size() == words.size() ? Optional.of(String.join(",", canonical)) : Optional.empty();
    }

    /** What stands between the commas. */
    static List<String> words(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
