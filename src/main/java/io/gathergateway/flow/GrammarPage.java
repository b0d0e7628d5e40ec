package io.gathergateway.flow;

import io.gathergateway.yaml.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The grammar as a page of text, for people: printed from the same table that the reader uses. */
public final class GrammarPage {
    private static final String PROMPTS = """

            Prompts: text, may hold ${…}, at most %d characters; or { ssml: "<speak>…</speak>" }, { audio: <address> },
              { media: <name at Telnyx> }, { key: <prompt of the language's file> }.
              A file of prompts has one on each line: welcome: "Welcome." In a flow of several languages every prompt that
              has words is given by key.
              ${…} inserts text as it is, lists with commas, numbers as a person writes them: 1.0 is 1, 2.50 is 2.5, never
              1.0E20; fractions to 15 digits. ${spell(account)} says digits one by one.
            """.formatted(PromptDraft.MAX);

    private static final String WAYS = """

            A called flow (call:) has variables, on:, hours, targets and visits of its own, and a voice of its own for each
              language; it goes on in the call's language, with the same leg, assistant and whoever dial reached. What it
              takes comes by with:, what it gives goes into the into of the call step. The limits call and steps of the
              flow that the call began with hold for all of them. If the caller hangs up, the nearest flow that has
              on: { hangup: … } goes on.

            Ways on: an outcome and a step, as in next: bye. What a step does not map goes the way of on:, and if that
              lacks it too, the file does not load. In the place of next a step may have choose: [ … ]. The way of a key
              may be repeat: the step asks again.

            Where what stands: what the question is (prompt, timeout, tries, digits …) inside the kind, as in
              gather: { prompt: "…", digits: 8, tries: 3 }; what comes of it (check, into, keys, no_input, no_match,
              returns, choose, outcomes) beside the kind.

            Expressions: CEL, in ${…}, when:, check:, leave_when:. Names: your variables, call (id, from, to, language,
              answered_by), input, attempt, http (status, body), hours.<name>.open and .holiday, luhn(text), spell(text);
              partial in leave_when:, secret.<name> in headers.
              A property that is optional where it comes from needs has(order.day) before it is used: in && beside it, as
              has(order.day) ? order.day : "", or in the when: that leads here.
              What cannot be evaluated (a property that is not there, a division by zero, an item that a list does not
              have, int("abc")) is never passed over in silence: in a prompt, set:, with:, an address, a header, a body
              or whom to call the step ends in failed, before anything of it is done; in when: and check: it does not
              hold; in leave_when: it does not hold yet. flow test and simulate --phone tell the place and why, and
              gateway_expressions_failed_total counts it.
            """;

    /** Said once for all kinds that have them. */
    private static final List<Key<?>> SHARED = List.of(
            StepGrammar.TELNYX,
            StepGrammar.INTO,
            StepGrammar.NO_INPUT,
            StepGrammar.NO_MATCH,
            StepGrammar.TRIES,
            StepGrammar.MEANWHILE,
            StepGrammar.EVENTS);

    private GrammarPage() {}

    /** The page; lines end with a line break. */
    public static String text() {
        StringBuilder page = new StringBuilder("A flow file (! must be there, = otherwise):\n");
        Grammar.FILE.keys().forEach(key -> key(page, "  ", key));
        page.append(PROMPTS).append(WAYS);
        page.append("\nSteps: name: { kind: …, ways on }. Words of several kinds:\n");
        SHARED.forEach(key -> key(page, "  ", key));
        for (Kind kind : Kind.values()) {
            kind(page, kind);
        }
        page.append("\nOutcomes:\n").append(outcomes());
        page.append("\nA set file, where several flows answer:\n");
        SetGrammar.FILE_OF_SET.keys().forEach(key -> key(page, "  ", key));
        return page.toString();
    }

    private static void kind(StringBuilder page, Kind kind) {
        StepGrammar.Form form = StepGrammar.of(kind);
        page.append("\n  ").append(kind.key()).append(": ").append(kind.about());
        String outcomes = kind.outcomes().stream().map(Outcome::key).collect(Collectors.joining(", "));
        page.append(outcomes.isEmpty() ? "" : "; ends in " + outcomes).append('\n');
        if (form.body().shape() instanceof Shape.Group group) {
            if (group.brief() != null) {
                page.append("    or ").append(group.brief().name()).append(" alone\n");
            }
            inside(page, "    ", group);
        } else {
            page.append("    ").append(says(form.body().shape())).append('\n');
        }
        if (!form.beside().isEmpty()) {
            page.append("    beside it: ")
                    .append(form.beside().stream().map(Key::name).collect(Collectors.joining(", ")))
                    .append('\n');
            form.beside().stream().filter(key -> !SHARED.contains(key)).forEach(key -> key(page, "      ", key));
        }
    }

    private static void key(StringBuilder page, String indent, Key<?> key) {
        page.append(indent).append(key.name()).append(key.required() ? "!" : "").append(": ");
        page.append(key.about())
                .append(" (")
                .append(says(key.shape()))
                .append(')')
                .append(otherwise(key));
        page.append('\n');
        if (key.shape() instanceof Shape.Group group) {
            inside(page, indent + "  ", group);
        }
    }

    /** What the page says once at its top is not said again. */
    private static void inside(StringBuilder page, String indent, Shape.Group group) {
        if (group.keys().containsAll(StepGrammar.METHODS)) {
            page.append(indent)
                    .append(StepGrammar.METHODS.stream().map(Key::name).collect(Collectors.joining(" or ")))
                    .append("!: the address; may hold ${…} after the host\n");
        }
        group.keys().stream()
                .filter(key -> !SHARED.contains(key) && !StepGrammar.METHODS.contains(key))
                .filter(key ->
                        !Arrays.stream(Outcome.values()).map(Grammar::way).anyMatch(key::equals))
                .forEach(key -> key(page, indent, key));
    }

    private static String says(Shape<?> shape) {
        if (shape.equals(PromptDraft.SHAPE) || shape.equals(Forms.SAY)) {
            return "a prompt";
        }
        if (shape.equals(Grammar.TAG)) {
            return "one of Telnyx's " + Grammar.TAG.words().size() + ", such as " + Grammar.TAG.sample();
        }
        return shape.equals(Grammar.ON.shape()) ? "outcome: step, and these" : shape.says();
    }

    private static String otherwise(Key<?> key) {
        return switch (key.orElse()) {
            case Duration duration -> " = " + Durations.written(duration);
            case Integer number -> " = " + number;
            case String text -> " = " + text;
            case null, default -> "";
        };
    }

    private static String outcomes() {
        return Arrays.stream(Outcome.values())
                .map(outcome -> "  " + outcome.key() + ": " + outcome.about() + "\n")
                .collect(Collectors.joining());
    }
}
