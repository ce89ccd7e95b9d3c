// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.retrace.repository.metadata.Checksum;
import org.retrace.repository.metadata.RepositoryPath;

/** What the tests want of mirrors. */
final class Wanted {

    static final TransferRules RULES = new TransferRules(Duration.ofSeconds(20), 1, 1 << 20, Optional.empty());
    static final TransferRules IMPATIENT = new TransferRules(Duration.ofMillis(500), 0, 1 << 20, Optional.empty());

    private Wanted() {}

    static TransferRules through(Optional<URI> proxy) {
        return RULES.through(proxy);
    }

    /** Bytes that are always the same, and do not repeat. */
    static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    static RepositoryPath path(String text) {
        return RepositoryPath.parse(text).orElseThrow();
    }

    static Checksum checksum(byte[] content) {
        var digest = Checksum.Kind.SHA256.digest();
        digest.update(content);
        return Checksum.of(Checksum.Kind.SHA256, digest);
    }

    /** A file of this content, at a path, into a target. */
    static Download file(String path, byte[] content, Path target) {
        return new Download(path(path), target, OptionalLong.of(content.length), checksum(content), bytes -> {});
    }
}
