// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.retrace.repository.distribution.plugin.YamlNode.Entry;
import org.retrace.repository.distribution.plugin.YamlNode.Mapping;
import org.retrace.repository.distribution.plugin.YamlNode.Place;
import org.retrace.repository.distribution.plugin.YamlNode.Scalar;
import org.retrace.repository.distribution.plugin.YamlNode.Sequence;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The one document of a YAML file as nodes. Without what plugins have no use for and bombs are made of: anchors,
 * aliases, tags, further documents, depth.
 */
final class YamlTree {

    /** Most lists and fields within each other. */
    static final int MAX_DEPTH = 8;

    private final Iterator<Event> events;
    private final Faults faults;

    private YamlTree(Iterator<Event> events, Faults faults) {
        this.events = events;
        this.faults = faults;
    }

    /** Reads a text of bounded length; empty when it is no YAML or holds what is refused, which {@code faults} say. */
    static Optional<YamlNode> read(String text, Faults faults) {
        var settings =
                LoadSettings.builder().setCodePointLimit(text.length() + 1).build();
        try {
            return new YamlTree(new Parse(settings).parseString(text).iterator(), faults).document();
        } catch (MarkedYamlEngineException e) {
            var place = e.getProblemMark().map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1));
            faults.add(place.orElse(new Place(1, 1)), "", "is not YAML: " + oneLine(e.getProblem()));
        } catch (YamlEngineException e) {
            faults.add("is not YAML: " + oneLine(String.valueOf(e.getMessage())));
        } catch (Refused e) {
            faults.add(e.place, "", e.reason());
        }
        return Optional.empty();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private Optional<YamlNode> document() throws Refused {
        Optional<YamlNode> found = Optional.empty();
        while (events.hasNext()) {
            var event = events.next();
            if (event instanceof DocumentStartEvent) {
                if (found.isPresent()) {
                    throw new Refused(event, "begins a second document; a plugin is one");
                }
                found = Optional.of(node(events.next(), 0));
            }
        }
        if (found.isEmpty()) {
            faults.add("is empty");
        }
        return found;
    }

    private YamlNode node(Event event, int depth) throws Refused {
        if (depth > MAX_DEPTH) {
            throw new Refused(event, "has over " + MAX_DEPTH + " lists and fields within each other");
        }
        if (event.getEventId() == Event.ID.Alias) {
            throw new Refused(event, "an alias (*) is not allowed; write out what it stands for");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refused(event, "an anchor (&) is not allowed");
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(event, scalar.getTag());
            return new Scalar(place(event), scalar.getValue());
        }
        if (event instanceof SequenceStartEvent sequence) {
            refuseTag(event, sequence.getTag());
            return new Sequence(place(event), items(depth));
        }
        if (event instanceof MappingStartEvent mapping) {
            refuseTag(event, mapping.getTag());
            return new Mapping(place(event), entries(depth));
        }
        throw new IllegalStateException("no node begins with " + event.getEventId());
    }

    private List<YamlNode> items(int depth) throws Refused {
        var items = new ArrayList<YamlNode>();
        for (var event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return items;
    }

    private List<Entry> entries(int depth) throws Refused {
        var entries = new ArrayList<Entry>();
        for (var event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(node(event, depth + 1) instanceof Scalar key)) {
                throw new Refused(event, "a key must be a text");
            }
            var value = node(events.next(), depth + 1);
            var twin = entries.stream()
                    .filter(entry -> entry.key().text().equals(key.text()))
                    .findFirst();
            if (twin.isPresent()) {
                faults.add(
                        key.place(),
                        key.text(),
                        "stands here a second time; the first is in line "
                                + twin.get().key().place().line());
            } else {
                entries.add(new Entry(key, value));
            }
        }
        return entries;
    }

    private static void refuseTag(Event event, Optional<String> tag) throws Refused {
        if (tag.isPresent()) {
            throw new Refused(event, "a tag (!) is not allowed");
        }
    }

    private static Place place(Event event) {
        return event.getStartMark()
                .map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(new Place(1, 1));
    }

    /** YAML that is none of ours. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Place place;
        private final String reason;

        Refused(Event event, String reason) {
            super(reason);
            this.place = place(event);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
