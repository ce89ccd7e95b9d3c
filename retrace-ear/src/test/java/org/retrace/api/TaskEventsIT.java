// SPDX-License-Identifier: Apache-2.0
package org.retrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.account.ApiClient;
import org.retrace.classic.RawStream;
import org.retrace.it.ClassicClient;
import org.retrace.it.HeldDebugger;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.retrace.it.TestDistribution;

/** What somebody hears who follows a task. */
@ExtendWith(SharedServer.class)
class TaskEventsIT {

    private final ServerHome server = SharedServer.home();
    private final ClassicClient client = new ClassicClient(server);

    private ClassicClient.Task ended() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(task);
        return task;
    }

    private ApiClient debugger() throws IOException {
        return ApiClient.of(server, "debugger");
    }

    private static List<String> brief(List<EventReader.Event> events) {
        return events.stream().map(EventReader.Event::brief).toList();
    }

    private List<EventReader.Event> all(String task, String... headers) throws IOException {
        try (EventReader reader = EventReader.open(debugger(), task, headers)) {
            return reader.until(event -> false);
        }
    }

    @Test
    void stepsAreToldAsTheyHappenUpToTheEnd() throws Exception {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));
        List<EventReader.Event> events = new ArrayList<>();
        HeldDebugger.during(server, () -> {
            try (EventReader reader = EventReader.open(debugger(), task.id())) {
                assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
                events.addAll(reader.until(event -> event.brief().equals("step DEBUG")));
            }
        });
        String last = events.get(events.size() - 1).id();
        assertThat(brief(events))
                .containsExactly(
                        "state RUNNING",
                        "step IDENTIFY",
                        "step IDENTIFY DONE",
                        "step RESOLVE",
                        "step RESOLVE DONE",
                        "step ASSEMBLE",
                        "step ASSEMBLE DONE",
                        "step DEBUG");

        List<EventReader.Event> rest = all(task.id(), "Last-Event-ID", last);

        assertThat(brief(rest))
                .containsExactly(
                        "step DEBUG DONE",
                        "step SIGN",
                        "step SIGN DONE",
                        "step PUBLISH",
                        "step PUBLISH DONE",
                        "step CLEAN",
                        "step CLEAN DONE",
                        "finished SUCCESS");
    }

    @Test
    void whoHasHeardTheEndIsToldToStop() throws IOException {
        ClassicClient.Task task = ended();
        List<EventReader.Event> events = all(task.id());
        assertThat(brief(events)).hasSize(15).first().isEqualTo("step IDENTIFY");
        assertThat(brief(events)).last().isEqualTo("finished SUCCESS");
        String last = events.get(events.size() - 1).id();

        try (EventReader reader = EventReader.open(debugger(), task.id(), "Last-Event-ID", last)) {
            assertThat(reader.status()).isEqualTo(204);
            assertThat(reader.rest()).isEmpty();
        }
    }

    @Test
    void taskOfSomebodyElseIsNotThere() throws IOException, SQLException {
        ClassicClient.Task task = ended();
        ApiClient viewer = ApiClient.of(server, "viewer");
        String path = "/api/v1/tasks/" + task.id() + "/events";
        ApiClient.Answer strange = viewer.get(path);
        assertThat(strange.status()).isEqualTo(404);
        assertThat(strange.response().body())
                .isEqualTo(viewer.get("/api/v1/tasks/1/events").response().body());
        assertThat(viewer.with("").get(path).status()).isEqualTo(401);

        server.execute("update retrace_task set owner_id = (select person_id from person_identity"
                + " where subject = 'viewer') where id = " + task.id());

        assertThat(viewer.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.SLEEPING.0", "99999999999999999999.RUNNING.0", "0.RUNNING.0;drop"})
    void idThatIsNoneOfOursIsRefused(String id) throws IOException {
        ClassicClient.Task task = ended();

        try (EventReader reader = EventReader.open(debugger(), task.id(), "Last-Event-ID", id)) {
            assertThat(reader.status()).isEqualTo(400);
            assertThat(reader.rest()).contains("\"field\":\"Last-Event-ID\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1e3", "9999999999999999999", "%31%00", "0x10"})
    void whatIsNoNumberOfATaskIsNotThere(String id) throws IOException {
        assertThat(debugger().get("/api/v1/tasks/" + id + "/events").status()).isEqualTo(404);
    }

    @Test
    void headIsAnsweredAtOnceAndParametersAreRefused() throws IOException {
        ClassicClient.Task task = ended();
        String path = "/api/v1/tasks/" + task.id() + "/events";

        ApiClient.Answer head = debugger().send("HEAD", path, "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).startsWith("text/event-stream");
        assertThat(debugger().get(path + "?from=1").status()).isEqualTo(400);
    }

    @Test
    void streamOverTlsIsTheSame() throws Exception {
        ClassicClient.Task task = ended();
        try (RawStream stream = new RawStream(server)) {
            stream.get(
                    "/api/v1/tasks/" + task.id() + "/events",
                    1,
                    "authorization: " + debugger().authorization(),
                    "accept: text/event-stream");

            assertThat(stream.answer()).startsWith("retry: 2000").contains("event: finished");
        }
    }
}
