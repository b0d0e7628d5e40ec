package io.gathergateway.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/** Makes the tree from events whose depth and number are bounded already. Confined to one reading. */
final class TreeBuilder {
    private final String file;
    private final int[] characters;
    private final Problems problems;

    TreeBuilder(String file, String text, Problems problems) {
        this.file = file;
        this.characters = text.codePoints().toArray();
        this.problems = problems;
    }

    Optional<YamlNode> build(List<Event> events) {
        Iterator<Event> rest = events.iterator();
        YamlNode first = null;
        while (rest.hasNext()) {
            if (!(rest.next() instanceof DocumentStartEvent start)) {
                continue;
            }
            YamlNode document = node(rest.next(), rest);
            if (first != null) {
                problems.add(place(start.getStartMark()), "a second document (---)", "keep one document in a file");
            } else {
                first = document;
            }
        }
        if (first == null) {
            problems.add(new Place(file, 1, 1), "the file is empty", "see the examples for what belongs here");
        }
        return Optional.ofNullable(first);
    }

    private YamlNode node(Event event, Iterator<Event> rest) {
        return switch (event) {
            case MappingStartEvent mapping -> {
                refuseTag(mapping.getTag(), mapping);
                yield mapping(mapping, rest);
            }
            case SequenceStartEvent sequence -> {
                refuseTag(sequence.getTag(), sequence);
                yield sequence(sequence, rest);
            }
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag(), scalar);
                yield scalar(scalar);
            }
            case AliasEvent alias -> new YamlNode.Scalar(place(alias.getStartMark()), "", null, "");
            default -> throw new IllegalStateException("event out of place: " + event.getEventId());
        };
    }

    private YamlNode mapping(MappingStartEvent start, Iterator<Event> rest) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        for (Event event = rest.next(); !event.is(Event.ID.MappingEnd); event = rest.next()) {
            Place place = place(event.getStartMark());
            YamlNode key = node(event, rest);
            YamlNode value = node(rest.next(), rest);
            if (!(key instanceof YamlNode.Scalar scalar)) {
                problems.add(place, "a key that is " + key.says(), "use a plain word as the key");
                continue;
            }
            YamlNode.Entry before = entries.putIfAbsent(scalar.text(), new YamlNode.Entry(scalar, value));
            if (before != null) {
                problems.add(
                        place,
                        "the key " + Problems.quoted(scalar.text()) + " stands here a second time, first on line "
                                + before.place().line(),
                        "keep one of them");
            }
        }
        return new YamlNode.Mapping(place(start.getStartMark()), Collections.unmodifiableMap(entries));
    }

    private YamlNode sequence(SequenceStartEvent start, Iterator<Event> rest) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = rest.next(); !event.is(Event.ID.SequenceEnd); event = rest.next()) {
            items.add(node(event, rest));
        }
        return new YamlNode.Sequence(place(start.getStartMark()), items);
    }

    private YamlNode scalar(ScalarEvent event) {
        int from = event.getStartMark().getIndex();
        int to = Math.min(event.getEndMark().getIndex(), characters.length);
        String raw = from < to ? new String(characters, from, to - from) : "";
        Object value = event.isPlain() ? Scalars.value(event.getValue()) : event.getValue();
        return new YamlNode.Scalar(
                place(event.getStartMark()), event.getValue(), value, raw, event.isPlain() && remark(to));
    }

    /** Whether nothing but spaces stands between here and a comment. */
    private boolean remark(int from) {
        int at = from;
        while (at < characters.length && (characters[at] == ' ' || characters[at] == '\t')) {
            at++;
        }
        return at > from && at < characters.length && characters[at] == '#';
    }

    private void refuseTag(@Nullable String tag, Event event) {
        if (tag != null) {
            problems.add(
                    place(event.getStartMark()),
                    "tags are not used here: " + Problems.quoted(tag),
                    "take it out; put a text that begins with ! in quotes");
        }
    }

    private Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
