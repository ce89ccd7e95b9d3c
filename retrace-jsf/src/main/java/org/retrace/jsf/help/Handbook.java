// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.help;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** The documents under {@code docs} that people need who use a server; they are built into the console. */
public final class Handbook {

    /** All of them, in the order of reading. */
    public static final List<String> NAMES = List.of(
            "admin/console",
            "admin/server",
            "admin/people",
            "admin/keycloak",
            "admin/repositories",
            "admin/settings",
            "api/retrace-http",
            "api/operations",
            "api/events",
            "api/tasks",
            "formats/uploads",
            "formats/backtrace",
            "formats/exploitable",
            "formats/coredump",
            "formats/rpm",
            "formats/plugin",
            "formats/repodata",
            "reliability",
            "glossary");

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());

    private static final String SUFFIX = ".md";
    private static final String ADDRESS = "help.xhtml?page=";

    private Handbook() {}

    /** All documents, made into pages when the first one is asked for: they never change. */
    private static final class Chapters {
        static final List<Chapter> ALL =
                NAMES.stream().map(name -> render(name, read(name))).toList();
    }

    /** The document of that name, if there is one. */
    static Optional<Chapter> chapter(String name) {
        return chapters().stream()
                .filter(chapter -> chapter.name().equals(name))
                .findFirst();
    }

    /** All documents, in the order of {@link #NAMES}. */
    static List<Chapter> chapters() {
        return Chapters.ALL;
    }

    private static String read(String name) {
        try (var file = Handbook.class.getResourceAsStream("/docs/" + name + SUFFIX)) {
            if (file == null) {
                throw new IllegalStateException("docs/" + name + SUFFIX + " is not built in");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a page of Markdown; HTML in it stays text. */
    static Chapter render(String name, String markdown) {
        var document = Parser.builder().extensions(EXTENSIONS).build().parse(markdown);
        var title = name;
        if (document.getFirstChild() instanceof Heading first) {
            title = text(first);
            first.unlink();
        }
        document.accept(new Links(URI.create("/" + name + SUFFIX)));
        var renderer =
                HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build();
        return new Chapter(name, title, renderer.render(document));
    }

    private static String text(Node node) {
        return TextContentRenderer.builder().build().render(node).strip();
    }

    /** Leads links between documents to their pages; those to files that are not built in become plain text. */
    private static final class Links extends AbstractVisitor {

        private static final Set<String> WEB = Set.of("http", "https");

        private final URI from;

        Links(URI from) {
            this.from = from;
        }

        @Override
        public void visit(Link link) {
            var wanted = from.resolve(link.getDestination());
            if (!WEB.contains(String.valueOf(wanted.getScheme()))) {
                lead(link, wanted);
            }
        }

        private static void lead(Link link, URI wanted) {
            var path = wanted.isAbsolute() ? "" : wanted.getPath();
            var name = path.endsWith(SUFFIX) ? path.substring(1, path.length() - SUFFIX.length()) : "";
            if (NAMES.contains(name)) {
                var part = wanted.getRawFragment();
                link.setDestination(ADDRESS + name + (part == null ? "" : "#" + part));
            } else {
                unwrap(link);
            }
        }

        private static void unwrap(Link link) {
            while (link.getFirstChild() != null) {
                link.insertBefore(link.getFirstChild());
            }
            link.unlink();
        }
    }
}
