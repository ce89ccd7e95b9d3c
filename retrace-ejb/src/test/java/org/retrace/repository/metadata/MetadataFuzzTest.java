// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrace.bytes.FormatException;

/** What comes of bytes that a mirror may send as metadata: records, or a FormatException. */
class MetadataFuzzTest {

    static Stream<byte[]> documents() {
        return Stream.of(
                        MadeMetadata.repomd("<revision>17</revision>" + MadeMetadata.file("", "")),
                        MadeMetadata.primary(MadeMetadata.packaged("", "")),
                        MadeMetadata.filelists("<file>/a</file><file type=\"dir\">/b</file>"))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("documents")
    @FuzzTest
    void theMetadataOfARepositoryIsReadOrRefused(byte[] bytes) throws IOException {
        readOrRefuse(() -> RepomdReader.read(bytes));
        readOrRefuse(() -> MadeMetadata.packages(new ByteArrayInputStream(bytes), MadeMetadata.LIMITS));
        readOrRefuse(() -> MadeMetadata.files(new ByteArrayInputStream(bytes), MadeMetadata.LIMITS));
    }

    private static void readOrRefuse(Reader reader) throws IOException {
        try {
            reader.read();
        } catch (FormatException e) {
            // refused
        }
    }

    /** A reader with its input. */
    private interface Reader {
        Object read() throws IOException;
    }
}
