package io.gathergateway.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML text into a tree with places. Never throws for what the text holds: whatever is wrong goes to the
 * {@link Problems}. Works on the parser's events, so an alias is seen, and refused, before anything is multiplied.
 * Bounds: 1 MiB, nesting of {@value #MAX_DEPTH}, {@value #MAX_NODES} values.
 */
public final class YamlReader {
    static final int MAX_CHARS = 1 << 20;
    static final int MAX_DEPTH = 32;
    static final int MAX_NODES = 50_000;

    private final String file;
    private final Problems problems;

    private YamlReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * The file's one document.
     *
     * @param file the name that places show
     * @return empty when the text cannot be read as YAML at all; then a problem says why
     */
    public static Optional<YamlNode> read(String file, String text, Problems problems) {
        return new YamlReader(file, problems).read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private Optional<YamlNode> read(String text) {
        if (text.length() > MAX_CHARS) {
            return refuse(new Place(file, 1, 1), "the file is larger than 1 MiB", "split it, or leave data out of it");
        }
        try {
            return events(text).flatMap(events -> new TreeBuilder(file, text, problems).build(events));
        } catch (MarkedYAMLException e) {
            Problem problem = SyntaxErrors.of(file, text, e);
            return refuse(problem.place(), problem.what(), problem.cure());
        } catch (ReaderException e) {
            String character = String.format("U+%04X", e.getCodePoint());
            return refuse(
                    placeOf(text, e.getPosition()),
                    "the character " + character + " may not stand in a YAML file",
                    "take it out, or write it as an escape in double quotes");
        } catch (YAMLException e) {
            return refuse(
                    new Place(file, 1, 1),
                    "this is not YAML: " + Problems.quoted(String.valueOf(e.getMessage())),
                    "see yaml.org for the syntax");
        }
    }

    /** All events, or nothing when they nest too deeply or are too many: what follows may then recurse. */
    private Optional<List<Event>> events(String text) {
        List<Event> events = new ArrayList<>();
        int depth = 0;
        for (Event event : new Yaml(new LoaderOptions()).parse(new StringReader(text))) {
            events.add(event);
            depth += event.is(Event.ID.MappingStart) || event.is(Event.ID.SequenceStart) ? 1 : 0;
            depth -= event.is(Event.ID.MappingEnd) || event.is(Event.ID.SequenceEnd) ? 1 : 0;
            if (depth > MAX_DEPTH) {
                return refuse(place(event.getStartMark()), "nested deeper than " + MAX_DEPTH, "use fewer levels");
            }
            if (events.size() > 2 * MAX_NODES) {
                return refuse(place(event.getStartMark()), "more than " + MAX_NODES + " values", "split the file");
            }
            if (event instanceof NodeEvent node && node.getAnchor() != null) {
                problems.add(
                        place(event.getStartMark()),
                        "anchors (&) and aliases (*) are not used here: " + Problems.quoted(node.getAnchor()),
                        "write the value out; put text that begins with & or * in quotes");
            }
        }
        return Optional.of(events);
    }

    private <T> Optional<T> refuse(Place place, String what, String cure) {
        problems.add(place, what, cure);
        return Optional.empty();
    }

    private Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Place placeOf(String text, int position) {
        int end = text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return new Place(file, line + 1, end - before.lastIndexOf('\n'));
    }
}
