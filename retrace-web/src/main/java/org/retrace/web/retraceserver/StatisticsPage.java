// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.retrace.statistics.UsageFigures;

/** The statistics as an XHTML page of tables: what programs read that took the page of the first servers apart. */
final class StatisticsPage {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private static final String HEAD =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <html xmlns="http://www.w3.org/1999/xhtml">
            <head><title>Retrace Server statistics</title></head>
            <body>
            <h1>Retrace Server statistics</h1>
            """;

    private final StringBuilder text = new StringBuilder();

    private StatisticsPage() {}

    static String of(UsageFigures figures) {
        StatisticsPage page = new StatisticsPage();
        page.text.append(HEAD);
        page.totals(figures.totals());
        page.table("Architectures", "Architecture", figures.architectures());
        page.table("Releases", "Release", figures.releases());
        page.table("Retraced packages", "Name", figures.packages());
        return page.text.append("</body>\n</html>\n").toString();
    }

    private void totals(UsageFigures.Totals totals) {
        text.append("<h2>Global statistics</h2>\n<table>\n");
        row("Total", Long.toString(totals.all()));
        row("Successful", Long.toString(totals.success()));
        row("Failed", Long.toString(totals.failure()));
        row("Denied jobs", Long.toString(totals.overload()));
        row("First retrace", totals.first().map(MINUTE::format).orElse("No retrace yet"));
        text.append("</table>\n");
    }

    private void table(String heading, String name, List<UsageFigures.Counted> counted) {
        text.append("<h2>").append(heading).append("</h2>\n<table>\n<tr><th>").append(name);
        text.append("</th><th>Count</th></tr>\n");
        counted.forEach(line -> row(line.name(), Long.toString(line.count())));
        text.append("</table>\n");
    }

    private void row(String name, String value) {
        text.append("<tr><td>")
                .append(escaped(name))
                .append("</td><td>")
                .append(value)
                .append("</td></tr>\n");
    }

    /** Names come from uploads: what XML cannot spell at all becomes a question mark. */
    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        name.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.appendCodePoint(isXml(c) ? c : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t' || (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) || c > 0xffff;
    }
}
