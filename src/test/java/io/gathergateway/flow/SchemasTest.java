package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas are read with all their mistakes found, and checked again against what comes in at run time. */
class SchemasTest {
    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "fits",
            value = {
                "{type: string}                                  | \"x\"        | fits",
                "{type: string}                                  | 1            | must be text",
                "{type: integer}                                 | 3            | fits",
                "{type: integer}                                 | 3.0          | fits",
                "{type: integer}                                 | 3.5          | must be a whole number",
                "{type: integer}                                 | \"3\"        | must be a whole number",
                "{type: number}                                  | 1e400        | fits",
                "{type: number, maximum: 5}                      | 1e400        | must be at most 5",
                "{type: boolean}                                 | \"true\"     | must be true or false",
                "{type: [string, \"null\"]}                      | null         | fits",
                "{type: [string, integer]}                       | true         | must be of one of the types string, integer",
                "{type: list}                                    | {}           | must be a list",
                "{type: list, items: {type: integer}}            | [1, \"x\"]   | [1] must be a whole number",
                "{type: list, minItems: 1}                       | []           | must have at least 1 items",
                "{type: list, maxItems: 1}                       | [1, 2]       | must have at most 1 items",
                "{enum: [a, b]}                                  | \"c\"        | must be one of a, b",
                "{enum: [1, 2]}                                  | 2.0          | fits",
                "{type: integer, minimum: 1}                     | 0            | must be at least 1",
                "{type: number, exclusiveMaximum: 1}             | 1            | must be less than 1",
                "{type: number, exclusiveMinimum: 1}             | 1            | must be more than 1",
                "{type: string, minLength: 2}                    | \"a\"        | must have at least 2 characters",
                "{type: string, maxLength: 2}                    | \"😀😀\"     | fits",
                "{type: string, maxLength: 2}                    | \"abc\"      | must have at most 2 characters",
                "{type: string, pattern: '^[0-9]+$'}             | \"12\"       | fits",
                "{type: string, pattern: '^[0-9]+$'}             | \"12a\"      | must match ^[0-9]+$",
                "{type: object, properties: {a: {type: integer}}} | {\"a\": \"x\"} | a must be a whole number",
                "{type: object, properties: {a: {type: integer}}} | {\"a\": null}  | fits",
                "{type: object, properties: {a: {type: integer}}} | {\"b\": 1}     | fits",
                "{type: object, properties: {a: {type: integer}}, required: [a]} | {}  | a is missing",
                "{type: object, properties: {a: {type: integer}}, required: [a]} | {\"a\": null} | a is missing",
                "{type: object, properties: {a: {type: integer}}, additionalProperties: false} | {\"b\": 1} | b is not expected",
                "{type: object, additionalProperties: {type: string}} | {\"b\": 1} | b must be text",
                "{type: object, properties: {a: {type: object, properties: {b: {type: list, items: {type: string}}}}}} | {\"a\":{\"b\":[\"x\",1]}} | a.b[1] must be text",
            })
    void aValueFitsItsSchemaOrIsToldWhereNot(String schema, String value, String problem) {
        assertThat(Schemas.fits(read(schema), Words.json(value)).orElse(null)).isEqualTo(problem);
    }

    @Test
    void aPatternThatWouldTakeForEverDoesNot() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(Schemas.fits(
                                read("{type: string, pattern: '^(a+)+$'}"), Json.value("a".repeat(50_000) + "b")))
                        .isPresent());
    }

    @Test
    void whatIsWrongIsToldWithoutTheValue() {
        assertThat(Schemas.fits(read("{type: string, pattern: '^[0-9]{4}$'}"), Json.value("12345")))
                .hasValueSatisfying(problem -> assertThat(problem).doesNotContain("12345"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: { §tpe: string }                               | a needs type                      | add type: <string>",
                "a: { type: §strng }                               | type is 'strng'                   | did you mean string?",
                "a: { type: string, §minimum: 1 }                  | minimum says nothing about text   | change the type of a",
                "a: { type: string, §minLenght: 1 }                | unknown key 'minLenght' in a      | did you mean minLength?",
                "a: { type: string, minLength: §-1 }               | minLength is -1                   | from 0 to",
                "a: { type: string, minLength: 3, §maxLength: 2 }  | maxLength of a is less            | make it 3 or more",
                "a: { type: integer, minimum: §x }                 | minimum must be a number          | give a number",
                "a: { type: string, enum: §[] }                    | enum of a names no value          | list what it may be",
                "a: { type: string, enum: [ x, §3 ] }              | a value of enum must be text      | change it",
                "a: { type: string, pattern: §'(' }                | '(' is no pattern                 | RE2",
                "a: { type: string, pattern: §'(?=x)' }            | is no pattern                     | RE2",
                "a: { type: list, items: §string }                 | items must be a mapping           | indented",
                "a: { type: list, items: { type: §strin } }        | type is 'strin'                   | did you mean string?",
                "a: { type: object, properties: { b: { type: §int } } }    | type is 'int'             | did you mean integer?",
                "a: { type: object, properties: { §b-c: { type: string } } } | cannot be named         | letters, digits and _",
                "a: { type: object, properties: { b: { type: string } }, required: [ §c ] } | required is 'c' | known values: b",
                "a: { type: object, required: §[] }                | required is empty                 | leave it out",
                "a: { type: object, properties: { b: { type: object, properties: { c: {} }, required: [ §d ] } } } | required is 'd' | c",
                "§a-b: { type: string }                            | no name for a variable            | small letter",
                "§call: { type: string }                           | no variable can be called call    | choose another",
                "a: §string                                        | a must be a mapping               | indented",
                "a: { type: integer, value: §x }                   | a must be a whole number          | give a whole number",
                "a: { type: string, value: §5 }                    | a must be text                    | give text",
                "a: { type: string, §keep: 2m }                    | keep is for sensitive variables   | sensitive: true",
                "a: { type: string, sensitive: true, §value: x }   | cannot stand in the flow file     | take value out",
                "a: { type: string, sensitive: §maybe }            | must be true or false             | write true or false",
                "a: { type: string, sensitive: true, keep: §0s }   | keep is 0s                        | 1s to 4h",
                "a: { type: string, §valeu: x }                    | unknown key 'valeu'               | known words",
            })
    void aMistakeInADeclarationIsFoundWhereItIs(String marked, String what, String cure) {
        var problems = Words.problemsOf(marked.replace("§", ""));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.what()).contains(what);
            assertThat(problem.cure()).contains(cure);
        });
        assertThat(problems)
                .filteredOn(problem -> !problem.what().contains("needs type"))
                .allSatisfy(problem -> assertThat(problem.place().column()).isEqualTo(1 + marked.indexOf('§')));
    }

    @Test
    void aDeclarationIsReadWithAllItSays() {
        Words words = Words.of("""
                pin: { type: string, sensitive: true, keep: 30s, pattern: "^[0-9]{4}$", description: The PIN }
                list: { type: list, items: { type: integer }, value: [ 1, 2 ] }
                """);

        assertThat(words.variables.own().get("pin")).satisfies(pin -> {
            assertThat(pin.sensitive()).isTrue();
            assertThat(pin.keep()).isEqualTo(Duration.ofSeconds(30));
            assertThat(pin.initial()).isNull();
            assertThat(pin.schema())
                    .isEqualTo(
                            Words.json("{\"type\":\"string\",\"pattern\":\"^[0-9]{4}$\",\"description\":\"The PIN\"}"));
        });
        assertThat(words.variables.own().get("list")).satisfies(list -> {
            assertThat(list.initial()).isEqualTo(List.of(1L, 2L));
            assertThat(list.keep()).isEqualTo(Variable.KEEP);
            assertThat(list.schema()).isEqualTo(Words.json("{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}"));
        });
    }

    @Test
    void aBriefObjectRequiresWhatIsNotOptional() {
        Words words = Words.of("{}");

        assertThat(ParameterSchema.object(
                        words.yaml("{ ok: { type: boolean }, why: { type: string, enum: [ a ], optional: true } }"),
                        "gives",
                        words.problems))
                .contains((ObjectNode) Words.json("{\"type\":\"object\",\"properties\":{\"ok\":{\"type\":\"boolean\"},"
                        + "\"why\":{\"type\":\"string\",\"enum\":[\"a\"]}},\"required\":[\"ok\"]}"));
        Words.assertNothingWrong(words.problems);
    }

    private static JsonNode read(String schema) {
        Words words = Words.of("{}");
        var read = new SchemaReader(words.problems).read((YamlNode.Mapping) words.yaml(schema), "a", Set.of());
        Words.assertNothingWrong(words.problems);
        return read;
    }
}
