package io.gathergateway.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.scenario.Scenario.EndedBy;
import io.gathergateway.scenario.Scenario.Entered;
import io.gathergateway.scenario.Scenario.Expect;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code expect}. Confined to one reading. */
final class ExpectReader {
    private final Fields fields;
    private final Problems problems;

    ExpectReader(Fields fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    Expect read() {
        Map<String, Said<JsonNode>> variables = new LinkedHashMap<>();
        fields.mapping("variables")
                .ifPresent(all -> all.keys()
                        .forEach(name -> all.node(name)
                                .ifPresentOrElse(
                                        node -> variables.put(name, new Said<>(all.place(name), Json.of(node))),
                                        () -> problems.add(
                                                all.place(name),
                                                "nothing is said of the variable " + Problems.quoted(name),
                                                "write its value, or leave it out"))));
        Expect expect = new Expect(
                fields.items("heard").stream()
                        .filter(YamlNode.Scalar.class::isInstance)
                        .map(node -> new Said<>(node.place(), ((YamlNode.Scalar) node).text()))
                        .toList(),
                fields.has("steps") ? new Said<>(fields.place("steps"), steps()) : null,
                texts("commands"),
                variables,
                fields.has("ended_by")
                        ? new Said<>(fields.place("ended_by"), fields.choice("ended_by", EndedBy.class, EndedBy.CALLER))
                        : null,
                fields.optionalText("handed_to")
                        .map(to -> new Said<>(fields.place("handed_to"), to))
                        .orElse(null));
        fields.texts("heard");
        fields.done();
        return expect;
    }

    private List<Entered> steps() {
        List<Entered> steps = new ArrayList<>();
        for (YamlNode item : fields.items("steps")) {
            if (item instanceof YamlNode.Scalar name) {
                steps.add(new Entered(name.text(), null));
            } else {
                Fields.of(item, "a step", problems).ifPresent(left -> {
                    if (left.keys().size() != 1) {
                        problems.add(
                                left.place(),
                                "a step has one name and one outcome",
                                "write it as { account: timeout }");
                    }
                    left.keys().forEach(name -> steps.add(new Entered(name, left.text(name))));
                });
            }
        }
        return steps;
    }

    private @Nullable Said<List<String>> texts(String key) {
        return fields.has(key) ? new Said<>(fields.place(key), fields.texts(key)) : null;
    }
}
