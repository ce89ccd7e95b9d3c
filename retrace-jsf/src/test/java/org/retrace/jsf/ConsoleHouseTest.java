// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Named;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of the console: what its beans may know, and what its pages may hold. */
@AnalyzeClasses(packages = "org.retrace.jsf", importOptions = DoNotIncludeTests.class)
class ConsoleHouseTest {

    private static final Path PAGES = Path.of("src/main/webapp");

    private static final Pattern BEAN = Pattern.compile("#\\{(?:not |empty |not empty )?([a-z]\\w*Page)\\b");

    @ArchTest
    static final ArchRule consoleKnowsTheDomainAlone =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.retrace.web..", "org.retrace.batch..");

    @ArchTest
    static final ArchRule consoleHoldsNoQuery =
            noClasses().should().dependOnClassesThat().areAssignableTo(EntityManager.class);

    @ArchTest
    static final ArchRule frameKnowsNoPage = noClasses()
            .that()
            .resideInAPackage("org.retrace.jsf.frame..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.retrace.jsf.task..");

    @ArchTest
    static final ArchRule pagesAreNamedBeans =
            classes().that().haveSimpleNameEndingWith("Page").should().beAnnotatedWith(Named.class);

    @Test
    void pagesAreShort() throws IOException {
        for (var page : pages()) {
            assertThat(Files.readAllLines(page)).as(page.toString()).hasSizeLessThanOrEqualTo(80);
        }
    }

    @Test
    void pagesHoldNoStyleAndNoScriptOfTheirOwn() throws IOException {
        for (var page : pages()) {
            assertThat(Files.readString(page))
                    .as(page.toString())
                    .doesNotContainPattern("\\sstyle=|<style|<script|\\son[a-z]+=|javascript:");
        }
    }

    @Test
    void eachPageHasOneBean() throws IOException {
        for (var page : pages()) {
            assertThat(BEAN.matcher(Files.readString(page))
                            .results()
                            .map(found -> found.group(1))
                            .distinct())
                    .as(page.toString())
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void everyIconThatAPageNamesIsDrawn() throws IOException {
        var sprite = Files.readString(PAGES.resolve("resources/img/icons.svg"));
        var name = Pattern.compile("r:icon name=\"(\\w+)\"");
        for (var page : pages()) {
            name.matcher(Files.readString(page))
                    .results()
                    .forEach(found -> assertThat(sprite).as(page.toString()).contains("id=\"" + found.group(1) + "\""));
        }
    }

    private static List<Path> pages() throws IOException {
        try (var files = Files.walk(PAGES)) {
            var pages = files.filter(file -> file.toString().endsWith(".xhtml")).toList();
            assertThat(pages).hasSizeGreaterThan(10);
            return pages;
        }
    }
}
