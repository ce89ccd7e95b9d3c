// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrace.repository.metadata.RepositoryPath;

/** A page that a web server makes of a directory: whatever it links to right below itself lies in the directory. */
final class IndexPage {

    private static final Pattern LINK =
            Pattern.compile("(?i)<a\\s[^>]{0,2000}?href\\s*=\\s*[\"']([^\"'<>]{1,2000})[\"']");

    private IndexPage() {}

    static List<Mirror.Entry> entries(String html) {
        Map<String, Mirror.Entry> entries = new LinkedHashMap<>();
        Matcher link = LINK.matcher(html);
        while (link.find()) {
            add(entries, link.group(1).replace("&amp;", "&"));
        }
        return new ArrayList<>(entries.values());
    }

    private static void add(Map<String, Mirror.Entry> entries, String href) {
        if (href.indexOf('?') >= 0 || href.indexOf('#') >= 0) {
            return; // the columns' headings
        }
        boolean isDirectory = href.endsWith("/");
        RepositoryPath.parse(href)
                .map(RepositoryPath::unescaped)
                .filter(name -> !name.isEmpty() && name.indexOf('/') < 0)
                .ifPresent(name -> entries.put(name, new Mirror.Entry(name, isDirectory, OptionalLong.empty())));
    }
}
