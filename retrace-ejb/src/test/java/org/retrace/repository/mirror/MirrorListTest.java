// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrace.repository.mirror.TestHttpServer.cut;
import static org.retrace.repository.mirror.TestHttpServer.status;
import static org.retrace.repository.mirror.Wanted.RULES;
import static org.retrace.repository.mirror.Wanted.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.repository.metadata.RepositoryMetadata;
import org.retrace.repository.metadata.RepositoryPath;

class MirrorListTest {

    private static final byte[] CONTENT = content(300_000);
    private static final String REPOMD = "/repodata/repomd.xml";

    private final Path target;
    private final TestHttpServer first = new TestHttpServer().with("/a.rpm", CONTENT);
    private final TestHttpServer second = new TestHttpServer().with("/a.rpm", CONTENT);

    MirrorListTest(@TempDir Path directory) throws IOException {
        target = directory.resolve("a.rpm");
    }

    @AfterEach
    void closeServers() {
        first.close();
        second.close();
    }

    private MirrorList mirrors() throws IOException {
        return new MirrorList(List.of(Mirror.at(first.address(), RULES), Mirror.at(second.address(), RULES)));
    }

    private Download wanted() {
        return Wanted.file("a.rpm", CONTENT, target);
    }

    private static byte[] repomd(int revision) {
        return ("<repomd><revision>" + revision + "</revision></repomd>").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void asksTheFirstWhileItGives() throws IOException {
        MirrorList mirrors = mirrors();
        mirrors.fetch(wanted());
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(second.requests()).isEmpty();
        assertThat(mirrors.failures()).isEmpty();
    }

    @Test
    void continuesAtTheSameMirrorAsLongAsItSendsSome() throws IOException {
        first.next(cut(CONTENT, 0, 1000, 300_000));
        mirrors().fetch(wanted());
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(first.requests()).containsExactly("GET /a.rpm", "GET /a.rpm Range=bytes=1000-");
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void continuesAtTheNextMirrorWhatTheFirstBegan() throws IOException {
        first.next(cut(CONTENT, 0, 1000, 300_000)).answering("/a.rpm", status(503));
        MirrorList mirrors = mirrors();
        mirrors.fetch(wanted());
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(second.requests()).containsExactly("GET /a.rpm Range=bytes=1000-");
        assertThat(mirrors.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.address()).isEqualTo(first.address());
            assertThat(failure.reason()).isEqualTo("answers 503 to a.rpm");
        });
    }

    @Test
    void leavesAMirrorWithAWrongFile() throws IOException {
        first.with("/a.rpm", content(299_999));
        mirrors().fetch(wanted());
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void saysOfEachMirrorWhyItFailed() throws IOException {
        first.answering("/a.rpm", status(404));
        second.close();
        assertThatThrownBy(() -> mirrors().fetch(wanted()))
                .isInstanceOf(NoMirrorException.class)
                .hasMessageStartingWith("no mirror has a.rpm: " + first.address() + ": answers 404 to a.rpm; "
                        + second.address() + ": ");
        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void asksAMirrorNoMoreThatDoesNotAnswerButOneThatAnswers404() throws IOException {
        first.close();
        second.answering("/a.rpm", status(404));
        MirrorList mirrors = mirrors();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> mirrors.fetch(wanted())).isInstanceOf(NoMirrorException.class);
        }
        assertThat(second.requests()).hasSize(5);
        try (TestHttpServer again = new TestHttpServer().answering("/a.rpm", cut(CONTENT, 0, 0, 300_000))) {
            MirrorList cutting = new MirrorList(List.of(Mirror.at(again.address(), RULES)));
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> cutting.fetch(wanted()))
                        .isInstanceOf(NoMirrorException.class)
                        .hasMessageContaining(again.address() + ": ");
            }
            assertThat(again.requests()).hasSize(3);
        }
    }

    @Test
    void tellsANewStateAndNothingOfAnOldOne() throws IOException {
        first.with(REPOMD, repomd(17));
        MirrorList mirrors = mirrors();
        MirrorList.State state = mirrors.state(Optional.empty()).orElseThrow();
        assertThat(state.metadata()).isEqualTo(new RepositoryMetadata("17", List.of()));
        assertThat(mirrors.state(Optional.of(state))).isEmpty();
        assertThat(first.requests().get(1)).startsWith("GET " + REPOMD + " If-None-Match=");
        first.with(REPOMD, repomd(18));
        assertThat(mirrors.state(Optional.of(state)).orElseThrow().metadata().revision())
                .isEqualTo("18");
    }

    @Test
    void passesMirrorsThatAreBehind() throws IOException {
        first.with(REPOMD, repomd(17));
        MirrorList.State state = mirrors().state(Optional.empty()).orElseThrow();
        first.with(REPOMD, repomd(16));
        second.with(REPOMD, repomd(18));
        MirrorList mirrors = mirrors();
        assertThat(mirrors.state(Optional.of(state)).orElseThrow().metadata().revision())
                .isEqualTo("18");
        assertThat(mirrors.failures())
                .extracting(MirrorException::reason)
                .containsExactly("serves an older state: revision 16 of 1970-01-01T00:00:00Z, and revision 17 of"
                        + " 1970-01-01T00:00:00Z is here");
        second.with(REPOMD, repomd(17));
        assertThat(mirrors().state(Optional.of(state))).isEmpty();
    }

    @Test
    void passesMirrorsThatServeSomethingElse() throws IOException {
        first.with(REPOMD, "<html>Sign in</html>".getBytes(StandardCharsets.UTF_8));
        second.with(REPOMD, repomd(17));
        MirrorList mirrors = mirrors();
        assertThat(mirrors.state(Optional.empty())).isPresent();
        assertThat(mirrors.failures())
                .extracting(MirrorException::reason)
                .containsExactly("repomd.xml: line 1: <repomd> is expected, not <html>");
    }

    @Test
    void listsAtTheNext() throws IOException {
        second.with("/d/", "<a href=\"b.rpm\">b</a>".getBytes(StandardCharsets.UTF_8));
        assertThat(mirrors().list(new RepositoryPath("d")))
                .extracting(Mirror.Entry::name)
                .containsExactly("b.rpm");
    }

    @Test
    void asksNobodyElseOnceInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> mirrors().fetch(wanted())).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(second.requests()).isEmpty();
        assertThat(Files.exists(target)).isFalse();
    }
}
