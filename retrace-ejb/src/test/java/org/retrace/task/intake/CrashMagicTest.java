// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrashMagicTest {

    private final Path file;

    CrashMagicTest(@TempDir Path directory) {
        file = directory.resolve("file");
    }

    @ParameterizedTest(name = "{2}: {0} of {3}")
    @CsvSource({
        "coredump,    7f454c460201010000000000000000000400, true,  little-endian ELF core",
        "coredump,    7f454c460202010000000000000000000004, true,  big-endian ELF core",
        "coredump,    7f454c460201010000000000000000000000, false, ELF of no type",
        "coredump,    7f454c460201010000000000000000000100, false, ELF object",
        "coredump,    7f454c460201010000000000000000000200, false, ELF executable",
        "coredump,    7f454c460201010000000000000000000300, false, ELF shared object",
        "coredump,    7f454c460201010000000000000000000500, false, ELF of a type to come",
        "coredump,    7f454c460201010000000000000000000401, false, ELF of a type of 16 bits",
        "coredump,    7f454c4602010100000000000000000004,   false, a cut header",
        "coredump,    4b44554d5020202000000000000000000000, false, kdump",
        "coredump,    '',                                   false, nothing",
        "vmcore,      7f454c460201010000000000000000000400, true,  ELF core",
        "vmcore,      7f454c460201010000000000000000000200, false, ELF executable",
        "vmcore,      4b44554d50202020,                     true,  compressed kdump",
        "vmcore,      4449534b44554d50,                     true,  diskdump",
        "vmcore,      6d616b6564756d7066696c65,             true,  flattened by makedumpfile",
        "vmcore,      ed238f61730119a8,                     true,  LKCD",
        "vmcore,      a8190173618f23fd,                     true,  s390",
        "vmcore,      d2bed2be,                             true,  a snapshot of VMware",
        "vmcore,      68656c6c6f20776f726c6400000000000000, false, a text",
        "vmcore,      '',                                   false, nothing",
        "vmcore.vmss, d0bed2be,                             true,  a suspended machine",
        "vmcore.vmsn, d3bed3be,                             true,  a snapshot",
        "vmcore.vmsn, 4b44554d50202020,                     false, kdump",
        "vmcore.vmem, 00,                                   true,  memory",
        "package,     00,                                   true,  a small file"
    })
    void knowsWhatANamePromises(String name, String hex, boolean fits, String what) throws IOException {
        Files.write(file, HexFormat.of().parseHex(hex));

        assertThat(CrashMagic.fits(name, file)).as(what).isEqualTo(fits);
    }
}
