package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON Schema of what stands at the top of a flow file and has a reader of its own. */
final class SchemaTops {
    private static final String NAME = "^[a-z][a-z0-9_]{0,63}$";
    private static final String DAYS = "^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$";
    private static final String HOURS = "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$";
    private static final String DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

    private SchemaTops() {}

    static ObjectNode targets() {
        return oneOrMore(SchemaShapes.of(Grammar.TARGET));
    }

    /** What is declared under {@code vars} and {@code takes}: only the first may have a value. */
    static ObjectNode variables(boolean withValue) {
        return named(variable(withValue));
    }

    static ObjectNode languages() {
        ObjectNode language = SchemaShapes.type("object");
        ObjectNode properties = language.putObject("properties");
        properties.set("voice", described(SchemaShapes.of(new Shape.Voice()), "the voice of this language"));
        properties.set("prompts", described(pattern("\\.ya?ml$"), "a file beside the flow: its prompts, by key"));
        language.put("additionalProperties", false);
        ObjectNode schema = SchemaShapes.type("object").put("minProperties", 1);
        ObjectNode tags = schema.putObject("properties");
        Grammar.TAG.words().forEach(tag -> tags.set(tag, described(language.deepCopy(), "how " + tag + " is spoken")));
        return schema.put("additionalProperties", false);
    }

    /** A declaration: JSON Schema's words, and ours beside them. */
    private static ObjectNode variable(boolean withValue) {
        ObjectNode schema = SchemaShapes.type("object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("type").put("description", "string, integer, number, boolean, array or object");
        if (withValue) {
            properties.putObject("value").put("description", "its value when the flow begins");
        }
        properties.set(
                "sensitive",
                described(SchemaShapes.type("boolean"), "whether it is kept out of journal, logs and results"));
        properties.set(
                "keep",
                described(
                        pattern(SchemaShapes.DURATION),
                        "a sensitive value is forgotten after this time, 2m if left out"));
        schema.putArray("anyOf").addAll(List.of(required("type"), required("enum")));
        return schema;
    }

    static ObjectNode hours() {
        return named(openingHours());
    }

    private static ObjectNode openingHours() {
        ObjectNode schema = required("zone", "weekly").put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.set("zone", described(SchemaShapes.type("string"), "the time zone, such as America/Chicago"));
        ObjectNode weekly = SchemaShapes.type("object");
        weekly.putObject("propertyNames").put("pattern", DAYS);
        weekly.set("additionalProperties", oneOrMore(pattern(HOURS)));
        properties.set("weekly", described(weekly, "days and hours, as in mon-fri: \"08:00-18:00\""));
        properties.set("holidays", described(oneOrMore(pattern(DATE)), "closed all day, as in 2026-12-25"));
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode named(ObjectNode each) {
        ObjectNode schema = SchemaShapes.type("object");
        schema.putObject("propertyNames").put("pattern", NAME);
        schema.set("additionalProperties", each);
        return schema;
    }

    private static ObjectNode oneOrMore(ObjectNode each) {
        ObjectNode list = SchemaShapes.type("array");
        list.set("items", each);
        return SchemaShapes.either(each, list);
    }

    private static ObjectNode required(String... keys) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        for (String key : keys) {
            schema.withArray("/required").add(key);
        }
        return schema;
    }

    private static ObjectNode pattern(String pattern) {
        return SchemaShapes.type("string").put("pattern", pattern);
    }

    private static ObjectNode described(ObjectNode schema, String about) {
        return schema.put("description", about);
    }
}
