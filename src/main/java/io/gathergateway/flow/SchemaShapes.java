package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a value must look like, as a JSON Schema. */
final class SchemaShapes {
    private static final String DURATION = "^[0-9]{1,9}(ms|s|m|h)$";
    private static final String NAME = "^[a-z][a-z0-9_-]{0,63}$";

    private SchemaShapes() {}

    static ObjectNode of(Shape<?> shape) {
        return switch (shape) {
            case Shape.Word word ->
                type("string").put("pattern", "^(?:" + word.form().pattern() + ")$");
            case Shape.OneOf one -> words(one.words());
            case Shape.Text text -> text(text.max());
            case Shape.Flag flag -> type("boolean");
            case Shape.Time time -> type("string").put("pattern", DURATION);
            case Shape.Count count ->
                type("integer").put("minimum", count.min()).put("maximum", count.max());
            case Shape.Voice voice -> type("string").put("minLength", 1);
            case Shape.Way way -> type("string").put("pattern", NAME);
            case Shape.Ways ways -> ways(ways);
            case Shape.Group group -> group(group);
            case Shape.Steps steps -> steps();
            default -> special(shape);
        };
    }

    /** Those with a reader of their own. */
    private static ObjectNode special(Shape<?> shape) {
        if (shape.equals(PromptDraft.SHAPE) || shape.equals(Forms.SAY)) {
            return either(text(PromptDraft.MAX), prompt(shape.equals(Forms.SAY)));
        }
        if (shape.equals(PromptDraft.SEVERAL)) {
            ObjectNode list = type("array").put("minItems", 1).put("maxItems", 10);
            list.set("items", of(PromptDraft.SHAPE));
            return either(text(PromptDraft.MAX), prompt(false), list);
        }
        if (shape.equals(Forms.PLAY)) {
            return either(type("string").put("pattern", "^https?://"), prompt(true));
        }
        if (shape.equals(Forms.BRANCHES)) {
            return branches();
        }
        if (shape.equals(Forms.DIGITS)) {
            ObjectNode range = type("object").put("additionalProperties", false);
            range.withObject("/properties").set("min", digits());
            range.withObject("/properties").set("max", digits());
            return either(digits(), range);
        }
        if (shape.equals(PathRef.SHAPE)) {
            return type("string").put("minLength", 1);
        }
        if (shape.equals(Forms.PARAMETERS)
                || shape.equals(Forms.OBJECT)
                || shape.equals(Forms.TABLE)
                || shape.equals(Forms.CONDITIONS)) {
            return type("object");
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode digits() {
        return type("integer").put("minimum", 1).put("maximum", 128);
    }

    private static ObjectNode prompt(boolean telnyx) {
        ObjectNode schema = type("object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        PromptDraft.FORMS.forEach(form -> properties.set(form, type("string")));
        if (telnyx) {
            properties.set(StepGrammar.TELNYX.name(), type("object"));
        }
        return schema;
    }

    private static ObjectNode group(Shape.Group group) {
        ObjectNode mapping = FlowSchema.mapping(group.keys());
        return group.brief() == null ? mapping : either(of(group.brief().shape()), mapping);
    }

    private static ObjectNode either(ObjectNode... schemas) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.putArray("anyOf").addAll(List.of(schemas));
        return schema;
    }

    private static ObjectNode type(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode text(int max) {
        return type("string").put("maxLength", max).put("pattern", "\\S");
    }

    private static ObjectNode words(List<String> all) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode words = schema.putArray("enum");
        all.forEach(words::add);
        return schema;
    }

    private static ObjectNode ways(Shape.Ways ways) {
        ObjectNode schema = type("object");
        ObjectNode properties = schema.putObject("properties");
        ways.words().forEach(word -> properties.set(word, of(new Shape.Way())));
        if (!ways.words().isEmpty()) {
            schema.put("additionalProperties", false);
        }
        return schema.put("minProperties", 1);
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
