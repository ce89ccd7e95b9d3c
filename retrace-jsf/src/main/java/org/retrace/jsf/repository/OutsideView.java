// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.repository;

import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.retrace.jsf.frame.Plain;
import org.retrace.repository.holding.Outside;
import org.retrace.repository.sync.SyncRun;

/**
 * A package that stays outside, as a row.
 *
 * @param again when it is tried again; empty where that is not said
 */
public record OutsideView(String repository, String file, String reason, String again) implements Serializable {

    private static final int MOST_TEXT = 500;

    /** As a package is refused whose key is not trusted. */
    private static final Pattern KEY = Pattern.compile("signed with key ([0-9a-f]{16}), which is not trusted");

    static OutsideView of(SyncRun.Refused refused) {
        return of(refused.repository(), refused.file(), refused.reason(), "");
    }

    static OutsideView of(Outside outside) {
        return of(
                outside.repository(),
                outside.file(),
                outside.reason(),
                outside.untilKeysChange() ? "when the keys change" : "at the next run");
    }

    private static OutsideView of(String repository, String file, String reason, String again) {
        return new OutsideView(
                Plain.of(repository, MOST_TEXT), Plain.of(file, MOST_TEXT), Plain.of(reason, MOST_TEXT), again);
    }

    /**
     * What helps packages that want a key: a sentence; empty when none does.
     *
     * @param files where the keys of the release are looked for
     */
    static String keys(List<OutsideView> all, List<String> files) {
        var wanted = new TreeSet<String>();
        for (var each : all) {
            var key = KEY.matcher(each.reason());
            if (key.find()) {
                wanted.add(key.group(1));
            }
        }
        if (wanted.isEmpty()) {
            return "";
        }
        return "Some are signed with " + (wanted.size() == 1 ? "the key " : "the keys ") + String.join(", ", wanted)
                + ". Make sure whose that is; if you trust it, add its public part to "
                + (files.isEmpty() ? "a file of GPGDir that the plugin names" : String.join(" or ", files))
                + ", and the next run tries them again.";
    }
}
