// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {

    private static final Path PAGE = Path.of("../docs/admin/settings.md");

    private static final String INTRODUCTION =
            """
            # Options

            <!-- Made by SettingsReferenceTest from the definitions in org.retrace.settings.Option;
                 mvn test -pl retrace-ejb -Dtest=SettingsReferenceTest -Dgolden.update rewrites it. -->

            Every option has one name in three forms:

            - its key, in the section `[retrace]` of `/etc/retrace-server.conf` or, where that is not there, of
              `/etc/retrace-server/retrace-server.conf`; the case of the key does not matter;
            - its property, which is a system property of the server and a property of WildFly's config-source
              `retrace`; both show in the management console and are edited there;
            - its environment variable.

            Of several, the first counts: system property, environment, config-source, file, default.
            Empty means unset. Switches are written `on` and `off`, `1` and `0`, `yes` and `no`, `true` and `false`.

            A bad value stops the deployment with the key, the value, what is allowed and where the value came from.
            A key in the file that is no option is a warning that names the nearest option, if one is near.
            An option whose change takes effect *at once* is changed on a running server as a system property
            (`/system-property=retrace.max-parallel-tasks:add(value=3)`); a bad change is a warning, and the value in
            force stays. The others need a restart.

            """;

    private static final String HEAD =
            """
            | key | property | environment | default | allowed | change | what it is |
            |---|---|---|---|---|---|---|
            """;

    private static String table() {
        return Option.all().stream().map(SettingsReferenceTest::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Option option) {
        return "| `%s` | `%s` | `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        option.key(),
                        option.property(),
                        option.variable(),
                        option.defaultText().isEmpty() ? "empty" : "`" + option.defaultText() + "`",
                        option.kind().range(),
                        option.live() ? "at once" : "restart",
                        option.summary());
    }

    @Test
    void referencePageIsWhatTheDefinitionsSay() throws IOException {
        var expected = INTRODUCTION + table();
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).hasContent(expected);
    }
}
