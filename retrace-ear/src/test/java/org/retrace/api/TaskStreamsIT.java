// SPDX-License-Identifier: Apache-2.0
package org.retrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.account.AccountServer;
import org.retrace.account.ApiClient;
import org.retrace.classic.RawStream;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/** Many who follow a task that does not end: each has a share, and none is in another's way. */
@ExtendWith(AccountServer.class)
class TaskStreamsIT {

    private static final int MOST = 64;
    private static final int MOST_OF_ONE = 8;
    private static final Pattern BUSY = Pattern.compile("\"result\" => (\\d+)");

    private final ServerHome server;
    private final List<EventReader> readers = new ArrayList<>();
    private String task = "";

    TaskStreamsIT(ServerHome server) {
        this.server = server;
    }

    /** A task that rests, as after trouble of the server. */
    @BeforeEach
    void begin() throws IOException, SQLException {
        TestDistribution.build();
        ClassicClient client = new ClassicClient(server);
        ClassicClient.Task uploaded = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(uploaded);
        task = uploaded.id();
        server.execute("update retrace_task set state = 'QUEUED', finished_at = null, failure = null,"
                + " not_before = now() + interval '4 minutes' where id = " + task);
    }

    @AfterEach
    void end() throws IOException, SQLException {
        for (EventReader reader : readers) {
            reader.close();
        }
        server.execute("delete from retrace_task where id = " + task);
    }

    private ApiClient person(String name) throws IOException {
        String to = "\"address\"=>[(\"subsystem\"=>\"elytron\"),(\"filesystem-realm\"=>\"RetraceRealm\")],"
                + "\"identity\"=>\"" + name + "\"";
        ServerHome.Ended ended = server.manage(":composite(steps=[{\"operation\"=>\"add-identity\"," + to
                + "},{\"operation\"=>\"add-identity-attribute\"," + to
                + ",\"name\"=>\"Roles\",\"value\"=>[\"debugger\"]},{\"operation\"=>\"set-password\"," + to
                + ",\"clear\"=>{\"password\"=>\"correct horse " + name + "\"}}])");
        assertThat(ended.status()).as(ended.text()).isZero();
        return ApiClient.of(server, name, "correct horse " + name);
    }

    private EventReader follow(ApiClient client) throws IOException {
        EventReader reader = EventReader.open(client, task);
        readers.add(reader);
        return reader;
    }

    @Test
    void streamLivesForAMinuteAndThenRightsAreLookedAtAgain() throws IOException, SQLException {
        ApiClient mina = person("mina");
        EventReader reader = follow(mina);
        long began = System.nanoTime();
        List<EventReader.Event> heard = new ArrayList<>();
        reader.until(event -> event.name().equals("state"));
        server.execute("update person set disabled_at = now() where display_name = 'mina'");

        for (Optional<EventReader.Event> event = reader.next(); event.isPresent(); event = reader.next()) {
            heard.add(event.get());
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(75));
        assertThat(heard).hasSizeBetween(8, 13).allMatch(event -> event.name().isEmpty());
        assertThat(follow(mina).status()).isEqualTo(403);
    }

    @Test
    void eachPersonHasAShareAndAllTogetherHaveWhatThereIs() throws IOException {
        List<ApiClient> people = new ArrayList<>();
        for (int i = 0; i < MOST / MOST_OF_ONE; i++) {
            people.add(person("follower" + i));
        }
        for (ApiClient each : people) {
            for (int i = 0; i < MOST_OF_ONE; i++) {
                assertThat(follow(each).status()).isEqualTo(200);
            }
            if (each.equals(people.get(0))) {
                EventReader ninth = follow(each);
                assertThat(ninth.status()).isEqualTo(429);
                assertThat(ninth.header("Retry-After")).isEqualTo("10");
            }
        }
        ApiClient late = ApiClient.of(server, "debugger");

        EventReader refused = follow(late);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        for (EventReader reader : readers) {
            reader.close();
        }
        assertThat(statusWhenThereIsRoom(late)).isEqualTo(200);
    }

    /** Whoever has left is missed when something is sent to them. */
    private int statusWhenThereIsRoom(ApiClient client) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int status = follow(client).status();
        while (status == 503 && System.nanoTime() < deadline) {
            pause();
            status = follow(client).status();
        }
        return status;
    }

    @Test
    void whoReadsNothingHoldsNoThreadAndStopsNobody() throws Exception {
        ApiClient mute = person("mute");
        try (RawStream stream = new RawStream(server)) {
            stream.takeNothing();
            for (int i = 0; i < MOST_OF_ONE; i++) {
                stream.get(
                        "/api/v1/tasks/" + task + "/events",
                        2 * i + 1,
                        "authorization: " + mute.authorization(),
                        "x-forwarded-for: 192.0.2.9");
            }
            awaitRefusal(mute);

            assertThat(busyThreads()).isLessThan(MOST_OF_ONE / 2);
            List<EventReader.Event> events = follow(ApiClient.of(server, "debugger"))
                    .until(event -> event.name().equals("state"));
            assertThat(events).last().satisfies(event -> assertThat(event.brief())
                    .isEqualTo("state QUEUED"));
        }
    }

    /** All places of a person are taken. */
    private void awaitRefusal(ApiClient client) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        int status = 0;
        while (status != 429) {
            assertThat(System.nanoTime()).as("status " + status).isLessThan(deadline);
            pause();
            try (EventReader reader = EventReader.open(client, task)) {
                status = reader.status();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private int busyThreads() throws IOException {
        ServerHome.Ended said =
                server.manage("/subsystem=io/worker=default:read-attribute(name=busy-task-thread-count)");
        Matcher busy = BUSY.matcher(said.text());
        assertThat(busy.find()).as(said.text()).isTrue();
        return Integer.parseInt(busy.group(1));
    }
}
