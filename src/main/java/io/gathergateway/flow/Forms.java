package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shapes of values that need a reader of their own. */
final class Forms {
    /** What an AI gather asks for. */
    static final Shape<ObjectNode> PARAMETERS = new Shape.Special<>(
            "property: { type, description, optional }, or a JSON Schema with type: object",
            "{ name: { type: string, description: \"The caller's name\" } }",
            (node, name, problems) -> ParameterSchema.read(node, problems));

    /** What a flow gives, what a backend returns. */
    static final Shape<ObjectNode> OBJECT = new Shape.Special<>(
            "property: { type, optional }, or a JSON Schema with type: object",
            "{ ok: { type: boolean } }",
            (node, name, problems) -> ParameterSchema.object(node, name, problems));

    static final Shape<List<BranchDraft>> BRANCHES = new Shape.Special<>(
            "a list of { when: <condition>, go: <step> }, at last { go: <step> } for otherwise",
            "[ { when: '…', go: <step> }, { go: <step> } ]",
            BranchDraft::read);

    /** Any value; texts in it may hold expressions. */
    static final Shape<YamlNode> ANYTHING =
            new Shape.Special<>("any value, may hold ${…}", "…", (node, name, problems) -> Optional.of(node));

    /** Any mapping. */
    static final Shape<YamlNode.Mapping> TABLE = new Shape.Special<>(
            "a mapping, values may hold ${…}",
            "{ <name>: … }",
            (node, name, problems) -> Fields.of(node, name, problems).map(fields -> (YamlNode.Mapping) node));

    /** Conditions that lead out. */
    static final Shape<List<BranchDraft>> CONDITIONS = new Shape.Special<>(
            "a mapping from a condition to a step", "{ \"partial.x == true\": <step> }", Forms::conditions);

    static final Shape<DigitsDraft> DIGITS =
            new Shape.Special<>("how many: a number, or { min: …, max: … }; 1 to 128", "8", DigitsDraft::read);

    /** What say and play let the caller hear. */
    record Heard(PromptDraft prompt, YamlNode.@Nullable Mapping telnyx) {}

    static final Shape<Heard> SAY = new Shape.Special<>(
            PromptDraft.SHAPE.says() + "; the mapping may hold telnyx: … too",
            PromptDraft.SHAPE.sample(),
            (node, name, problems) -> heard(node, name, problems, PromptDraft.Form.TEXT));

    static final Shape<Heard> PLAY = new Shape.Special<>(
            "the https address of audio, or { audio: … } or { media: … }, telnyx: … beside it",
            "\"https://cdn.example.com/welcome.mp3\"",
            (node, name, problems) -> heard(node, name, problems, PromptDraft.Form.AUDIO));

    private Forms() {}

    /** How many keys can be typed. */
    record DigitsDraft(Place place, int min, int max) {
        private static final int MOST = 128;

        static Optional<DigitsDraft> read(YamlNode node, String name, Problems problems) {
            if (!(node instanceof YamlNode.Mapping)) {
                return Values.integer(node, name, 1, MOST, problems)
                        .map(number -> new DigitsDraft(node.place(), number, number));
            }
            Fields fields = Fields.of(node, name, problems).orElseThrow();
            int min = fields.integer("min", 1, MOST, 1);
            int max = fields.integer("max", 1, MOST);
            fields.done();
            if (min > max && fields.has("max")) {
                problems.add(fields.place("min"), "min " + min + " is above max " + max, "give a min up to " + max);
            }
            return Optional.of(new DigitsDraft(node.place(), min, max));
        }
    }

    private static Optional<Heard> heard(YamlNode node, String name, Problems problems, PromptDraft.Form brief) {
        if (node instanceof YamlNode.Mapping) {
            Fields fields = Fields.of(node, name, problems).orElseThrow();
            Optional<YamlNode.Mapping> telnyx =
                    fields.node(StepGrammar.TELNYX.name()).flatMap(extras -> TABLE.read(extras, "telnyx", problems));
            Optional<PromptDraft> prompt = PromptDraft.in(fields, name, problems);
            fields.done();
            return prompt.filter(given -> fits(given, brief, problems))
                    .map(given -> new Heard(given, telnyx.orElse(null)));
        }
        Optional<PromptDraft> prompt = brief == PromptDraft.Form.TEXT
                ? PromptDraft.SHAPE.read(node, name, problems)
                : PromptDraft.audio(node, name, problems);
        return prompt.map(given -> new Heard(given, null));
    }

    private static boolean fits(PromptDraft given, PromptDraft.Form brief, Problems problems) {
        boolean sound = given.form() == PromptDraft.Form.AUDIO || given.form() == PromptDraft.Form.MEDIA;
        if (brief == PromptDraft.Form.AUDIO && !sound) {
            problems.add(given.place(), "play does not speak", "write say: for texts, play: for audio and media");
            return false;
        }
        return true;
    }

    private static Optional<List<BranchDraft>> conditions(YamlNode node, String name, Problems problems) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return Fields.of(node, name, problems).map(never -> List.of());
        }
        List<BranchDraft> branches = new ArrayList<>();
        mapping.entries().forEach((condition, entry) -> {
            new Shape.Way()
                    .read(entry.value(), "the way of " + Problems.quoted(condition), problems)
                    .ifPresent(go -> branches.add(new BranchDraft(entry.place(), entry.key(), go)));
        });
        if (mapping.entries().isEmpty()) {
            problems.add(node.place(), name + " is empty", "write " + CONDITIONS.sample());
        }
        return Optional.of(branches);
    }
}
