// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class GdbTextTest {

    private static final String TEXT =
            """
            Thread 2 (Thread 0x7f (LWP 9)):
            #0  futex_wait () at futex.c:1

            Thread 1 (Thread 0x7e (LWP 8)):
            #0  boil (water=1) at kettle.c:7
            #1  main () at kettle.c:9

            == Full backtrace of thread 1 ==
            #0  boil (water=1) at kettle.c:7
            """;

    private static String copy(String text, int thread) throws IOException {
        var copied = new StringWriter();
        GdbText.copy(new StringReader(text), thread, copied);
        return copied.toString();
    }

    @Test
    void allThreadsAreWhatGdbPrintedUpToTheFirstHeading() throws IOException {
        assertThat(copy(TEXT, 0)).isEqualTo(TEXT.substring(0, TEXT.indexOf("== ")));
    }

    @Test
    void oneThreadGoesFromItsHeadToTheNext() throws IOException {
        assertThat(copy(TEXT, 1))
                .isEqualTo(
                        """
                        Thread 1 (Thread 0x7e (LWP 8)):
                        #0  boil (water=1) at kettle.c:7
                        #1  main () at kettle.c:9

                        """);
        assertThat(copy(TEXT, 2)).startsWith("Thread 2").doesNotContain("boil");
    }

    @Test
    void threadThatIsNotThereIsEmpty() throws IOException {
        assertThat(copy(TEXT, 12)).isEmpty();
        assertThat(copy("", 0)).isEmpty();
    }

    @Test
    void longLinesPassWhole() throws IOException {
        var line = "#0  boil (text=" + "x".repeat(100_000) + ")";
        var whole = "Thread 1 (LWP 8):\n" + line + "\n";

        assertThat(copy(whole, 1)).isEqualTo(whole);
        assertThat(copy(whole, 2)).isEmpty();
        assertThat(copy("Thread 1 (LWP 8):\n" + line, 1)).endsWith("x)");
    }

    @Test
    void aHeadInsideALongLineIsNone() throws IOException {
        var text = "Thread 1 (LWP 8):\n" + "x".repeat(8192) + "Thread 2 (LWP 9):\n#0  end\n";

        assertThat(copy(text, 2)).isEmpty();
        assertThat(copy(text, 1)).isEqualTo(text);
    }
}
