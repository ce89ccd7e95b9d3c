// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.settings.AddressBlock;
import org.retrace.settings.RetraceSettings;

class LenientRequestTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,  https,  true",
        "192.0.2.1,  HTTPS,  true",
        "192.0.2.1,  http,   false",
        "192.0.2.1,  '',     false",
        "192.0.2.1,  'https|http', false",
        "192.0.2.99, https,  true",
        "198.51.100.1, https, false",
        "127.0.0.1,  https,  false"
    })
    void believesProxiesThatAreTrustedOnly(String address, String forwarded, boolean secure) {
        assertThat(request(address, Map.of("x-forwarded-proto", forwarded)).isSecure())
                .isEqualTo(secure);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,    203.0.113.9,               203.0.113.9",
        "192.0.2.1,    '1.1.1.1, 203.0.113.9',    203.0.113.9",
        "192.0.2.1,    '203.0.113.9, 192.0.2.7',  203.0.113.9",
        "192.0.2.1,    192.0.2.7,                 192.0.2.7",
        "192.0.2.1,    '',                        192.0.2.1",
        "192.0.2.1,    '127.0.0.1|203.0.113.9',   203.0.113.9",
        "192.0.2.1,    '203.0.113.9|192.0.2.7',   203.0.113.9",
        "198.51.100.1, 203.0.113.9,               198.51.100.1"
    })
    void hearsFromTrustedProxiesWhoAsks(String address, String forwarded, String asking) {
        assertThat(request(address, Map.of("x-forwarded-for", forwarded)).getRemoteAddr())
                .isEqualTo(asking);
    }

    /** @param headers a line of each, or several with a stroke between them: some proxies add a line of their own */
    private static LenientRequest request(String address, Map<String, String> headers) {
        HttpServletRequest sent = (HttpServletRequest) Proxy.newProxyInstance(
                LenientRequestTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> address;
                    case "isSecure" -> false;
                    case "getHeader" -> lines(headers, arguments[0]).findFirst().orElse(null);
                    case "getHeaders" ->
                        Collections.enumeration(lines(headers, arguments[0]).toList());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        AddressBlock trusted = AddressBlock.parse("192.0.2.0/24").orElseThrow();
        return new LenientRequest(
                sent,
                new RetraceSettings.Access(true, true, false, false, 10, 600, List.of(trusted)),
                new SilenceWatch(System::nanoTime));
    }

    private static Stream<String> lines(Map<String, String> headers, Object name) {
        return Optional.ofNullable(headers.get(((String) name).toLowerCase(Locale.ROOT))).stream()
                .flatMap(value -> Stream.of(value.split("\\|", -1)));
    }
}
