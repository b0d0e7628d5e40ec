package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sensitive value is never heard, sent on, or kept where it is not sensitive. */
class TaintTest {
    private static final String VARS = """
            account: { type: string }
            pin: { type: string, sensitive: true }
            other: { type: string, sensitive: true }
            card: { type: object, properties: { number: { type: string } }, sensitive: true }
            """;

    /** A step after the gather that reads what must not go there. */
    record Leak(String what, Function<MadeFlow, MadeFlow> step, String names) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Leak> leaks() {
        return Stream.of(
                new Leak("say", flow -> flow.say("leak", "It is ${spell(pin)}.", "bye"), "what is spoken"),
                new Leak("say a property", flow -> flow.say("leak", "${card.number}", "bye"), "what is spoken"),
                new Leak("say by key", flow -> flow.sayKey("leak", "k", "Your ${pin}", "bye"), "what is spoken"),
                new Leak("say input", flow -> flow.say("leak", "${input}", "bye"), "what is spoken"),
                new Leak(
                        "url",
                        flow -> flow.http("leak", "https://h.example/${pin}", null, null, "bye", "bye"),
                        "an address"),
                new Leak(
                        "url of input",
                        flow -> flow.http("leak", "https://h.example/?p=${input}", null, null, "bye", "bye"),
                        "an address"),
                new Leak(
                        "set", flow -> flow.set("leak", "{ account: \"x${pin}\" }", "bye"), "a variable, here account"),
                new Leak("set input", flow -> flow.set("leak", "{ account: \"${input}\" }", "bye"), "here account"),
                new Leak("return", flow -> flow.back("leak", "{ pin: \"${pin}\" }"), "what the flow gives, here pin"),
                new Leak("send_dtmf", flow -> flow.sendDtmf("leak", "${pin}", "bye"), "a Telnyx command"),
                new Leak(
                        "with",
                        flow -> flow.call("leak", "g", "{ plain: \"${pin}\" }", null, "bye"),
                        "what a called flow takes, here plain"),
                new Leak(
                        "no_match of the gather",
                        flow -> flow.gather("leak", "pin", true, "You typed ${input}.", "bye", "bye"),
                        "what is spoken"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leaks")
    void aLeakIsFoundAtItsExpression(Leak leak) {
        MadeFlow flow = leak.step().apply(new MadeFlow(VARS).gather("ask", "pin", true, "Again.", "leak", "bye"));

        assertThat(flow.hangup("bye").taint(called())).singleElement().satisfies(problem -> {
            assertThat(problem.what()).contains("sensitive").contains(leak.names());
            assertThat(problem.cure()).contains("body or a header of an http step, or in a condition");
            assertThat(problem.place().line()).isEqualTo(1);
        });
    }

    @Test
    void theBodyAConditionAndSensitiveVariablesMayHaveIt() {
        assertThat(new MadeFlow(VARS)
                        .gather("ask", "pin", true, "Again.", "copy", "bye")
                        .set("copy", "{ other: \"${pin}\", card.number: \"${input}\" }", "sure")
                        .choose("sure", "pin == \"0000\" || input == other", "bye", "check")
                        .call("check", "g", "{ secret_one: \"${pin}\", plain: x }", null, "verify")
                        .http(
                                "verify",
                                "https://h.example/",
                                "{ pin: [ \"${pin}\" ], i: \"${input}\" }",
                                null,
                                "bye",
                                "bye")
                        .hangup("bye")
                        .taint(called()))
                .isEmpty();
    }

    @Test
    void inputIsPlainAgainAfterTheNextMenuOrGather() {
        assertThat(new MadeFlow(VARS)
                        .gather("ask", "pin", true, "Again.", "ask_account", "bye")
                        .gather("ask_account", "account", false, "You typed ${input}.", "read", "still")
                        .say("read", "${input} ${account}", "bye")
                        .say("still", "${input}", "bye")
                        .hangup("bye")
                        .taint())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.what())
                                .isEqualTo(
                                        "input is sensitive here, as the variable that took it is, and cannot go into what is spoken"));
    }

    @Test
    void theAnswerThatFilledASensitiveVariableIsSensitiveItself() {
        assertThat(new MadeFlow(VARS)
                        .http("look", "https://h.example/", null, "card", "read", "bye")
                        .choose("read", "http.body.ok == true", "status", "leak")
                        .say("status", "${http.status}", "bye")
                        .say("leak", "${http.body.number}", "plain")
                        .http("plain", "https://h.example/", null, "account", "fine", "bye")
                        .say("fine", "${http.body.number}", "bye")
                        .hangup("bye")
                        .taint())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("http.body.number is sensitive here"));
    }

    private static Flow called() {
        Flow flow = new MadeFlow("{ plain: { type: string }, secret_one: { type: string, sensitive: true } }")
                .hangup("bye")
                .flow("plain", "secret_one");
        return new Flow(
                "g",
                flow.start(),
                flow.languages(),
                flow.variables(),
                flow.takes(),
                null,
                flow.hours(),
                null,
                flow.answer(),
                flow.limits(),
                Flow.On.NOTHING,
                flow.steps());
    }
}
