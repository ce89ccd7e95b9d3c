// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import java.util.List;

/** A part of a YAML document. Scalars are text: 7.10 stays 7.10. */
sealed interface YamlNode {

    /** Where it begins. */
    Place place();

    /** What it is, in words. */
    String kind();

    /**
     * A place in a file.
     *
     * @param line from 1
     * @param column from 1
     */
    record Place(int line, int column) {}

    /** A text. */
    record Scalar(Place place, String text) implements YamlNode {

        @Override
        public String kind() {
            return "a text";
        }
    }

    /** A list. */
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * Fields.
     *
     * @param entries in the order of the file; no key twice
     */
    record Mapping(Place place, List<Entry> entries) implements YamlNode {

        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "fields (key: value)";
        }
    }

    /** One field. */
    record Entry(Scalar key, YamlNode value) {}
}
