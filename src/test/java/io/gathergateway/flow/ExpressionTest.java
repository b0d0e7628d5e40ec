package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What conditions and templates give for the values of a call; they never fail. */
class ExpressionTest {
    private static final String FLOW = """
            flow: f
            start: ask
            on: { failed: bye, invalid: bye }
            steps:
              ask:
                gather_ai:
                  parameters:
                    name: { type: string }
                    age: { type: integer }
                    price: { type: number }
                    vip: { type: boolean }
                    tags: { type: array }
                    more: { type: object }
                into: request
                next: route
              route:
                choose:
                  - { when: CONDITION, go: text }
                  - { go: bye }
              text:
                say: TEMPLATE
                next: bye
              bye: hangup
            """;

    @ParameterizedTest(name = "age {1}: {0}")
    @CsvSource({
        "request.age >= 18,                       18,    true",
        "request.age >= 18,                       18.0,  true",
        "request.age >= 18,                       17.5,  false",
        "request.age > 17.5,                      18,    true",
        "request.age == 18,                       18.0,  true",
        "request.age == 18.0,                     18,    true",
        "request.age != 18,                       18.0,  false",
        "'request.age in [17, 18]',               18.0,  true",
        "'request.age in [17.0, 18.0]',           18,    true",
        "request.age + 1 == 19,                   18.0,  true",
        "request.age * 1.5 == 27.0,               18,    true",
        "request.price * 2 > 30,                  15.5,  true",
        "request.age % 2 == 0,                    18,    true",
        "request.age == 9007199254740993,         9007199254740993, true",
        // Of another type than the schema says, or not there: it does not hold.
        "request.age >= 18,                       '\"18\"', false",
        "request.age >= 18,                       null,  false",
        "request.age < 18,                        null,  false",
        "!(request.age >= 18),                    null,  false",
        "has(request.age),                        null,  false",
        "has(request.age),                        0,     true",
        "request.vip || request.age > 1,          2,     true",
        "request.age / 0 == 1,                    18,    false",
    })
    void aNumberComparesAsANumberHoweverItArrives(String condition, String age, boolean holds) throws IOException {
        Map<String, Object> values = json("{\"request\":{\"age\":%s,\"price\":%s}}".formatted(age, age));

        assertThat(condition(condition).holds(values)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "request.name == \"Ada\",                  true",
        "request.name.startsWith(\"A\"),           true",
        "'request.name in [\"Ada\", \"Bob\"]',     true",
        "'request.name.matches(\"^A.*a$\")',       true",
        "request.vip,                              true",
        "request.vip && call.from == \"+13125550100\", true",
        "'request.tags.exists(t, t == \"new\")',   true",
        "request.more.city == \"Paris\",           true",
        "request.more.town == \"Paris\",           false",
        "call.to == \"\",                          false",
    })
    void aConditionSeesTheCallAndTheResult(String condition, boolean holds) {
        Map<String, Object> values = Map.of(
                "call", Map.of("from", "+13125550100"),
                "request",
                        Map.of(
                                "name",
                                "Ada",
                                "vip",
                                true,
                                "tags",
                                List.of("old", "new"),
                                "more",
                                Map.of("city", "Paris")));

        assertThat(condition(condition).holds(values)).isEqualTo(holds);
    }

    @Test
    void aResultAsAJsonTreeIsWorthTheSameAsOneInMaps() throws IOException {
        var tree = new ObjectMapper().readTree("{\"name\":\"Ada\",\"age\":30,\"vip\":null,\"tags\":[1,null,\"x\"]}");

        assertThat(condition("request.age == 30 && !has(request.vip)").holds(Map.of("request", tree)))
                .isTrue();
        assertThat(template("${request.name}: ${request.tags}").render(Map.of("request", tree)))
                .isEqualTo("Ada: 1, x");
    }

