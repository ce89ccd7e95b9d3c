// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task.event;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrace.task.list.Standing;
import org.retrace.task.result.StepNews;
import org.retrace.task.result.TaskNews;

/**
 * How much of a task's life somebody has been told: the id of an event. Any server can go on from there.
 *
 * @param journal twice the number of the last run of a step, and one more when its end was told
 * @param standing the state that was told last; empty before the first
 * @param endMillis the end of the task that was told, since 1970; 0 when none was
 */
record EventPlace(long journal, Optional<Standing> standing, long endMillis) {

    /** Nothing was told. */
    static final EventPlace FIRST = new EventPlace(0, Optional.empty(), 0);

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})\\.([A-Z]{1,12})?\\.([0-9]{1,18})");

    /** What {@link #toString()} has written; empty when it has not. */
    static Optional<EventPlace> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<Standing> standing = Arrays.stream(Standing.values())
                .filter(known -> known.name().equals(parts.group(2)))
                .findFirst();
        return standing.isEmpty() && parts.group(2) != null
                ? Optional.empty()
                : Optional.of(new EventPlace(Long.parseLong(parts.group(1)), standing, Long.parseLong(parts.group(3))));
    }

    /** The run from which on there may be news. */
    long run() {
        return journal / 2;
    }

    boolean tellsBeginningOf(StepNews step) {
        return journal >= step.run() * 2;
    }

    boolean tellsEndOf(StepNews step) {
        return journal > step.run() * 2;
    }

    boolean tellsStateOf(TaskNews news) {
        return equals(withStateOf(news));
    }

    EventPlace withBeginningOf(StepNews step) {
        return new EventPlace(step.run() * 2, standing, endMillis);
    }

    EventPlace withEndOf(StepNews step) {
        return new EventPlace(step.run() * 2 + 1, standing, endMillis);
    }

    EventPlace withStateOf(TaskNews news) {
        long end = news.standing().isFinished()
                ? news.finishedAt().map(Instant::toEpochMilli).orElse(0L)
                : 0;
        return new EventPlace(journal, Optional.of(news.standing()), end);
    }

    @Override
    public String toString() {
        return journal + "." + standing.map(Standing::name).orElse("") + "." + endMillis;
    }
}
