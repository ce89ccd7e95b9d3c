// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.repository;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.retrace.jsf.frame.Plain;
import org.retrace.repository.find.FoundPackage;
import org.retrace.repository.find.PackageBy;
import org.retrace.repository.find.PackagePlace;
import org.retrace.repository.find.PackageSearch;
import org.retrace.task.search.SearchText;

/** The page of all packages of the index that a text finds. */
@Named
@RequestScoped
public class PackagesPage {

    /** Most packages on one page. */
    static final int ROWS = 50;

    private static final int MOST_TEXT = 200;

    @Inject
    private HttpServletRequest request;

    @Inject
    private PackageSearch search;

    private SearchText asked = new SearchText("");
    private PackageBy by = PackageBy.NAME;
    private boolean first = true;
    private List<FoundPackage> found = List.of();

    /** Looks for what the address says. */
    public void look() {
        asked = new SearchText(parameter("q"));
        by = by(parameter("by"));
        var after = PackagePlace.parse(parameter("after")).orElse(PackagePlace.FIRST);
        first = after.equals(PackagePlace.FIRST);
        var digits = by != PackageBy.BUILD_ID || asked.buildId().isPresent();
        if (!asked.isEmpty() && digits) {
            found = search.page(by, asked.text(), after, ROWS + 1);
        }
    }

    private PackageBy by(String word) {
        return Arrays.stream(PackageBy.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElse(asked.text().startsWith("/") ? PackageBy.PATH : PackageBy.NAME);
    }

    /** The address of this page, from the first. */
    public static String address(String text, PackageBy by) {
        return "packages.xhtml?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&by=" + by.word();
    }

    public List<PackageView> getRows() {
        return found.stream().limit(ROWS).map(PackageView::of).toList();
    }

    /** What was looked for, fit to be shown. */
    public String getAsked() {
        return Plain.of(asked.text(), MOST_TEXT);
    }

    /** How it was looked for, in words. */
    public String getHow() {
        return switch (by) {
            case NAME -> "Packages of the index whose names begin with";
            case VERSION -> "Packages of the index that begin with";
            case BUILD_ID -> "Packages of the index with a file whose build-id begins with";
            case PATH -> "Packages of the index with the file";
        };
    }

    /** The address of the first page; empty on it. */
    public String getFirstAddress() {
        return first ? "" : address(asked.text(), by);
    }

    /** The address of the next page; empty on the last. */
    public String getNextAddress() {
        return found.size() > ROWS
                ? address(asked.text(), by) + "&after="
                        + URLEncoder.encode(found.get(ROWS - 1).place().toString(), StandardCharsets.UTF_8)
                : "";
    }

    private String parameter(String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }
}
