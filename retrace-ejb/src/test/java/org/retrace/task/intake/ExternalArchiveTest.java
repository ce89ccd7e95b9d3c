// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalArchiveTest {

    private final Path root;
    private final Path crashes;

    ExternalArchiveTest(@TempDir Path directory) throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
        crashes = Files.createDirectory(root.resolve("crashes"));
    }

    @BeforeEach
    void anArchiveIsThere() throws IOException {
        Files.writeString(crashes.resolve("crash.tar"), "x");
    }

    @Test
    void findsTheOneFileOfADirectoryBelowARoot() throws IOException {
        assertThat(find(crashes.toString()))
                .isEqualTo(new ExternalArchive.Found(crashes.toRealPath().resolve("crash.tar")));
        assertThat(find(crashes + "/../crashes/.")).isInstanceOf(ExternalArchive.Found.class);
    }

    @Test
    void findsNothingOutsideOfTheRoots() throws IOException {
        Path outside = Files.createDirectory(root.resolveSibling("root-too"));
        Files.writeString(outside.resolve("secret"), "x");
        Files.createSymbolicLink(root.resolve("link"), outside);
        for (String named : List.of(
                outside.toString(),
                crashes + "/../../root-too",
                root + "/link",
                root + "/missing",
                "crashes",
                "",
                "\0")) {
            assertThat(find(named)).as(named).isEqualTo(new ExternalArchive.NoDirectory());
        }
        assertThat(ExternalArchive.in(crashes.toString(), List.of())).isEqualTo(new ExternalArchive.NoDirectory());
    }

    @Test
    void countsWhatIsNotOneFile() throws IOException {
        assertThat(find(root.toString())).isEqualTo(new ExternalArchive.NotOne(1));
        Files.writeString(crashes.resolve("second"), "x");
        assertThat(find(crashes.toString())).isEqualTo(new ExternalArchive.NotOne(2));
        Path empty = Files.createDirectory(root.resolve("empty"));
        assertThat(find(empty.toString())).isEqualTo(new ExternalArchive.NotOne(0));
        Files.createSymbolicLink(empty.resolve("link"), Path.of("/etc/passwd"));
        assertThat(find(empty.toString())).isEqualTo(new ExternalArchive.NotOne(1));
    }

    private ExternalArchive find(String named) throws IOException {
        return ExternalArchive.in(named, List.of(root));
    }
}