    @Test
    void nothingIsKnownBeforeTheStepThatFillsIt() {
        for (String condition :
                List.of("request.name == \"Ada\"", "request.vip", "!request.vip", "!has(request.vip)")) {
            assertThat(condition(condition).holds(Map.of())).as(condition).isFalse();
        }
        assertThatThrownBy(() -> template("Hello ${request.name}!").render(Map.of()))
                .isInstanceOfSatisfying(NoValue.class, none -> {
                    assertThat(none.why()).isEqualTo(NoValue.Why.ABSENT);
                    assertThat(none.at()).startsWith("f.yaml:");
                });
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "request.age / 0 == 1          | NUMBER",
                "9223372036854775807 + request.age > 0 | NUMBER",
                "int(request.name) == 1        | CONVERSION",
                "request.tags[7] == \"x\"      | INDEX",
                "request.vip                   | ABSENT",
                "request.price > 1             | TYPE",
                "request.more.a.b == 1         | ABSENT",
                "attempt == 1                  | ABSENT",
            })
    void aConditionThatCannotBeEvaluatedDoesNotHoldAndSaysWhy(String condition, NoValue.Why why) {
        Map<String, Object> values = Map.of(
                "request", Map.of("name", "Ada", "age", 30L, "tags", List.of(), "price", "much", "more", Map.of()));
        List<NoValue> told = new ArrayList<>();

        assertThat(condition(condition).holds(values, told::add)).isFalse();

        assertThat(told).singleElement().satisfies(none -> {
            assertThat(none.why()).isEqualTo(why);
            assertThat(none).hasMessageStartingWith(none.at() + ": ").hasMessageNotContaining("Ada");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "18, 18",
        "18.0, 18",
        "17.5, 17.5",
        "1e3, 1000",
        "2.50, 2.5",
        "1e20, 100000000000000000000",
        "1e-7, 0.0000001",
        "9007199254740993, 9007199254740993",
        "9223372036854775807, 9223372036854775807",
        "12345678901234567890, 12345678901234600000",
        "0.30000000000000004, 0.3",
        "19.99, 19.99",
        "-1.10, -1.1",
        "0.1, 0.1",
        "-0.0, 0",
        "true, true",
        "'[1, \"a\"]', '1, a'",
        "'\"007\"', 007",
    })
    void aValueIsSpokenAsAPersonWouldWriteIt(String value, String spoken) throws IOException {
        assertThat(template("${request.price}").render(json("{\"request\":{\"price\":" + value + "}}")))
                .isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({
        "${call.from}",
        "$${call.from}",
        "${",
        "}",
        "\\${x}",
        "' \"+1+\" '",
        "<speak>hi</speak>",
        "{{telnyx}}",
        "%s $1 \\1",
    })
    void whatACallerSaysStaysTextAndIsNeverEvaluated(String said) {
        Map<String, Object> values = Map.of("request", Map.of("name", said), "call", Map.of("from", "SECRET"));

        assertThat(template("Thank you, ${request.name}.").render(values)).isEqualTo("Thank you, " + said + ".");
        assertThat(condition("request.name == \"true\" || request.name == call.from")
                        .holds(values))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'Pay $5, $${x} or $ {y}', 'Pay $5, ${x} or $ {y}'",
        "'${request.name + \" }{ \" + ''x''}', 'Ada }{ x'",
        "'${ request.vip ? \"yes\" : \"no\" }', no",
        "'a${request.name}${request.name}b', aAdaAdab",
        "'${{\"a\": request.name}.a}', Ada",
    })
    void aTemplateMayHoldBracesQuotesAndDollars(String template, String rendered) {
        Map<String, Object> values = Map.of("request", Map.of("name", "Ada", "vip", false));

        assertThat(template(template).render(values)).isEqualTo(rendered);
    }

    @Test
    void aLongAnswerIsCutWhereTelnyxStopsAndNeverInTheMiddleOfACharacter() {
        String text = template("1${request.name}").render(Map.of("request", Map.of("name", "😀".repeat(5000))));

        assertThat(text).hasSize(2999).endsWith("😀");
    }

    @Test
    void valuesOfAnyMakeDoNoHarm() {
        Map<String, Object> odd = new HashMap<>();
        odd.put("name", URI.create("Ada"));
        odd.put("age", new BigDecimal("1e400"));
        odd.put("price", Double.NaN);
        odd.put("tags", Arrays.asList(null, new Object[0], List.of(List.of())));
        odd.put("vip", null);
        odd.put("more", nested(1000));
        Map<String, Object> values = Map.of("request", odd);

        assertThat(template("${request.name}").render(values)).isEqualTo("Ada");
        for (String odds : List.of("${request.price}", "${request.vip}")) {
            assertThatThrownBy(() -> template(odds).render(values)).isInstanceOf(NoValue.class);
        }
        assertThat(condition("request.age > 1").holds(values)).isTrue();
        assertThat(condition("size(request.tags) > 0").holds(values)).isTrue();
        assertThat(condition("request.more == request.more").holds(values)).isTrue();
    }

    private static Map<String, Object> nested(int depth) {
        Map<String, Object> map = Map.of();
        for (int i = 0; i < depth; i++) {
            map = Map.of("m", map);
        }
        return map;
    }

    private static Expression condition(String source) {
        String text = FLOW.replace("CONDITION", yaml(source)).replace("TEMPLATE", "x");
        return ((Step.Choose) Samples.flow(text).step("route"))
                .branches()
                .getFirst()
                .when();
    }

    private static Template template(String source) {
        String text = FLOW.replace("CONDITION", "request.vip").replace("TEMPLATE", yaml(source));
        return ((Prompt.Text) ((Step.Say) Samples.flow(text).step("text")).prompt()).text();
    }

    private static String yaml(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String text) throws IOException {
        return new ObjectMapper().readValue(text, Map.class);
    }
}
