// SPDX-License-Identifier: Apache-2.0
package org.retrace.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.client.ApiClient;
import org.retrace.client.ApiException;
import org.retrace.client.api.AccountApi;
import org.retrace.client.api.TasksApi;
import org.retrace.client.model.Backtrace;
import org.retrace.client.model.BacktraceFrame;
import org.retrace.client.model.NewTokenRequest;
import org.retrace.client.model.Role;
import org.retrace.client.model.TaskEntry;
import org.retrace.client.model.TokenEntry;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/** A program that is made of the document, and nothing else. */
@ExtendWith(OpenapiServer.class)
class GeneratedClientIT {

    private final ServerHome server;

    GeneratedClientIT(OpenapiServer.Running running) {
        this.server = running.home();
    }

    private ApiClient client() {
        return new ApiClient().setBasePath(server.uri("").toString());
    }

    /** A person, by name and password. */
    private AccountApi viewer() throws IOException {
        ApiClient client = client();
        client.setUsername("viewer");
        client.setPassword(server.password("viewer"));
        return new AccountApi(client);
    }

    private static TokenEntry made(AccountApi viewer) throws ApiException {
        return viewer.makeToken(new NewTokenRequest().name("generated").roles(List.of(Role.VIEWER)));
    }

    private TasksApi program(TokenEntry token) {
        ApiClient client = client();
        client.setBearerToken(String.valueOf(token.getToken()));
        return new TasksApi(client);
    }

    @Test
    void retracesACrash() throws IOException, ApiException {
        TasksApi program = program(made(viewer()));
        File crash = TestDistribution.archive("null", "tar.gz").toFile();

        TaskEntry task = program.uploadTask(crash, null, null);
        follow(program, task.getId());

        assertThat(program.getTask(task.getId(), null).getState()).isEqualTo(TaskEntry.StateEnum.SUCCESS);
        Backtrace backtrace = program.getBacktrace(task.getId(), null, null);
        assertThat(backtrace.getSignal()).isEqualTo("SIGSEGV");
        assertThat(backtrace.getThreads().get(0).getFrames())
                .extracting(BacktraceFrame::getFunction)
                .startsWith("read_scale", "crumb_weigh", "crumb_brown");
    }

    /** A stream ends after a minute at most; then the client asks again. */
    private static void follow(TasksApi program, long task) throws ApiException {
        String events = "";
        for (int asked = 0; asked < 3 && !events.contains("event: finished"); asked++) {
            events = program.followTask(task, null);
        }
        assertThat(events).contains("event: finished", "\"state\":\"SUCCESS\"");
    }

    @Test
    void tokenThatIsRevokedSignsInNoMore() throws IOException, ApiException {
        AccountApi viewer = viewer();
        TokenEntry token = made(viewer);
        TasksApi program = program(token);
        assertThat(program.listTasks(null, null, null, null, null, 1, null).getItems())
                .isNotNull();

        viewer.revokeToken(token.getId());

        assertThatThrownBy(() -> program.listTasks(null, null, null, null, null, 1, null))
                .isInstanceOfSatisfying(ApiException.class, refusal -> {
                    assertThat(refusal.getCode()).isEqualTo(401);
                    assertThat(refusal.getResponseBody()).contains("urn:retrace:problem:unauthenticated");
                });
    }
}
