// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.repository.store.Trees;

/** While disk or database are away, uploads are refused and tasks wait; the server recovers by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageIT {

    private final ServerHome server;
    private final ClassicClient client;
    private final HoldPlaces places;

    OutageIT() throws IOException, SQLException {
        TestDistribution.build();
        server = ServerHome.fresh("outage-home", "retrace.max-parallel-tasks=1");
        server.start();
        server.index(TestDistribution.rpms());
        client = new ClassicClient(server);
        client.await(upload());
        places = new HoldPlaces(server);
    }

    @AfterAll
    void stop() throws IOException {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spool", "cache"})
    void waitsForADirectoryThatIsGone(String name) throws Exception {
        ClassicClient.Task waiting = heldWithOneWaiting();
        Path directory = server.directory().resolve(name);
        Path away = server.directory().resolve(name + ".away");
        Files.move(directory, away);
        if (name.equals("spool")) {
            assertThat(post().statusCode()).isEqualTo(507);
        }
        places.letGo();
        KillIT.await("the held task at rest", () -> running() == 0);
        Files.move(away, directory);

        assertThat(client.await(waiting).status()).isEqualTo("FINISHED_SUCCESS");
        assertAllSucceed();
    }

    @Test
    void takesAnEmptyDirectoryInPlaceOfSaveDirForADiskThatIsNotMounted() throws Exception {
        Path spool = server.spool();
        Path away = server.directory().resolve("spool.away");
        Files.move(spool, away);
        Files.createDirectory(spool);

        assertThat(post().statusCode()).isEqualTo(507);

        Files.delete(spool);
        Files.move(away, spool);
        assertThat(client.await(upload()).status()).isEqualTo("FINISHED_SUCCESS");
    }

    @Test
    void refusesUploadsAndBeginsNoTaskWhileTheDiskIsFull() throws Exception {
        ClassicClient.Task waiting = heldWithOneWaiting();
        server.set("retrace.min-storage-left", "16777216");
        HttpResponse<String> refused = post();
        places.letGo();
        KillIT.await("the held task at its end", () -> running() == 0);
        assertThat(client.get(waiting, "").body()).startsWith("Waiting for a free worker");
        server.set("retrace.min-storage-left", "0");

        assertThat(refused.statusCode()).isEqualTo(507);
        assertThat(refused.body()).isEqualTo("There is not enough storage space on the server");
        assertThat(client.await(waiting).status()).isEqualTo("FINISHED_SUCCESS");
    }

    @Test
    void answersThatTheDatabaseIsAwayAndGoesOnWhenItIsBack() throws Exception {
        ClassicClient.Task waiting = heldWithOneWaiting();
        ServerHome.kill(server.databasePid());

        List<HttpResponse<String>> answers = List.of(post(), client.get(waiting, ""));

        server.start();
        places.letGo();
        for (HttpResponse<String> answer : answers) {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("The server's database is away; try again later");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(client.await(waiting).status()).isEqualTo("FINISHED_SUCCESS");
        assertAllSucceed();
    }

    @Test
    void givesUpATaskThatEndedItsServerThreeTimes() throws Exception {
        places.hold(List.of("IDENTIFY middle"));
        ClassicClient.Task task = upload();
        KillIT.await("a task held", () -> places.held() == 1);
        server.execute("update retrace_task set attempts = 3 where id = " + task.id());
        ServerHome.kill(server.serverPid());
        places.letGo();
        server.start();

        assertThat(client.await(task).status()).isEqualTo("FINISHED_FAILURE");
        assertThat(client.get(task, "/log").body())
                .contains("failed: the server ended or failed 3 times while it ran this task");
        assertThat(server.spool().resolve(task.id()).resolve("work")).doesNotExist();
    }

    /** Its directory was removed while it ran: nobody can write its log any more, and it ends all the same. */
    @Test
    void givesUpATaskWhoseDirectoryIsGone() throws Exception {
        places.hold(List.of("RESOLVE before"));
        ClassicClient.Task task = upload();
        KillIT.await("a task held", () -> places.held() == 1);
        Trees.remove(server.spool().resolve(task.id()));
        places.letGo();

        KillIT.await(
                "its end",
                () -> server.number("select count(*) from retrace_task where state = 'FAILURE' and attempts = 4"
                                + " and failure like 'the server ended or failed 3 times%' and id = " + task.id())
                        == 1);
        server.execute("delete from retrace_task where id = " + task.id());
    }

    /** The signature of the first task can never be written down, that of the second not at its first attempt. */
    @Test
    void triesAgainTwiceWhatFailsForAReasonThatNobodyForesaw() throws Exception {
        server.execute(
                """
                create table unforeseen as
                  select last + 1 as arrival, 3 as attempts from task_arrival union select last + 2, 1 from task_arrival;
                create function fail() returns trigger language plpgsql as $$
                begin
                  if new.signature is distinct from old.signature and old.attempts <= (
                      select u.attempts from unforeseen u where u.arrival = old.arrival) then
                    raise exception 'nobody foresaw this';
                  end if;
                  return new;
                end $$;
                create trigger fail before update on retrace_task for each row execute function fail();
                """);
        ClassicClient.Task hopeless = upload();
        ClassicClient.Task unlucky = upload();
        ClassicClient.Ended failed = client.await(hopeless);
        ClassicClient.Ended succeeded = client.await(unlucky);
        server.execute("drop trigger fail on retrace_task");

        assertThat(failed.status()).isEqualTo("FINISHED_FAILURE");
        assertThat(client.get(hopeless, "/log").body())
                .containsSubsequence(
                        "it is tried again, because sign: the server failed: ",
                        "it is tried again, because sign: the server failed: ",
                        "failed: the server ended or failed 3 times while it ran this task",
                        "the last time, because sign: the server failed: ",
                        "nobody foresaw this");
        assertThat(succeeded.status()).isEqualTo("FINISHED_SUCCESS");
        assertThat(client.get(unlucky, "/log").body())
                .containsOnlyOnce("it is tried again, because sign: the server failed: ");
        assertThat(client.get(unlucky, "/backtrace").body()).startsWith("Thread 1 ");
    }

    @Test
    void endsATaskThatTakesLongerThanItMay() throws Exception {
        server.set("retrace.task-timeout", "1");
        places.hold(List.of("DEBUG before"));
        ClassicClient.Task task = upload();
        KillIT.await("a task held", () -> places.held() == 1);
        KillIT.await(
                "its time to run out",
                () -> server.number(
                                "select count(*) from retrace_task where claimed_at < clock_timestamp() - interval '1 s' and id = "
                                        + task.id())
                        == 1);
        places.letGo();

        ClassicClient.Ended ended = client.await(task);
        server.set("retrace.task-timeout", "3600");
        assertThat(ended.status()).isEqualTo("FINISHED_FAILURE");
        assertThat(client.get(task, "/log").body())
                .contains("failed: debug: the time ran out: the task took longer than TaskTimeout allows");
    }

    /** One task is held before its sysroot is laid out; the one behind it is returned. */
    private ClassicClient.Task heldWithOneWaiting() throws Exception {
        places.hold(List.of("ASSEMBLE before"));
        upload();
        KillIT.await("a task held", () -> places.held() == 1);
        return upload();
    }

    private void assertAllSucceed() throws Exception {
        KillIT.await(
                "every task's end",
                () -> server.number("select count(*) from retrace_task where state in ('QUEUED', 'RUNNING')") == 0);
        assertThat(server.number(
                        "select count(*) from retrace_task where (failure like '%database%' or failure like '%server failed%')"
                                + " and failure not like '%nobody foresaw%'"))
                .isZero();
    }

    private int running() throws IOException, SQLException {
        return server.number("select count(*) from retrace_task where state = 'RUNNING'");
    }

    private HttpResponse<String> post() throws IOException {
        return client.post(TestDistribution.archive("null", "tar.gz"), "application/x-gzip");
    }

    private ClassicClient.Task upload() throws IOException {
        return client.upload(TestDistribution.archive("null", "tar.gz"));
    }
}
