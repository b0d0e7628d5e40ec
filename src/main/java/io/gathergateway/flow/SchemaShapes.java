package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a value must look like, as a JSON Schema. */
final class SchemaShapes {
    static final String DURATION = "^[0-9]{1,9}(ms|s|m|h)$";
    private static final String NAME = "^[a-z][a-z0-9_-]{0,63}$";

    private static final Map<String, String> ABOUT_PROMPTS = Map.of(
            "text", "spoken text, may hold ${…}",
            "ssml", "spoken SSML; what ${…} brings is escaped",
            "audio", "the https address of audio",
            "media", "audio stored at Telnyx, by its media_name",
            "key", "a prompt of the call's language, by its key");

    private static final Map<Shape<?>, Supplier<ObjectNode>> SPECIAL = Map.ofEntries(
            Map.entry(PromptDraft.SHAPE, () -> either(text(PromptDraft.MAX), prompt(false))),
            Map.entry(PromptDraft.SEVERAL, SchemaShapes::prompts),
            Map.entry(Forms.SAY, () -> either(text(PromptDraft.MAX), prompt(true))),
            Map.entry(Forms.PLAY, () -> either(type("string").put("pattern", "^https://"), prompt(true))),
            Map.entry(Forms.BRANCHES, SchemaShapes::branches),
            Map.entry(Forms.DIGITS, SchemaShapes::range),
            Map.entry(Forms.CONDITIONS, SchemaShapes::waysOfAnyName),
            Map.entry(Forms.PARAMETERS, () -> type("object")),
            Map.entry(Forms.OBJECT, () -> type("object")),
            Map.entry(Forms.TABLE, () -> type("object")),
            Map.entry(PathRef.SHAPE, () -> type("string").put("minLength", 1)),
            Map.entry(StepGrammar.MESSAGES.shape(), SchemaShapes::messages),
            Map.entry(Grammar.LANGUAGES.shape(), SchemaTops::languages),
            Map.entry(Grammar.VARS.shape(), () -> SchemaTops.variables(true)),
            Map.entry(Grammar.TAKES.shape(), () -> SchemaTops.variables(false)),
            Map.entry(Grammar.HOURS.shape(), SchemaTops::hours),
            Map.entry(Grammar.TARGETS.shape(), SchemaTops::targets));

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
            case Ways ways -> ways(ways);
            case Shape.Group group -> group(group);
            case Shape.Steps steps -> steps();
            default -> special(shape);
        };
    }

    /** A shape with a reader of its own that is not here takes anything. */
    private static ObjectNode special(Shape<?> shape) {
        return SPECIAL.getOrDefault(shape, JsonNodeFactory.instance::objectNode).get();
    }

    private static ObjectNode prompts() {
        ObjectNode list = type("array").put("minItems", 1).put("maxItems", 10);
        list.set("items", of(PromptDraft.SHAPE));
        return either(text(PromptDraft.MAX), prompt(false), list);
    }

    private static ObjectNode range() {
        ObjectNode range = type("object").put("additionalProperties", false);
        range.withObject("/properties").set("min", digits().put("description", "at least so many, 1 if left out"));
        range.withObject("/properties").set("max", digits().put("description", "at most so many"));
        return either(digits(), range);
    }

    private static ObjectNode messages() {
        ObjectNode list = type("array").put("minItems", 1);
        list.set("items", type("object"));
        return either(type("string").put("minLength", 1), list);
    }

    private static ObjectNode digits() {
        return type("integer").put("minimum", 1).put("maximum", 128);
    }

    private static ObjectNode prompt(boolean telnyx) {
        ObjectNode schema = type("object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        PromptDraft.FORMS.forEach(form ->
                properties.set(form, type("string").put("description", ABOUT_PROMPTS.getOrDefault(form, form))));
        if (telnyx) {
            properties.set(StepGrammar.TELNYX.name(), type("object").put("description", StepGrammar.TELNYX.about()));
        }
        return schema;
    }

    private static ObjectNode group(Shape.Group group) {
        ObjectNode mapping = FlowSchema.mapping(group.keys());
        return group.brief() == null ? mapping : either(of(group.brief().shape()), mapping);
    }

    static ObjectNode either(ObjectNode... schemas) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.putArray("anyOf").addAll(List.of(schemas));
        return schema;
    }

    static ObjectNode type(String type) {
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

    private static ObjectNode ways(Ways ways) {
        if (ways.words().isEmpty()) {
            return waysOfAnyName();
        }
        ObjectNode schema = type("object");
        ObjectNode properties = schema.putObject("properties");
        ways.words().forEach(word -> properties.set(word, of(new Shape.Way())));
        return schema.put("additionalProperties", false).put("minProperties", 1);
    }

    private static ObjectNode waysOfAnyName() {
        ObjectNode schema = type("object").put("minProperties", 1);
        schema.set("additionalProperties", of(new Shape.Way()));
        return schema;
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
