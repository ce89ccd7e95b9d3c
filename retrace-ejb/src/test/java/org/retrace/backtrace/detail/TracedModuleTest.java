// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracedModuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/lib64/libc.so.6",
                "/lib/libc-2.31.so",
                "/lib64/ld-linux-x86-64.so.2",
                "/lib/ld-2.31.so",
                "/lib/ld64.so.1",
                "/lib/libpthread.so.0",
                "/usr/lib/libstdc++.so.6.0.30",
                "/usr/lib/libgcc_s.so.1",
                "/usr/lib/libgcc_s-12-20230101.so.1",
            })
    void knowsTheRuntime(String path) {
        assertThat(module(path, 0, 1).isRuntime()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/bin/ld-tool",
                "/usr/lib/libcrumb.so.1",
                "/usr/lib/libcares.so.2",
                "/usr/lib/libldap-2.4.so.2",
                "/usr/lib/old-plugin.so",
                "/libc.so.6/plugin.so",
                "[0x7f00]",
                ""
            })
    void takesNothingElseForTheRuntime(String path) {
        assertThat(module(path, 0, 1).isRuntime()).isFalse();
    }

    @Test
    void comparesAddressesUnsigned() {
        TracedModule high = module("/p", 0x7000_0000_0000_0000L, 0x9000_0000_0000_0000L);
        assertThat(high.contains(0x8000_0000_0000_0000L)).isTrue();
        assertThat(high.contains(0x9000_0000_0000_0000L)).isFalse();
        assertThat(high.contains(0x1000)).isFalse();
    }

    private static TracedModule module(String path, long start, long end) {
        return new TracedModule(path, Optional.empty(), Optional.empty(), start, end, true, true);
    }
}
