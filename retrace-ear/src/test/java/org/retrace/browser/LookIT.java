// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The checks of all browser tests notice what they are for, on a page that is broken on purpose. */
@ExtendWith(Console.class)
class LookIT {

    private final Browser browser;

    LookIT(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void openAPage() {
        browser.open("/");
    }

    @Test
    void noticesAFieldWithoutALabel() {
        browser.run("document.querySelector('label[for=name]').remove()");

        assertThatThrownBy(() -> Look.at(browser, "broken"))
                .hasMessageContaining("critical: Form elements must have labels");
    }

    @Test
    void noticesTextThatIsTooFaint() {
        browser.run("document.querySelector('h1').style.color = '#ddd'");

        assertThatThrownBy(() -> Look.at(browser, "broken")).hasMessageContaining("color contrast");
    }

    @Test
    void noticesWhatSticksOutOfANarrowWindow() {
        browser.run("document.querySelector('.card').style.minWidth = '500px'");

        assertThatThrownBy(() -> Look.at(browser, "broken")).hasMessageContaining("width of broken-light-400");
    }

    @Test
    void noticesAScriptThatThePolicyForbids() {
        browser.run("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))");

        assertThat(browser.problems()).singleElement().asString().contains("Content Security Policy");
    }

    @Test
    void noticesAResourceThatIsNotThere() {
        browser.runUntilItCallsBack(
                """
                const picture = Object.assign(new Image(), {src: '/nowhere.png'});
                picture.onerror = arguments[0];
                document.body.append(picture);
                """);

        assertThat(browser.problems()).singleElement().asString().contains("/nowhere.png", "404");
    }

    @Test
    void noticesAnErrorOfAScript() {
        browser.runUntilItCallsBack("const done = arguments[0]; setTimeout(() => { setTimeout(done); boom(); });");

        assertThat(browser.problems()).singleElement().asString().contains("boom is not defined");
    }
}
