// SPDX-License-Identifier: Apache-2.0
package org.retrace.rights;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What the shipped EAR lets people do: its pages, the operations of the API, the methods of beans that ask for roles.
 */
final class ShippedActions {

    private static final String EAR = "target/retrace.ear";
    private static final String CONSOLE = "retrace-jsf";
    private static final String HTTP = "retrace-web";

    private final java.nio.file.Path unpacked;
    private final JavaClasses classes;

    private ShippedActions(java.nio.file.Path unpacked) {
        this.unpacked = unpacked;
        this.classes = new ClassFileImporter().importPath(unpacked);
    }

    /**
     * Reads the EAR.
     *
     * @param scratch an empty directory for what is in its modules
     */
    static ShippedActions read(java.nio.file.Path scratch) throws IOException {
        try (ZipInputStream ear = new ZipInputStream(Files.newInputStream(java.nio.file.Path.of(EAR)))) {
            for (ZipEntry module = ear.getNextEntry(); module != null; module = ear.getNextEntry()) {
                String name = module.getName();
                if (name.matches("retrace-[a-z]+\\.(war|jar)")) {
                    unpack(ear, scratch.resolve(name.replaceFirst("\\.(war|jar)$", "")));
                }
            }
        }
        return new ShippedActions(scratch);
    }

    private static void unpack(InputStream module, java.nio.file.Path to) throws IOException {
        ZipInputStream entries = new ZipInputStream(module);
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            if (entry.getName().matches(".*\\.(class|xhtml)")) {
                java.nio.file.Path file = to.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, entries.readAllBytes());
            }
        }
    }

    /** Addresses within the console: of its pages, and the patterns of its servlets. */
    Set<String> pages() throws IOException {
        java.nio.file.Path root = unpacked.resolve(CONSOLE);
        try (Stream<java.nio.file.Path> files = Files.walk(root)) {
            Set<String> pages = files.map(file -> "/" + root.relativize(file))
                    .filter(name -> name.endsWith(".xhtml"))
                    .filter(name -> !name.matches("/(WEB-INF|resources|error)/.*"))
                    .collect(Collectors.toCollection(TreeSet::new));
            annotated(WebServlet.class)
                    .filter(servlet -> servlet.getPackageName().startsWith("org.retrace.jsf"))
                    .flatMap(servlet -> Stream.of(
                            servlet.getAnnotationOfType(WebServlet.class).value()))
                    .map(pattern -> pattern.isEmpty() ? "/" : pattern)
                    .forEach(pages::add);
            return pages;
        }
    }

    /** Method, a space, and the path with its parameters in braces. */
    Set<String> operations() {
        return annotated(Path.class)
                .filter(resource -> resource.getPackageName().startsWith("org.retrace.web.api"))
                .flatMap(resource -> resource.getMethods().stream()
                        .flatMap(method -> verb(method).stream().map(verb -> verb + " " + path(resource, method))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> verb(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType().getName())
                .filter(name -> name.matches("jakarta\\.ws\\.rs\\.(GET|POST|PUT|PATCH|DELETE)"))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .findFirst();
    }

    private static String path(JavaClass resource, JavaMethod method) {
        String both = Stream.of(path(resource), path(method))
                .filter(part -> !part.isEmpty())
                .map(part -> part.replaceAll("^/|/$", ""))
                .collect(Collectors.joining("/", "/", ""));
        return both.replaceAll("\\{(\\w+)\\s*:(?:[^{}]|\\{[^{}]*})*}", "{$1}");
    }

    private static String path(HasAnnotations<?> place) {
        return place.tryGetAnnotationOfType(Path.class.getName())
                .map((JavaAnnotation<?> annotation) ->
                        String.valueOf(annotation.get("value").orElse("")))
                .orElse("");
    }

    /** Class and method of each bean that asks for roles, a line a name: overloads are one action. */
    Set<String> guardedMethods() {
        return classes.stream()
                .filter(type -> isBean(type) && asksForRoles(type))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                        && !method.getModifiers().contains(JavaModifier.STATIC)
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .map(method -> method.getOwner().getName() + "." + method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isBean(JavaClass type) {
        return type.isAnnotatedWith("jakarta.ejb.Stateless") || type.isAnnotatedWith("jakarta.ejb.Singleton");
    }

    private static boolean asksForRoles(JavaClass type) {
        return type.isAnnotatedWith(RolesAllowed.class)
                || type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(RolesAllowed.class));
    }

    private Stream<JavaClass> annotated(Class<? extends java.lang.annotation.Annotation> annotation) {
        return classes.stream().filter(type -> type.isAnnotatedWith(annotation));
    }

    /** Where the HTTP interfaces lie, to see that they were found. */
    boolean hasHttp() {
        return Files.isDirectory(unpacked.resolve(HTTP));
    }
}
