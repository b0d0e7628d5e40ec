package io.gathergateway.flow;

import io.gathergateway.yaml.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The grammar as a page of text, for people: printed from the same table that the reader uses. */
public final class GrammarPage {
    private GrammarPage() {}

    /** The page; lines end with a line break. */
    public static String text() {
        StringBuilder page = new StringBuilder("A flow file (! must be there, = otherwise):\n");
        Grammar.FILE.keys().forEach(key -> key(page, "  ", key));
        page.append("\nSteps:\n");
        for (Kind kind : Kind.values()) {
            page.append("\n  ")
                    .append(kind.key())
                    .append(": ")
                    .append(kind.about())
                    .append(".\n");
            if (!(StepGrammar.of(kind).body().shape() instanceof Shape.Group)) {
                key(page, "    ", StepGrammar.of(kind).body());
            } else {
                below(page, "    ", StepGrammar.of(kind).body());
            }
            if (!StepGrammar.of(kind).beside().isEmpty()) {
                page.append("    beside it:\n");
                StepGrammar.of(kind).beside().forEach(key -> key(page, "      ", key));
            }
            if (!kind.outcomes().isEmpty()) {
                page.append("    ends in ").append(outcomes(kind)).append('\n');
            }
        }
        return page.append("\nOutcomes:\n").append(outcomes()).toString();
    }

    private static void key(StringBuilder page, String indent, Key<?> key) {
        page.append(indent).append(key.name()).append(key.required() ? "!" : "").append(": ");
        page.append(key.about())
                .append(" (")
                .append(key.shape().says())
                .append(')')
                .append(otherwise(key));
        page.append('\n');
        below(page, indent + "  ", key);
    }

    private static void below(StringBuilder page, String indent, Key<?> key) {
        if (key.shape() instanceof Shape.Group group) {
            group.keys().forEach(inner -> key(page, indent, inner));
        }
    }

    private static String otherwise(Key<?> key) {
        return switch (key.orElse()) {
            case Duration duration -> " = " + Durations.written(duration);
            case Integer number -> " = " + number;
            case String text -> " = " + text;
            case null, default -> "";
        };
    }

    private static String outcomes(Kind kind) {
        return kind.outcomes().stream().map(Outcome::key).collect(Collectors.joining(", "));
    }

    private static String outcomes() {
        return Arrays.stream(Outcome.values())
                .map(outcome -> "  " + outcome.key() + ": " + outcome.about() + "\n")
                .collect(Collectors.joining());
    }
}
