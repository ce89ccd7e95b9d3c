// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormFileTest {

    private static final String TYPE = "multipart/form-data; boundary=xyz";
    private static final String FILE = "--xyz|Content-Disposition: form-data; name=\"crash\"; filename=\"c.tar\"|";

    /** A request with a body that is made of pieces, so that a boundary comes in two. */
    private static HttpServletRequest request(String contentType, byte[] body) {
        InputStream bytes = new ByteArrayInputStream(body);
        ServletInputStream in = new ServletInputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return bytes.read(buffer, offset, Math.min(length, 1013));
            }

            @Override
            public boolean isFinished() {
                return false;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        };
        return (HttpServletRequest) Proxy.newProxyInstance(
                FormFileTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> answer(method.getName(), contentType, body.length, in));
    }

    private static @Nullable Object answer(String method, String contentType, int length, ServletInputStream in) {
        return switch (method) {
            case "getContentType" -> contentType;
            case "getContentLengthLong" -> (long) length;
            case "getContentLength" -> length;
            case "getHeader" -> String.valueOf(length);
            case "getInputStream" -> in;
            case "getMethod" -> "POST";
            case "getCharacterEncoding" -> null;
            default -> throw new UnsupportedOperationException(method);
        };
    }

    /** Line ends are strokes. */
    private static FormFile open(String body) throws IOException {
        return FormFile.open(request(TYPE, body.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void givesTheFileByteByByte() throws IOException {
        byte[] crash = new byte[300_000];
        new Random(7).nextBytes(crash);
        byte[] head = (FILE + "|").replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] tail = "\r\n--xyz--\r\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] body = new byte[head.length + crash.length + tail.length];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(crash, 0, body, head.length, crash.length);
        System.arraycopy(tail, 0, body, head.length + crash.length, tail.length);

        assertThat(FormFile.open(request(TYPE, body)).readAllBytes()).isEqualTo(crash);
    }

    @ParameterizedTest
    @CsvSource({
        "'', application/x-tar",
        "Content-Type: application/octet-stream|, application/x-tar",
        "Content-Type: Application/X-Gzip; q=1|, application/x-gzip",
        "Content-Type: application/x-coredump+zstd|, application/x-coredump+zstd"
    })
    void theFilesOwnTypeSaysHowItIsPacked(String header, String format) throws IOException {
        FormFile file = open(FILE + header + "|bytes|--xyz--|");

        assertThat(file.format()).map(UploadFormat::contentType).contains(format);
        assertThat(file.readAllBytes()).asString().isEqualTo("bytes");
    }

    @Test
    void aTypeThatIsNotTakenIsNone() throws IOException {
        assertThat(open(FILE + "Content-Type: text/html|||--xyz--|").format()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no form at all",
                "--xyz--|",
                "--xyz|",
                "--xyz|Content-Disposition: form-data; name=\"crash\"||bytes|--xyz--|",
                "--xyz||bytes|--xyz--|",
                "--abc|Content-Disposition: form-data; name=\"crash\"; filename=\"c\"||bytes|--abc--|",
                FILE,
                FILE + "|bytes",
                FILE + "|bytes|--xy",
                FILE + "|bytes|--xyz|",
                FILE + "|bytes|" + FILE + "|more|--xyz--|",
                FILE + "|bytes|--xyz|Content-Disposition: form-data; name=\"type\"||1|--xyz--|"
            })
    void whatIsNotOneFileIsRefusedBeforeItsEnd(String body) {
        assertThatThrownBy(() -> open(body).readAllBytes()).isInstanceOf(FormException.class);
    }

    @Test
    void headersWithoutEndAreNotGathered() {
        String endless = "--xyz|Content-Disposition: form-data; name=\"" + "x".repeat(1 << 20);

        assertThatThrownBy(() -> open(endless)).isInstanceOf(FormException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\""})
    void aFormWithoutABoundaryIsRefused(String type) {
        assertThatThrownBy(() -> FormFile.open(request(type, FILE.getBytes(StandardCharsets.ISO_8859_1)))
                        .readAllBytes())
                .isInstanceOf(FormException.class);
    }
}
