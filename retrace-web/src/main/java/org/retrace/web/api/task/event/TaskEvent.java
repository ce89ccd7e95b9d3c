// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task.event;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrace.task.list.Standing;
import org.retrace.task.result.StepNews;
import org.retrace.task.result.TaskNews;

/**
 * Something that happened to a task.
 *
 * @param name state, step or finished
 * @param place how much has been told with it
 * @param fields what is told, in order
 */
record TaskEvent(String name, EventPlace place, Map<String, String> fields) {

    static final String FINISHED = "finished";

    private static final String STATE = "state";
    private static final String STEP = "step";

    /** What somebody has to be told now, in order: a task runs before its steps, and ends or waits again after them. */
    static List<TaskEvent> since(EventPlace told, TaskNews news) {
        List<TaskEvent> events = new ArrayList<>();
        EventPlace place = told;
        boolean turned = !told.tellsStateOf(news);
        boolean runs = news.standing() == Standing.RUNNING;
        if (turned && runs) {
            place = place.withStateOf(news);
            events.add(state(place, news));
        }
        for (StepNews step : news.runs()) {
            if (!place.tellsBeginningOf(step)) {
                place = place.withBeginningOf(step);
                events.add(new TaskEvent(STEP, place, begun(step)));
            }
            if (!place.tellsEndOf(step) && step.outcome().isPresent()) {
                place = place.withEndOf(step);
                events.add(new TaskEvent(STEP, place, ended(step)));
            }
        }
        if (turned && !runs) {
            events.add(state(place.withStateOf(news), news));
        }
        return events;
    }

    private static TaskEvent state(EventPlace place, TaskNews news) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("state", news.standing().name());
        if (!news.standing().isFinished()) {
            return new TaskEvent(STATE, place, fields);
        }
        news.finishedAt().map(Instant::toString).ifPresent(end -> fields.put("finishedAt", end));
        news.failure().ifPresent(failure -> fields.put("failure", failure));
        return new TaskEvent(FINISHED, place, fields);
    }

    private static Map<String, String> begun(StepNews step) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("step", step.step().name());
        fields.put("node", step.node());
        fields.put("startedAt", step.startedAt().toString());
        return fields;
    }

    private static Map<String, String> ended(StepNews step) {
        Map<String, String> fields = begun(step);
        step.finishedAt().map(Instant::toString).ifPresent(end -> fields.put("finishedAt", end));
        step.outcome().ifPresent(outcome -> fields.put("outcome", outcome.name()));
        step.reason().ifPresent(reason -> fields.put("reason", reason));
        return fields;
    }

    /** As it is sent: JSON has no line ends of its own. */
    String text() {
        JsonObjectBuilder json = Json.createObjectBuilder();
        fields.forEach(json::add);
        return "event: " + name + "\nid: " + place + "\ndata: " + json.build() + "\n\n";
    }
}
