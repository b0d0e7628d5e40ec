package io.gathergateway.yaml;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The mistakes found in one or more files, so that all are told at once. Keeps the first {@value #MAX} and counts the
 * rest. Confined to the thread that reads.
 */
public final class Problems {
    static final int MAX = 200;

    private static final int QUOTE_MAX = 60;

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
                    (Problem p) -> p.place().file())
            .thenComparingInt(p -> p.place().line())
            .thenComparingInt(p -> p.place().column());

    private final List<Problem> problems = new ArrayList<>();
    private int left;

    public void add(Place place, String what, String cure) {
        if (problems.size() < MAX) {
            problems.add(new Problem(place, what, cure));
        } else {
            left++;
        }
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** How many there are, those not kept among them. */
    public int size() {
        return problems.size() + left;
    }

    /** All that were kept, in the order of their places. */
    public List<Problem> list() {
        return problems.stream().sorted(BY_PLACE).distinct().toList();
    }

    /** One line each, {@code file:line:column: what; cure}, without a line break at the end. */
    public String render() {
        List<String> lines = new ArrayList<>();
        list().forEach(problem -> lines.add(problem.toString()));
        if (left > 0) {
            lines.add("and " + left + " more");
        }
        return String.join("\n", lines);
    }

    /** An array of {@code {file, line, column, what, cure}}. */
    public ArrayNode toJson() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Problem problem : list()) {
            array.addObject()
                    .put("file", problem.place().file())
                    .put("line", problem.place().line())
                    .put("column", problem.place().column())
                    .put("what", problem.what())
                    .put("cure", problem.cure());
        }
        return array;
    }

    /** A piece of a file as it may stand in a message: quoted, one line, short. */
    public static String quoted(String text) {
        String line = text.codePoints()
                .limit(QUOTE_MAX)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return "'" + line + (text.codePointCount(0, text.length()) > QUOTE_MAX ? "…" : "") + "'";
    }
}
