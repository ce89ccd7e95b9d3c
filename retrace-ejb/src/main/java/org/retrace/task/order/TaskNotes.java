// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.order;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.retrace.task.RetraceTask;

/**
 * What people note on a task.
 *
 * @param notes text of some lines
 * @param caseNumber of the customer, one line
 * @param bugs web addresses, or numbers and names such as {@code #123}, without blanks
 * @param mails mail addresses of those who want to know of its end
 */
public record TaskNotes(String notes, String caseNumber, List<String> bugs, List<String> mails) {

    private static final int MOST_NOTES = 10_000;
    private static final int MOST_CASE = 100;
    private static final int MOST_ITEMS = 20;
    private static final int MOST_BUG = 200;
    private static final int MOST_MAIL = 254;

    private static final Pattern BUG = Pattern.compile("https?://[!-~]+|#?[A-Za-z0-9][A-Za-z0-9._/#-]*");
    private static final Pattern MAIL = Pattern.compile("[^@\\s\\p{Cntrl}<>,;\"]+@[^@\\s\\p{Cntrl}<>,;\"]+");

    /** Takes its own copies. */
    public TaskNotes {
        bugs = List.copyOf(bugs);
        mails = List.copyOf(mails);
    }

    /** Those of a task. */
    public static TaskNotes of(RetraceTask task) {
        return new TaskNotes(task.getNotes(), task.getCaseNumber(), task.getBugs(), task.getNotify());
    }

    /** A word that is another one as soon as anything of it is. */
    public String version() {
        byte[] all = toString().getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(all).toString();
    }

    /** What cannot be kept, by field. */
    Map<String, String> errors() {
        Map<String, String> errors = new LinkedHashMap<>();
        if (!fits(notes, MOST_NOTES, true)) {
            errors.put("notes", "are at most " + MOST_NOTES + " characters, of control characters line ends and tabs");
        }
        if (!fits(caseNumber, MOST_CASE, false)) {
            errors.put("caseNumber", "is one line of at most " + MOST_CASE + " characters");
        }
        wrong(bugs, bug -> bug.length() <= MOST_BUG && BUG.matcher(bug).matches())
                .ifPresent(why -> errors.put(
                        "bugs",
                        why + "a bug is a web address, or a number or name without blanks, of at most " + MOST_BUG
                                + " characters"));
        wrong(
                        mails,
                        mail -> mail.length() <= MOST_MAIL
                                && fits(mail, MOST_MAIL, false)
                                && MAIL.matcher(mail).matches())
                .ifPresent(why -> errors.put("notify", why + "each is a mail address and nothing else"));
        return errors;
    }

    /** By the reckoning of PostgreSQL: characters, none of them NUL, no halves. */
    private static boolean fits(String text, int most, boolean lines) {
        String line = lines ? text.replaceAll("[\\t\\r\\n]", "") : text;
        return text.codePointCount(0, text.length()) <= most
                && line.codePoints().noneMatch(c -> Character.isISOControl(c) || isHalf(c));
    }

    private static boolean isHalf(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    private static Optional<String> wrong(List<String> items, Predicate<String> isRight) {
        if (items.size() > MOST_ITEMS) {
            return Optional.of("are at most " + MOST_ITEMS + "; ");
        }
        return items.stream().allMatch(isRight) ? Optional.empty() : Optional.of("one of them is none: ");
    }

    /** The names of the fields that another has otherwise, with commas between them. */
    String differences(TaskNotes other) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("notes", notes.equals(other.notes));
        same.put("caseNumber", caseNumber.equals(other.caseNumber));
        same.put("bugs", bugs.equals(other.bugs));
        same.put("notify", mails.equals(other.mails));
        return String.join(
                ", ",
                same.keySet().stream()
                        .filter(field -> !Boolean.TRUE.equals(same.get(field)))
                        .toList());
    }
}
