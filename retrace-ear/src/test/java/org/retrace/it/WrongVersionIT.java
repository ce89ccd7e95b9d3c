// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A repository that holds the library in another version only, under the same name. */
class WrongVersionIT {

    @Test
    void namesTheBuildIdThatIsMissingAndShowsNoWrongFrame() throws IOException {
        TestDistribution.build();
        ServerHome server = ServerHome.fresh("wrong-version-home");
        server.start();
        try {
            server.index(TestDistribution.rpmsOther());
            ClassicClient client = new ClassicClient(server);
            ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.xz"));

            client.await(task);

            String log = client.get(task, "/log").body();
            String backtrace = client.get(task, "/backtrace").body();
            assertThat(log)
                    .containsPattern("libcrumb\\.so\\.1[^:]*: not found")
                    .containsPattern("build-id [0-9a-f]{40}");
            assertThat(backtrace).doesNotContainPattern("#\\d+ .*crumb.* at .*libcrumb.*\\.c:\\d+");
        } finally {
            server.stop();
        }
    }
}
