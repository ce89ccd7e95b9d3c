// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

/**
 * The text somebody gave an option, not yet checked.
 *
 * @param origin where it was found, in words for the administrator
 */
record Setting(Option option, String text, String origin) {

    static Setting byDefault(Option option) {
        return new Setting(option, option.defaultText(), "default");
    }

    /**
     * The text in canonical form.
     *
     * @throws BadSettingException when the option may not be this
     */
    String checked() {
        return option.kind().canonical(text).orElseThrow(() -> new BadSettingException(complaint()));
    }

    /** Why the text would not do: the key, the text, where it came from and what is allowed. */
    String complaint() {
        return option.key() + " is \"" + text + "\" (" + origin + "), but must be "
                + option.kind().range();
    }
}
