package io.gathergateway.flow;

import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A language as a flow file names it.
 *
 * @param file its prompts, beside the flow; empty for none
 */
record LanguageDraft(Place place, String tag, String voice, Optional<YamlNode.Scalar> file) {
    private static final Pattern FILE = Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9_./-]{0,127}\\.ya?ml");

    static final Shape<List<LanguageDraft>> SHAPE = new Shape.Special<>(
            "language tag: { voice, prompts: <file of prompts by key> }, the first is the one a call begins with",
            "{ en-US: { voice: AWS.Polly.Joanna-Neural, prompts: <file> } }",
            LanguageDraft::read);

    private static Optional<List<LanguageDraft>> read(YamlNode node, String name, Problems problems) {
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
            problems.add(node.place(), name + " must be a mapping, not " + node.says(), "write " + SHAPE.sample());
            return Optional.empty();
        }
        List<LanguageDraft> languages = new ArrayList<>();
        mapping.entries().forEach((tag, entry) -> {
            if (!Grammar.TAG.words().contains(tag)) {
                problems.add(
                        entry.place(),
                        Problems.quoted(tag) + " is no language that Telnyx speaks",
                        Nearest.cure(tag, Grammar.TAG.words(), "languages"));
            }
            Fields.of(entry.value(), tag, problems).ifPresent(fields -> {
                Optional<String> voice =
                        fields.node("voice").flatMap(v -> new Shape.Voice().read(v, "voice", problems));
                Optional<YamlNode.Scalar> file = fields.node("prompts").flatMap(f -> file(f, problems));
                fields.done();
                languages.add(new LanguageDraft(entry.place(), tag, voice.orElse(Grammar.USUAL_VOICE), file));
            });
        });
        return Optional.of(languages);
    }

    private static Optional<YamlNode.Scalar> file(YamlNode node, Problems problems) {
        Optional<YamlNode.Scalar> name = Values.scalarOfText(node, "prompts", problems);
        name.filter(scalar -> !mayBeRead(scalar))
                .ifPresent(scalar -> problems.add(
                        scalar.place(),
                        Problems.quoted(scalar.text()) + " is no file of prompts",
                        "name a .yaml file in this file's folder or below it"));
        return name;
    }

    /** Whether it is a path that leads nowhere else. */
    static boolean mayBeRead(YamlNode.Scalar file) {
        return FILE.matcher(file.text()).matches();
    }
}
