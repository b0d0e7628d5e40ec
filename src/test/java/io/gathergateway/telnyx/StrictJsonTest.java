package io.gathergateway.telnyx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.telnyx.StrictJson.Parsed;
import io.gathergateway.telnyx.StrictJson.Problem;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("overlong slash", bytes("[\"", 0xC0, 0xAF, "\"]"), Problem.NOT_UTF8),
                arguments("overlong NUL", bytes("[\"", 0xC0, 0x80, "\"]"), Problem.NOT_UTF8),
                arguments("overlong in three bytes", bytes("[\"", 0xE0, 0x80, 0xAF, "\"]"), Problem.NOT_UTF8),
                arguments("overlong quote", bytes("[", 0xC0, 0xA2, "a", 0xC0, 0xA2, "]"), Problem.NOT_UTF8),
                arguments("surrogate as bytes", bytes("[\"", 0xED, 0xA0, 0x80, "\"]"), Problem.NOT_UTF8),
                arguments("beyond U+10FFFF", bytes("[\"", 0xF4, 0x90, 0x80, 0x80, "\"]"), Problem.NOT_UTF8),
                arguments("cut-off sequence", bytes("[\"", 0xE2, 0x82), Problem.NOT_UTF8),
                arguments("lone continuation", bytes("[\"", 0x80, "\"]"), Problem.NOT_UTF8),
                arguments("UTF-16 with mark", "{\"a\":1}".getBytes(UTF_16), Problem.NOT_UTF8),
                arguments("UTF-16 without mark", "{\"a\":1}".getBytes(UTF_16LE), Problem.SYNTAX),
                arguments("UTF-8 mark", bytes(0xEF, 0xBB, 0xBF, "{}"), Problem.BYTE_ORDER_MARK),
                arguments("nothing", text(""), Problem.SYNTAX),
                arguments("white space", text(" \n"), Problem.SYNTAX),
                arguments("block comment", text("{/* c */}"), Problem.SYNTAX),
                arguments("line comment", text("{} // c"), Problem.SYNTAX),
                arguments("hash comment", text("# c\n{}"), Problem.SYNTAX),
                arguments("single quotes", text("{'a':1}"), Problem.SYNTAX),
                arguments("unquoted name", text("{a:1}"), Problem.SYNTAX),
                arguments("trailing comma in object", text("{\"a\":1,}"), Problem.SYNTAX),
                arguments("trailing comma in array", text("[1,]"), Problem.SYNTAX),
                arguments("NaN", text("[NaN]"), Problem.SYNTAX),
                arguments("Infinity", text("[-Infinity]"), Problem.SYNTAX),
                arguments("leading zero", text("[01]"), Problem.SYNTAX),
                arguments("leading plus", text("[+1]"), Problem.SYNTAX),
                arguments("leading point", text("[.5]"), Problem.SYNTAX),
                arguments("trailing point", text("[1.]"), Problem.SYNTAX),
                arguments("hexadecimal", text("[0x1]"), Problem.SYNTAX),
                arguments("bad escape", text("[\"\\x\"]"), Problem.SYNTAX),
                arguments("raw line end in text", text("[\"a\nb\"]"), Problem.SYNTAX),
                arguments("raw NUL in text", text("[\"a\0b\"]"), Problem.SYNTAX),
                arguments("unclosed object", text("{\"a\":{"), Problem.SYNTAX),
                arguments("unclosed array", text("[1"), Problem.SYNTAX),
                arguments("unclosed text", text("[\"a"), Problem.SYNTAX),
                arguments("wrong bracket", text("{\"a\":1]"), Problem.SYNTAX),
                arguments("lonely name", text("{\"a\"}"), Problem.SYNTAX),
                arguments("two values", text("{}{}"), Problem.TRAILING_CONTENT),
                arguments("value and bracket", text("{}]"), Problem.SYNTAX),
                arguments("repeated key", text("{\"a\":1,\"a\":1}"), Problem.DUPLICATE_KEY),
                arguments("repeated key, escaped", text("{\"a\":1,\"\\u0061\":1}"), Problem.DUPLICATE_KEY),
                arguments("repeated key, deep", text("[{\"x\":{\"a\":1,\"b\":2,\"a\":3}}]"), Problem.DUPLICATE_KEY),
                arguments("too deep", text("[".repeat(65) + "]".repeat(65)), Problem.TOO_LARGE),
                arguments("bottomless", text("{\"a\":".repeat(40_000)), Problem.TOO_LARGE),
                arguments("long name", text("{\"" + "n".repeat(257) + "\":1}"), Problem.TOO_LARGE),
                arguments("long number", text("[" + "9".repeat(65) + "]"), Problem.TOO_LARGE),
                arguments("long fraction", text("[0." + "9".repeat(65) + "]"), Problem.TOO_LARGE),
                arguments("beyond double", text("[1e400]"), Problem.NUMBER_OUT_OF_RANGE),
                arguments("far beyond double", text("[-1e999999999]"), Problem.NUMBER_OUT_OF_RANGE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void whatIsNotStrictJsonIsRefusedWithAReason(String what, byte[] bytes, Problem problem) {
        assertThat(StrictJson.parse(bytes)).as(what).isEqualTo(new Parsed.Malformed(problem));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "\"text\"",
                "0",
                "-0",
                "-12.5e-3",
                "123456789012345678901234567890",
                "9223372036854775807",
                " {\t\"a\" : [ 1 , 2.5, null, false, {\"b\":\"\"} ] }\r\n",
                "{\"a\":{\"a\":1},\"b\":{\"a\":1}}",
                "[\"\\u0000\\n\\t\\\"\\\\\\/\\u00e9\"]",
                "[\"é漢😀\"]",
                "[\"\\ud83d\\ude00\"]"
            })
    void whatIsStrictJsonIsReadAsJacksonReadsIt(String json) throws JsonProcessingException {
        assertThat(tree(json.getBytes(UTF_8))).isEqualTo(JACKSON.readTree(json));
    }

    @Test
    void theBoundsThemselvesAreAllowed() {
        assertThat(StrictJson.parse(text("[".repeat(64) + "]".repeat(64)))).isInstanceOf(Parsed.Tree.class);
        assertThat(StrictJson.parse(text("{\"" + "n".repeat(256) + "\":1}"))).isInstanceOf(Parsed.Tree.class);
        assertThat(StrictJson.parse(text("[" + "9".repeat(64) + "]"))).isInstanceOf(Parsed.Tree.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\ude00", "\\ude00\\ud83d", "a\\ud83d b"})
    void halfASurrogatePairIsReplacedSoThatTheTreeCanBeWrittenAgain(String escaped) throws Exception {
        JsonNode tree = tree(text("{\"" + escaped + "\":\"" + escaped + "\"}"));
        assertThat(tree.toString()).contains("\uFFFD");
        assertThat(tree(JACKSON.writeValueAsBytes(tree))).isEqualTo(tree);
    }

    @Test
    void onlyTheGivenRangeIsRead() {
        byte[] bytes = text("1700000000|{\"a\":1}rest");
        assertThat(StrictJson.parse(bytes, 11, 7)).isEqualTo(StrictJson.parse(text("{\"a\":1}")));
    }

    private static JsonNode tree(byte[] json) {
        return switch (StrictJson.parse(json)) {
            case Parsed.Tree(JsonNode value) -> value;
            case Parsed.Malformed(Problem problem) -> throw new AssertionError(problem);
        };
    }

    private static byte[] text(String json) {
        return json.getBytes(UTF_8);
    }

    /** ASCII text and single bytes, in a row. */
    private static byte[] bytes(Object... parts) {
        StringBuilder latin = new StringBuilder();
        for (Object part : parts) {
            latin.append(part instanceof Integer one ? String.valueOf((char) one.intValue()) : part.toString());
        }
        return latin.toString().getBytes(ISO_8859_1);
    }
}
