// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageLocksTest {

    private static final String ONE = "ab12".repeat(16);
    private static final String ANOTHER = "cd34".repeat(16);

    private final Path file;
    private final PackageLocks locks;

    PackageLocksTest(@TempDir Path directory) {
        file = directory.resolve(".locks");
        locks = new PackageLocks(file);
    }

    @Test
    void letsManyUseAPackageAndNobodyRemoveItBeforeTheLastIsDone() throws Exception {
        PackageLocks.Lock first = locks.share(ONE);
        PackageLocks.Lock second = locks.share(ONE);
        first.close();

        assertThat(locks.tryExclusive(ONE)).isEmpty();
        second.close();
        assertThat(locks.tryExclusive(ONE)).isPresent();
    }

    @Test
    void keepsPackagesApart() throws Exception {
        PackageLocks.Lock used = locks.share(ONE);
        PackageLocks.Lock removed = locks.tryExclusive(ANOTHER).orElseThrow();
        PackageLocks.Lock whole = locks.tryExclusive(PackageLocks.WHOLE_STORE).orElseThrow();

        assertThat(locks.tryExclusive(PackageLocks.WHOLE_STORE)).isEmpty();
        whole.close();
        removed.close();
        assertThat(locks.tryExclusive(ONE)).isEmpty();
        used.close();
    }

    @Test
    void letsAUserWaitForTheEndOfARemoval() throws Exception {
        PackageLocks.Lock removal = locks.tryExclusive(ONE).orElseThrow();
        CompletableFuture<PackageLocks.Lock> user = CompletableFuture.supplyAsync(() -> share(ONE));

        assertThat(user.thenApply(lock -> "used").completeOnTimeout("waits", 100, TimeUnit.MILLISECONDS))
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo("waits");
        removal.close();
        assertThat(user).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void seesWhatAnotherServerUsesAndWhatItRemovesUntilItIsKilled() throws Exception {
        try (OtherServer user = OtherServer.thatUses(file, ONE)) {
            assertThat(user.holds()).isTrue();
            assertThat(locks.tryExclusive(ONE)).isEmpty();
            locks.share(ONE).close();
            locks.tryExclusive(ANOTHER).orElseThrow().close();
        }
        locks.tryExclusive(ONE).orElseThrow().close();
        CompletableFuture<PackageLocks.Lock> waiting;
        try (OtherServer remover = OtherServer.thatRemoves(file, ONE)) {
            assertThat(remover.holds()).isTrue();
            waiting = CompletableFuture.supplyAsync(() -> share(ONE));
            assertThat(waiting.thenApply(lock -> "used").completeOnTimeout("waits", 100, TimeUnit.MILLISECONDS))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo("waits");
        }
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void isSeenByOtherServersUntilItIsReleased() throws Exception {
        PackageLocks.Lock used = locks.share(ONE);
        try (OtherServer remover = OtherServer.thatRemoves(file, ONE)) {
            assertThat(remover.holds()).isFalse();
        }
        used.close();
        try (OtherServer remover = OtherServer.thatRemoves(file, ONE)) {
            assertThat(remover.holds()).isTrue();
        }
    }

    @Test
    void holdsItsFileOpenOnlyWhileThereAreLocks() throws Exception {
        PackageLocks.Lock used = locks.share(ONE);
        assertThat(open()).isTrue();
        used.close();

        assertThat(open()).isFalse();
        try (OtherServer remover = OtherServer.thatRemoves(file, ONE)) {
            assertThat(remover.holds()).isTrue();
            assertThat(locks.tryExclusive(ONE)).isEmpty();
        }
        assertThat(open()).isFalse();
    }

    @Test
    void endsAWaitThatIsInterrupted() throws Exception {
        PackageLocks.Lock removal = locks.tryExclusive(ONE).orElseThrow();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> locks.share(ONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        removal.close();
        locks.share(ONE).close();
    }

    @Test
    void saysThatItsFileIsNone() throws Exception {
        Files.createDirectory(file);

        assertThatThrownBy(() -> locks.share(ONE)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> locks.tryExclusive(ONE)).isInstanceOf(IOException.class);
    }

    private PackageLocks.Lock share(String digest) {
        try {
            return locks.share(digest);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean open() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.anyMatch(this::leadsToTheFile);
        }
    }

    private boolean leadsToTheFile(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
