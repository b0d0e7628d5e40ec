package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.Durations;
import java.time.Duration;
import java.util.List;

/**
 * The grammar as a JSON Schema, for editors: made from the same table that the reader uses. It takes every flow the
 * reader takes; what only the reader can see, such as a way to a step that is not there, it lets pass.
 */
public final class FlowSchema {
    private static final String STEP = "step";
    private static final String REF = "#/$defs/";

    private FlowSchema() {}

    /** The schema, of draft 2020-12; each call gives a new one. */
    public static ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "A call flow of Gather Gateway");
        schema.setAll(SchemaShapes.of(Grammar.FILE));
        ObjectNode defs = schema.putObject("$defs");
        defs.set(STEP, step());
        for (Kind kind : Kind.values()) {
            defs.set(kind.key(), kind(kind));
        }
        return schema;
    }

    /** What a step may be; the reader's word for a kind alone is a text. */
    static ObjectNode stepReference() {
        return JsonNodeFactory.instance.objectNode().put("$ref", REF + STEP);
    }

    private static ObjectNode step() {
        ObjectNode step = JsonNodeFactory.instance.objectNode();
        step.put("description", "A step: the key that says its kind, and beside it where it leads");
        ArrayNode any = step.putArray("anyOf");
        ArrayNode words = any.addObject()
                .put("description", "a kind that needs nothing else")
                .putArray("enum");
        for (Kind kind : Kind.values()) {
            any.addObject().put("$ref", REF + kind.key());
            if (!StepGrammar.of(kind).body().required() && kind.outcomes().isEmpty()) {
                words.add(kind.key());
            }
        }
        return step;
    }

    private static ObjectNode kind(Kind kind) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object").put("description", kind.about());
        ObjectNode properties = schema.putObject("properties");
        properties.set(
                StepGrammar.of(kind).body().name(),
                property(StepGrammar.of(kind).body()));
        StepGrammar.of(kind).beside().forEach(key -> properties.set(key.name(), property(key)));
        kind.outcomes().forEach(outcome -> properties.set(outcome.key(), property(Grammar.way(outcome))));
        if (kind.outcomes().contains(Outcome.NEXT)) {
            properties.set(StepGrammar.CHOOSE.name(), property(StepGrammar.CHOOSE));
        }
        ArrayNode required =
                schema.putArray("required").add(StepGrammar.of(kind).body().name());
        StepGrammar.of(kind).beside().stream().filter(Key::required).forEach(key -> required.add(key.name()));
        return schema.put("additionalProperties", false);
    }

    /** A mapping with these keys and no others. */
    static ObjectNode mapping(List<? extends Key<?>> keys) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        keys.forEach(key -> properties.set(key.name(), property(key)));
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        keys.stream().filter(Key::required).forEach(key -> required.add(key.name()));
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode property(Key<?> key) {
        ObjectNode schema = SchemaShapes.of(key.shape());
        // Beside a reference a description is a matter of the place, not of what is referred to.
        schema.put("description", key.about() + " (" + key.shape().says() + ")");
        switch (key.orElse()) {
            case Duration duration -> schema.put("default", Durations.written(duration));
            case Integer number -> schema.put("default", number);
            case String text -> schema.put("default", text);
            case null, default -> {}
        }
        return schema;
    }
}
