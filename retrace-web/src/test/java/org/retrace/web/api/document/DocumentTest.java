// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.RolesAllowed;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.problem.Refuses;

/** The OpenAPI document that lies in docs: it has all that the resources have, and operations.md says the same. */
class DocumentTest {

    private static final java.nio.file.Path DOCS = java.nio.file.Path.of("..", "docs", "api");

    private final OperationsPage page;

    DocumentTest() throws IOException {
        page = OperationsPage.of(Files.readString(DOCS.resolve("openapi.json")));
    }

    @Test
    void everyResourceIsKnown() {
        List<String> resources = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.retrace.web.api").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::getName)
                        .toList();

        assertThat(Resources.ALL).extracting(Class::getName).containsExactlyInAnyOrderElementsOf(resources);
    }

    @Test
    void everyMethodOfAResourceIsAnOperationAndNothingElseIs() {
        assertThat(page.operations().keySet())
                .containsExactlyInAnyOrderElementsOf(Resources.methods().keySet());
    }

    @Test
    void everyOperationSaysTheRolesAndRefusalsOfItsMethod() {
        Resources.methods().forEach((name, method) -> {
            JsonObject operation = Objects.requireNonNull(page.operations().get(name));
            assertThat(roles(operation)).as(name).isEqualTo(roles(method));
            assertThat(operation.getJsonObject("responses").keySet()).as(name).containsAll(refusals(method));
        });
    }

    private static List<String> roles(JsonObject operation) {
        return operation.containsKey("x-roles")
                ? operation.getJsonArray("x-roles").getValuesAs(JsonString::getString)
                : List.of();
    }

    private static List<String> roles(Method method) {
        return Resources.annotation(method, RolesAllowed.class)
                .map(RolesAllowed::value)
                .map(List::of)
                .orElse(List.of());
    }

    private static List<String> refusals(Method method) {
        Refuses refuses = method.getAnnotation(Refuses.class);
        return refuses == null
                ? List.of()
                : Arrays.stream(refuses.value())
                        .map(type -> Integer.toString(type.status()))
                        .toList();
    }

    @Test
    void everyProblemOfTheTableHasAnAnswer() {
        Map<String, String> answers = page.components("responses").entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().asJsonObject().getString("description")));

        assertThat(answers)
                .containsExactlyInAnyOrderEntriesOf(Arrays.stream(ProblemType.values())
                        .collect(Collectors.toMap(Problems::name, ProblemType::title)));
    }

    /** {@code -Dgolden.update} writes the page anew; the difference is to be reviewed. */
    @Test
    void pageOfOperationsIsMadeOfIt() throws IOException {
        java.nio.file.Path file = DOCS.resolve("operations.md");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, page.markdown());
        }
        assertThat(page.markdown()).isEqualTo(Files.readString(file));
    }
}
