package io.gathergateway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Typed access: right values are given, every wrong one is told, and reading goes on. */
class FieldsTest {
    enum Colour {
        RED,
        DARK_BLUE
    }

    private final Problems problems = new Problems();

    @Test
    void rightValuesAreGivenInTheirTypes() {
        Fields fields = fields("""
                name: desk
                port: 8080
                wait: 1500ms
                loud: true
                colour: dark_blue
                one: a
                many: [ a, b ]
                nothing:
                below: { x: 1 }
                list: [ { x: 1 }, { x: 2 } ]
                """);

        assertThat(fields.text("name")).isEqualTo("desk");
        assertThat(fields.integer("port", 1, 65535)).isEqualTo(8080);
        assertThat(fields.duration("wait", Duration.ofSeconds(1), Duration.ofSeconds(2)))
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(fields.bool("loud", false)).isTrue();
        assertThat(fields.choice("colour", Colour.class, Colour.RED)).isEqualTo(Colour.DARK_BLUE);
        assertThat(fields.texts("one")).containsExactly("a");
        assertThat(fields.texts("many")).containsExactly("a", "b");
        assertThat(fields.optionalText("nothing")).isEmpty();
        assertThat(fields.text("absent", "stand-in")).isEqualTo("stand-in");
        assertThat(fields.integer("absent", 1, 9, 5)).isEqualTo(5);
        assertThat(fields.mapping("below").map(below -> below.integer("x", 0, 9)))
                .contains(1);
        assertThat(fields.mappings("list", item -> item.integer("x", 0, 9))).containsExactly(1, 2);
        assertThat(fields.place("wait")).isEqualTo(new Place("f", 3, 1));
        fields.done();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void everyMistakeIsToldInOneReading() {
        Fields fields = fields("""
                name: 7
                port: 70000
                wait: 90
                loud: yes
                colour: dark-bleu
                many: [ a, [ b ] ]
                below: text
                prot: 1
                """);

        fields.text("name");
        fields.text("missing");
        fields.integer("port", 1, 65535);
        fields.duration("wait", Duration.ofSeconds(1), Duration.ofMinutes(2));
        fields.bool("loud", false);
        fields.choice("colour", Colour.class, Colour.RED);
        fields.texts("many");
        fields.mapping("below");
        fields.done();

        assertThat(problems.render()).isEqualTo("""
                f:1:1: the file needs missing; add missing: <text>
                f:1:7: name must be text, not a number; put it in quotes: "7"
                f:2:7: port is 70000; give a whole number from 1 to 65535
                f:3:7: wait must be a duration, not '90'; give 1s to 2m, with a unit of ms, s, m or h; seconds are written 90s
                f:4:7: loud must be true or false, not 'yes'; write true or false
                f:5:9: colour is 'dark-bleu'; did you mean dark_blue? known values: red, dark_blue
                f:6:12: many must be text, not a list; write the text after the colon
                f:7:8: below must be a mapping, not text; write its keys below it, indented
                f:8:1: unknown key 'prot' in the file; did you mean port? known keys: name, missing, port, wait, loud, \
                colour, many, below""");
    }

    @ParameterizedTest
    @CsvSource({
        "6s, 6000, 6s",
        "500ms, 500, 500ms",
        "2m, 120000, 2m",
        "1h, 3600000, 1h",
        "90s, 90000, 90s",
        "0s, 0, 0s",
        "3600s, 3600000, 1h",
        "60000ms, 60000, 1m",
    })
    void aDurationIsReadAndWritten(String text, long millis, String written) {
        Duration duration = Durations.parse(text).orElseThrow();

        assertThat(duration).hasMillis(millis);
        assertThat(Durations.written(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"6", "s", "-1s", "1.5s", "6 s", "6S", "1d", "1m30s", "9999999999s", "''"})
    void whatIsNoDurationIsNone(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "timout, timeout",
        "timeuot, timeout",
        "no-input, no_input",
        "KEYS, keys",
        "int, integer",
        "xyz, ",
        "t, ",
        "'', ",
    })
    void theNearestKnownWordIsGuessedOnlyWhenItIsNear(String word, String nearest) {
        assertThat(Nearest.to(word, List.of("timeout", "no_input", "keys", "integer")))
                .isEqualTo(Optional.ofNullable(nearest));
    }

    @Test
    void theNumberOfProblemsIsBoundedAndTheRestCounted() {
        for (int i = 1; i <= Problems.MAX + 5; i++) {
            problems.add(new Place("f", i, 1), "what", "cure");
        }

        assertThat(problems.list()).hasSize(Problems.MAX);
        assertThat(problems.size()).isEqualTo(Problems.MAX + 5);
        assertThat(problems.render()).endsWith("\nand 5 more");
    }

    @Test
    void aMessageNeverBreaksTheLineItStandsIn() {
        assertThat(Problems.quoted("a\nb\u001b[31m" + "x".repeat(100))).isEqualTo("'a b [31m" + "x".repeat(52) + "…'");
    }

    private Fields fields(String yaml) {
        return YamlReader.read("f", yaml, problems)
                .flatMap(node -> Fields.of(node, "the file", problems))
                .orElseThrow();
    }
}
