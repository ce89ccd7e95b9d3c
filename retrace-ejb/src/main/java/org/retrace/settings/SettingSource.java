// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One place where options may be set. */
@FunctionalInterface
interface SettingSource {

    /** What this place says about the option; an empty or blank text counts as saying nothing. */
    Optional<Setting> find(Option option);

    /** The system properties, read each time. */
    static SettingSource systemProperties(Function<String, @Nullable String> lookup) {
        return named(Option::property, lookup, "system property ");
    }

    /** The environment of the server's process. */
    static SettingSource environment(Function<String, @Nullable String> lookup) {
        return named(Option::variable, lookup, "environment variable ");
    }

    /** Properties of another kind, such as the management model's. */
    static SettingSource properties(Function<String, @Nullable String> lookup, String place) {
        return named(Option::property, lookup, place + ", property ");
    }

    private static SettingSource named(
            Function<Option, String> name, Function<String, @Nullable String> lookup, String origin) {
        return option -> Optional.<String>ofNullable(lookup.apply(name.apply(option)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> new Setting(option, text, origin + name.apply(option)));
    }
}
