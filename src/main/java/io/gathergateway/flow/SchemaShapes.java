package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a value must look like, as a JSON Schema. */
final class SchemaShapes {
    private static final String DURATION = "^[0-9]{1,9}(ms|s|m|h)$";
    private static final String NAME = "^[a-z][a-z0-9_-]{0,63}$";

    private SchemaShapes() {}

    static ObjectNode of(Shape<?> shape) {
        return switch (shape) {
            case Shape.Word word ->
                type("string").put("pattern", "^(?:" + word.form().pattern() + ")$");
            case Shape.OneOf one -> words(one);
            case Shape.Prompt prompt -> text(prompt.max());
            case Shape.Prompts prompts -> prompts(prompts);
            case Shape.Time time -> type("string").put("pattern", DURATION);
            case Shape.Count count ->
                type("integer").put("minimum", count.min()).put("maximum", count.max());
            case Shape.Voice voice -> type("string").put("minLength", 1);
            case Shape.Way way -> type("string").put("pattern", NAME);
            case Shape.Ways ways -> ways(ways);
            case Shape.Branches branches -> branches();
            case Shape.Parameters parameters -> type("object").put("minProperties", 1);
            case Shape.Group group -> FlowSchema.mapping(group.keys());
            case Shape.Steps steps -> steps();
        };
    }

    private static ObjectNode type(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode text(int max) {
        return type("string").put("maxLength", max).put("pattern", "\\S");
    }

    private static ObjectNode words(Shape.OneOf one) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode words = schema.putArray("enum");
        one.words().forEach(words::add);
        return schema;
    }

    private static ObjectNode prompts(Shape.Prompts prompts) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode any = schema.putArray("anyOf");
        any.add(of(prompts.each()));
        ObjectNode list = type("array").put("maxItems", prompts.most());
        list.set("items", of(prompts.each()));
        any.add(list);
        return schema;
    }

    private static ObjectNode ways(Shape.Ways ways) {
        ObjectNode schema = type("object");
        ObjectNode properties = schema.putObject("properties");
        ways.words().forEach(word -> properties.set(word, of(new Shape.Way())));
        return schema.put("additionalProperties", false).put("minProperties", 1);
    }

    private static ObjectNode branches() {
        ObjectNode schema = type("array").put("minItems", 1);
        schema.set("items", FlowSchema.mapping(Grammar.BRANCH));
        return schema;
    }

    private static ObjectNode steps() {
        ObjectNode schema = type("object").put("minProperties", 1).put("maxProperties", Grammar.MAX_STEPS);
        schema.putObject("propertyNames").put("pattern", NAME);
        schema.set("additionalProperties", FlowSchema.stepReference());
        return schema;
    }
}
