// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.net.PortProber;
import org.retrace.certificate.Certified;

/**
 * The home directory of a browser's user, where Chromium finds certificates: in a database of NSS.
 *
 * @param home the directory
 */
record Wallet(Path home) {

    private static final String PASSWORD = "between files";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A new one. */
    static Wallet of(Programs programs, Optional<Certified> owner) throws IOException {
        var wallet = new Wallet(Files.createTempDirectory("wallet"));
        var database = "sql:" + Files.createDirectories(wallet.home.resolve(".pki/nssdb"));
        run(programs.certutil().toString(), "-N", "-d", database, "--empty-password");
        if (owner.isPresent()) {
            var file = wallet.home.resolve("certificate.p12");
            owner.get().save(file, PASSWORD);
            run(programs.pk12util().toString(), "-i", file.toString(), "-d", database, "-W", PASSWORD);
        }
        return wallet;
    }

    /** That the browser shows a server the certificate, and asks nobody. */
    Map<String, Object> preferences(URI server) {
        var pattern = server.getScheme() + "://" + server.getRawAuthority() + ",*";
        return Map.of(
                "profile.content_settings.exceptions.auto_select_certificate",
                Map.of(pattern, Map.of("setting", Map.of("filters", List.of(Map.of())))));
    }

    /** What starts browsers for that user. */
    ChromeDriverService service(Path chromedriver) throws IOException {
        var port = PortProber.findFreePort();
        return new ChromeDriverService(
                chromedriver.toFile(), port, PATIENCE, List.of("--port=" + port), Map.of("HOME", home.toString()));
    }

    private static void run(String... command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " did not end well");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
