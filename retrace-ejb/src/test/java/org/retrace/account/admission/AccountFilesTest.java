// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountFilesTest {

    private final Path accounts;

    AccountFilesTest(@TempDir Path accounts) {
        this.accounts = accounts;
    }

    private String stamp(String account) {
        return AccountFiles.stamp(accounts, account);
    }

    private void keep(String file, String text) throws IOException {
        Path path = accounts.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @ParameterizedTest
    @CsvSource({
        "ann,     a/n/ann-MFXG4.xml",
        "core-dev, c/o/core_dev-MNXXEZJNMRSXM.xml",
        "a,       a/-/a-ME.xml",
        "Ann,     a/n/ann-IFXG4.xml"
    })
    void changesWithTheFileOfTheAccount(String account, String file) throws IOException {
        keep(file, "one password");
        String before = stamp(account);
        assertThat(before).isNotEmpty().isEqualTo(stamp(account));
        keep(file, "another");
        assertThat(stamp(account)).isNotEmpty().isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"ann", "an", "annx", "..", "../../etc/passwd", "*", "a?n"})
    void isEmptyOfWhatHasNoFile(String account) throws IOException {
        keep("b/o/bob-MJXWE.xml", "a password");
        assertThat(stamp(account)).isEmpty();
    }

    @Test
    void staysWhenAnotherAccountIsChanged() throws IOException {
        keep("a/n/ann-MFXG4.xml", "one password");
        String before = stamp("ann");
        keep("a/n/anna-MFXG4YI.xml", "another");
        assertThat(stamp("ann")).isEqualTo(before);
    }
}
