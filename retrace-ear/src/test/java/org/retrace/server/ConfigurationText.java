// SPDX-License-Identifier: Apache-2.0
package org.retrace.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A server configuration with brothers and attributes sorted: equal texts are equal configurations. */
final class ConfigurationText {

    private ConfigurationText() {}

    static String of(Path configuration) throws IOException {
        try {
            return text(
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(configuration.toFile())
                            .getDocumentElement(),
                    "");
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }

    private static String text(Element element, String indentation) {
        TreeSet<String> attributes = new TreeSet<>();
        NamedNodeMap map = element.getAttributes();
        for (int i = 0; i < map.getLength(); i++) {
            attributes.add(map.item(i).toString());
        }
        List<String> children = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(text(child, indentation + "  "));
            } else if (node.getNodeType() == Node.TEXT_NODE) {
                words.append(node.getTextContent().strip());
            }
        }
        children.sort(null);
        return indentation + element.getTagName() + " " + attributes + words + "\n" + String.join("", children);
    }
}
