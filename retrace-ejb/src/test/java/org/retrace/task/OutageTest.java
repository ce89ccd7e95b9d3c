// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.retrace.process.SandboxException;

class OutageTest {

    @Test
    void isWhereTheSandboxRunsNothing() {
        IOException failure = new IOException("outer", new SandboxException("no namespace is left"));

        assertThat(Outage.isCauseOf(failure)).isTrue();
        assertThat(Outage.isDiskAway(failure)).isFalse();
        assertThat(Outage.isDatabaseAway(failure)).isFalse();
    }

    @Test
    void isNotEveryFailure() {
        assertThat(Outage.isCauseOf(new IOException("no such file"))).isFalse();
    }
}
