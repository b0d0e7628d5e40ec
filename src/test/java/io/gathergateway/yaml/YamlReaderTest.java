package io.gathergateway.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** YAML is read by one small schema, with places, and nothing hostile gets far. */
class YamlReaderTest {
    record Written(String yaml, @Nullable Object value) {}

    static Stream<Written> scalars() {
        return Stream.of(
                new Written("true", true),
                new Written("false", false),
                new Written("null", null),
                new Written("~", null),
                new Written("", null),
                new Written("0", 0L),
                new Written("-12", -12L),
                new Written("9223372036854775807", Long.MAX_VALUE),
                new Written("9223372036854775808", 9.223372036854776E18),
                new Written("1.5", 1.5),
                new Written("1e3", 1000.0),
                new Written("1e999", "1e999"),
                // What other readers of YAML make something else of.
                new Written("no", "no"),
                new Written("on", "on"),
                new Written("Yes", "Yes"),
                new Written("True", "True"),
                new Written("NULL", "NULL"),
                new Written("+13125550100", "+13125550100"),
                new Written("0123", "0123"),
                new Written("0x1F", "0x1F"),
                new Written("0o17", "0o17"),
                new Written("1_000", "1_000"),
                new Written("12:30:45", "12:30:45"),
                new Written("2026-01-02", "2026-01-02"),
                new Written(".5", ".5"),
                new Written("5.", "5."),
                new Written(".inf", ".inf"),
                new Written("=", "="),
                new Written("<<", "<<"),
                // In quotes everything is text.
                new Written("\"1\"", "1"),
                new Written("'true'", "true"),
                new Written("\"\"", ""),
                new Written("'it''s'", "it's"),
                new Written("\"a\\u0041\\n\"", "aA\n"),
                new Written("|\n  a\n  b\n", "a\nb\n"),
                new Written(">-\n  a\n  b\n", "a b"));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void aScalarMeansWhatItMeansInJsonAndElseItIsText(Written written) {
        assertThat(value("key: " + written.yaml())).isEqualTo(written.value());
    }

    @ParameterizedTest
    @CsvSource({
        "'k: ab#cd',             1, 6",
        "'k: \"ab#cd\"',         1, 7",
        "'k: \"\\x61\\tb#cd\"',  1, 12",
        "'k: ''a''''#cd''',      1, 8",
        "'k: |  # c\n  a\n\n  b#cd', 4, 4",
        "'k: >-\n   a b\n   c#d',   3, 5",
        "'k: a\n   b\n   #c',       3, 4",
        "'k: \"a\\\n   b  #c\"',     2, 7",
        "'k: \"\\U0001F600😀 #c\"', 1, 17",
    })
    void everyCharacterOfATextIsFoundInTheFileWhateverItsStyle(String yaml, int line, int column) {
        String escaped = yaml.startsWith("k: a\n") ? yaml.replace("#", "x") : yaml;
        YamlNode.Scalar scalar = scalar(escaped);
        int offset = scalar.text().indexOf(escaped.equals(yaml) ? '#' : 'x');

        assertThat(offset).isNotNegative();
        assertThat(scalar.placeOf(offset)).isEqualTo(new Place("f", line, column));
    }

    record Bad(String yaml, String place, String what, String cure) {}

    static Stream<Bad> bad() {
        return Stream.of(
                new Bad("", "1:1", "the file is empty", "examples"),
                new Bad("# only a comment\n", "1:1", "the file is empty", "examples"),
                new Bad("a: 1\nb: 2\na: 3", "3:1", "'a' stands here a second time, first on line 1", "one of them"),
                new Bad("\"1\": a\n1: b", "2:1", "'1' stands here a second time", "one of them"),
                new Bad("a: &x 1", "1:4", "anchors", "write the value out"),
                new Bad("a: 1\nb: *x", "2:4", "anchors", "write the value out"),
                new Bad("a: !!str 5", "1:4", "tags are not used", "take it out"),
                new Bad("a: !Object [x]", "1:4", "tags are not used", "take it out"),
                new Bad("a: 1\n---\nb: 2", "2:1", "a second document", "one document"),
                new Bad("? [a]\n: b", "1:3", "a key that is a list", "plain word"),
                new Bad("a:\n\tb: 1", "2:1", "a tab", "indent with spaces"),
                new Bad("a: say: this", "1:7", "a colon", "in quotes"),
                new Bad("a: \"b\nc: d", "1:4", "not closed", "close it"),
                new Bad("s:\n  a: { say: Hello: press one }\n", "2:18", "a : in a text", "in quotes (\"…\")"),
                new Bad("s:\n  a: { say: 'I'm sorry' }\n", "2:13", "ends too early", "double quotes (\"…\")"),
                new Bad("s:\n  a:\n    say: 'I'm sorry'\n", "3:10", "ends too early", "double quotes"),
                new Bad("a: { say: \"He said \"hello\" to me\" }", "1:11", "ends too early", "written \\\""),
                new Bad("a: { say: Hello {name} }", "1:17", "a { in a text", "in quotes (\"…\")"),
                new Bad("a: { say: Hello ${name}, next: b }", "1:18", "a { in a text", "in quotes (\"…\")"),
                new Bad("a: { say: \"x\" next: b }", "1:15", "not YAML", "check the commas"),
                new Bad("a: { say: \"Hello }\nb: hangup\n", "1:11", "not closed", "close it"),
                new Bad("a: { say: \"Hello }\nb: { \"1\": x }\n", "1:11", "not closed", "close it"),
                new Bad("a:\n  say: \"Hello\n  next: b\nb: hangup\n", "2:8", "not closed", "close it"),
                new Bad("a:\n  say: \"Hello\n  next: b\nb: { \"1\": a }\n", "2:8", "not closed", "close it"),
                new Bad("a: |\n  it's\nb: it's, \"x # '\nc: { d: it's, e: \"f }", "4:18", "not closed", "close it"),
                new Bad("*: b", "1:2", "a * that is not in quotes", "\"*\""),
                new Bad("a: { b: 1\nc: 2", "2:2", "not YAML", "began at 1:4"),
                new Bad("a: [1, 2\n", "2:1", "not YAML", "began at 1:4"),
                new Bad("a: b\u0001", "1:5", "U+0001", "take it out"),
                new Bad("a: 1\n b: 2", "2:3", "", "indentation"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatIsNotOurYamlIsToldWithPlaceAndCure(Bad bad) {
        Problems problems = new Problems();
        YamlReader.read("f", bad.yaml(), problems);

        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.place()).hasToString("f:" + bad.place());
            assertThat(problem.what()).contains(bad.what());
            assertThat(problem.cure()).contains(bad.cure());
        });
    }

    static Stream<Bad> hostile() {
        String lol = "a: &a [x,x,x,x,x,x,x,x,x]\n";
        StringBuilder laughs = new StringBuilder(lol);
        for (char c = 'b'; c < 'k'; c++) {
            String before = "*" + (char) (c - 1);
            laughs.append("%c: &%c [%s]\n".formatted(c, c, String.join(",", List.of(before, before, before, before))));
        }
        return Stream.of(
                new Bad(laughs.toString(), "1:4", "anchors", ""),
                new Bad("a: &a [*a]", "1:4", "anchors", ""),
                new Bad("[".repeat(1_000_000), "1:33", "nested deeper than 32", ""),
                new Bad("{a: ".repeat(200_000), "1:", "nested deeper than 32", ""),
                new Bad("- ".repeat(500_000), "1:65", "nested deeper than 32", ""),
                new Bad("[" + "a,".repeat(500_000) + "]", "1:", "more than 50000 values", ""),
                new Bad("a: " + "x".repeat(1 << 20), "1:1", "larger than 1 MiB", ""));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileFileIsRefusedFast(Bad bad) {
        Problems problems = new Problems();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> YamlReader.read("f", bad.yaml(), problems));

        assertThat(problems.list().getFirst().place().toString()).startsWith("f:" + bad.place());
        assertThat(problems.list().getFirst().what()).contains(bad.what());
        assertThat(problems.list()).hasSizeLessThanOrEqualTo(Problems.MAX);
    }

    @Test
    void noTextMakesTheReaderThrow() {
        Random random = new Random(20261123);
        String base = "a: { b: [1, 'x', \"y\\n\"], c: |\n   text\n }\nd: *e\nf: &g !h i\n? [j]\n: k\n--- %Y\n#\t";
        String alphabet = "{}[]:,-?*&!|>'\"%@`#\\\n\t \u0000\u0085\uFEFF\uD83Dxu1U~";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder(base);
            for (int change = random.nextInt(6); change >= 0; change--) {
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.insert(at, c);
                } else {
                    text.setCharAt(at, c);
                }
            }
            assertThatCode(() -> YamlReader.read("f", text.toString(), new Problems()))
                    .as(text.toString())
                    .doesNotThrowAnyException();
        }
    }

    private static @Nullable Object value(String yaml) {
        return scalar(yaml).value();
    }

    private static YamlNode.Scalar scalar(String yaml) {
        Problems problems = new Problems();
        YamlNode root = YamlReader.read("f", yaml, problems).orElseThrow();
        assertThat(problems.list()).isEmpty();
        return (YamlNode.Scalar)
                ((YamlNode.Mapping) root).entries().values().iterator().next().value();
    }
}
