package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a flow's values are worth in a call. */
class EvaluationTest {
    private static final Map<String, Object> VALUES = Map.of(
            "account",
            "0042",
            "attempts",
            2,
            "price",
            9.5,
            "agreed",
            true,
            "tags",
            List.of("new", "vip"),
            "request",
            Map.of("name", "${call.from}", "age", 18.0),
            "call",
            Map.of("from", "+13125550100"),
            "http",
            Map.of("status", 200, "body", Map.of("open", true)));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "3                                     | 3",
                "1.5                                   | 1.5",
                "2.0                                   | 2",
                "true                                  | true",
                "~                                     | null",
                "text                                  | \"text\"",
                "\"0042\"                              | \"0042\"",
                "\"$${attempts}\"                      | \"${attempts}\"",
                "\"${attempts}\"                       | 2",
                "\"${attempts + 1}\"                   | 3",
                "\"${attempts} \"                      | \"2 \"",
                "\"no ${attempts}\"                    | \"no 2\"",
                "\"${attempts}${attempts}\"            | \"22\"",
                "\"${price * 2}\"                      | 19",
                "\"${price}\"                          | 9.5",
                "\"${agreed && attempts > 1}\"         | true",
                "\"${account}\"                        | \"0042\"",
                "\"${tags}\"                           | [\"new\",\"vip\"]",
                "\"${tags.filter(t, t != 'new')}\"     | [\"vip\"]",
                "\"${request.age}\"                    | 18",
                "\"${request.name}\"                   | \"${call.from}\"",
                "\"${{'a': account, 'b': [1, 2.5]}}\"  | {\"a\":\"0042\",\"b\":[1,2.5]}",
                "\"${spell(account)}\"                 | \"0 0 4 2\"",
                "\"${luhn('79927398713')}\"            | true",
                "\"${null}\"                           | null",
                "\"${http.body}\"                      | {\"open\":true}",
                "{ a: 1, b: ~, c: [ ~, x ] }           | {\"a\":1,\"c\":[\"x\"]}",
            })
    void aValueKeepsTheTypeOfItsExpression(String value, String worth) {
        assertThat(Evaluation.json(Words.ofVars().value(value), VALUES))
                .hasToString(Words.json(worth).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"${found}\"",
                "\"${attempts / 0}\"",
                "\"${price / 0.0}\"",
                "\"${int(account + 'x')}\"",
                "\"${tags[2]}\"",
                "\"${free.missing}\"",
                "\"of ${free.missing}\"",
                "{ a: 1, b: [ \"${found}\" ] }",
            })
    void aValueThatCannotBeHadIsNoneAndNotHalfOfOne(String value) {
        assertThatThrownBy(() -> Evaluation.of(Words.ofVars().value(value), VALUES))
                .isInstanceOf(NoValue.class);
    }

    @Test
    void whatAnExpressionGivesSurvivesBeingStored() {
        Object before = Evaluation.of(Words.ofVars().value("\"${[price * 2, price, attempts]}\""), VALUES);

        assertThat(before).isEqualTo(List.of(19L, 9.5, 2L));
        assertThat(Evaluation.plain(Words.json(Json.value(before).toString()))).isEqualTo(before);
    }

    @Test
    void aPathIsSetInsideOfWhatIsThereAndNothingElseChanges() {
        Map<String, Object> before = new LinkedHashMap<>(Map.of("request", Map.of("name", "Ada"), "account", "1"));
        Map<String, Object> variables = new LinkedHashMap<>(before);

        Evaluation.put(variables, "request.age", 30L);
        Evaluation.put(variables, "request.place.city", "Paris");
        Evaluation.put(variables, "account", null);
        Evaluation.put(variables, "tags.first", "x");

        assertThat(variables)
                .isEqualTo(Map.of(
                        "request",
                        Map.of("name", "Ada", "age", 30L, "place", Map.of("city", "Paris")),
                        "tags",
                        Map.of("first", "x")));
        assertThat(before.get("request")).isEqualTo(Map.of("name", "Ada"));
        assertThat(Evaluation.get(variables, "request.place.city")).contains("Paris");
        assertThat(Evaluation.get(variables, "request.name.first")).isEmpty();
        assertThat(Evaluation.get(variables, "nobody.x")).isEmpty();
    }

    @Test
    void aTextInThePlaceOfAMappingMakesRoomForIt() {
        Map<String, Object> variables = new LinkedHashMap<>(Map.of("request", "text"));

        Evaluation.put(variables, "request.name", "Ada");

        assertThat(variables).isEqualTo(Map.of("request", Map.of("name", "Ada")));
    }

    @ParameterizedTest
    @CsvSource({
        "79927398713, true",
        "79927398710, false",
        "4111111111111111, true",
        "4111111111111112, false",
        "00, true",
        "0, false",
        "'', false",
        "4111 1111 1111 1111, false",
        "-00, false",
        "٠٠, false",
        "18, true",
    })
    void theCheckDigitOfANumberIsThatOfLuhn(String number, boolean right) {
        assertThat(Functions.luhn(number)).isEqualTo(right);
        assertThat(Words.ofVars().condition("luhn(input)").holds(Map.of("input", number)))
                .isEqualTo(right);
    }

    @Test
    void aNumberThatIsNoTextHasNoCheckDigitForItsZerosMayBeLost() {
        assertThat(Words.ofVars().condition("luhn(found)").holds(Map.of("found", 18)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"123, 1 2 3", "'1 2 ', 1 2", "'', ''", "+1*#, + 1 * #", "a😀b, a 😀 b"})
    void spellingPutsTheCharactersApart(String text, String spelt) {
        assertThat(Functions.spell(text)).isEqualTo(spelt);
    }

    @Test
    void whatAnExpressionReadsIsKnown() {
        Words words = Words.ofVars();

        assertThat(words.condition("request.name == account && tags.exists(t, t == input) || has(free.x.y)")
                        .reads())
                .isEqualTo(Set.of("request.name", "account", "tags", "input", "free.x"));
        assertThat(words.condition("free['a'].b == 1 && free[account] == 2").reads())
                .containsExactlyInAnyOrder("free.a.b", "free", "account");
        assertThat(words.condition("account.startsWith(call.from)").reads())
                .containsExactlyInAnyOrder("account", "call.from");
    }
}
