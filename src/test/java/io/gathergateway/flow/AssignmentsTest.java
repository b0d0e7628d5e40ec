package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A variable that may have no value where it is read is found, with the way on which nothing sets it. */
class AssignmentsTest {
    private static final String VARS = """
            account: { type: string }
            attempts: { type: integer, value: 0 }
            request: { type: object, properties: { name: { type: string }, age: { type: integer } } }
            pin: { type: string, sensitive: true }
            """;

    @Test
    void aWayAroundTheStepThatSetsAVariableIsTold() {
        var problems = new MadeFlow(VARS)
                .menu("welcome", "ask", "lookup")
                .gather("ask", "account", false, "Again.", "lookup", "bye")
                .http("lookup", "https://h.example/${account}", null, null, "bye", "bye")
                .hangup("bye")
                .assignments();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.what()).isEqualTo("account may have no value here: on the way welcome → lookup");
            assertThat(problem.cure()).isEqualTo("give it a value: in vars, or lead that way through ask");
            assertThat(problem.place().column()).isEqualTo(25);
        });
    }

    @Test
    void aVariableIsSetOnTheWayNextAlone() {
        assertThat(new MadeFlow(VARS)
                        .gather("ask", "account", false, "Again.", "read", "read")
                        .say("read", "${account}", "bye")
                        .hangup("bye")
                        .assignments())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("on the way ask → read"));
    }

    @Test
    void aVariableThatEveryWaySetsIsFine() {
        assertThat(new MadeFlow(VARS)
                        .menu("welcome", "ask", "unknown")
                        .gather("ask", "account", false, "You typed ${input}.", "again", "unknown")
                        .set("unknown", "{ account: none, request.name: \"${account}\" }", "again")
                        .choose("again", "attempts < 3", "read", "read")
                        .say("read", "${account} ${attempts} ${call.from} ${attempt}", "bye")
                        .hangup("bye")
                        .assignments())
                .isEmpty();
    }

    @Test
    void aVariableThatIsReadBeforeItIsSetInTheSameStepIsFound() {
        assertThat(new MadeFlow(VARS)
                        .set("first", "{ request.name: \"${account}\", account: x }", "bye")
                        .hangup("bye")
                        .assignments())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.what()).isEqualTo("account may have no value here: the call begins here"));
    }

    @Test
    void propertiesAreSetOneByOneOrAllTogether() {
        assertThat(new MadeFlow(VARS)
                        .set("one", "{ request.name: Ada }", "read")
                        .say("read", "${request.name}", "other")
                        .say("other", "${request.age}", "all")
                        .set("all", "{ request: { name: Ada, age: 3 } }", "late")
                        .say("late", "${request.age}", "bye")
                        .hangup("bye")
                        .assignments())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what())
                        .isEqualTo("request.age may have no value here: on the way one → read → other"));
    }

    @Test
    void whatACallingFlowGivesIsThereFromTheStart() {
        MadeFlow flow = new MadeFlow(VARS).say("read", "${account}", "bye").hangup("bye");

        assertThat(flow.assignments("account")).isEmpty();
        assertThat(flow.assignments()).hasSize(1);
    }

    @Test
    void inputAndTheAnswerAreThereOnlyAfterTheStepsThatBringThem() {
        var problems = new MadeFlow(VARS)
                .say("first", "${input}", "ask")
                .menu("ask", "typed", "silent")
                .say("typed", "${input}", "look")
                .say("silent", "${input}", "look")
                .http("look", "https://h.example/", null, null, "found", "down")
                .say("found", "${http.status}", "bye")
                .say("down", "${http.status}", "bye")
                .hangup("bye")
                .assignments();

        assertThat(problems)
                .extracting(problem -> problem.what() + "; " + problem.cure())
                .containsExactlyInAnyOrder(
                        "input may have no value here: the call begins here; lead that way through ask",
                        "input may have no value here: on the way first → ask → silent; lead that way through ask",
                        "http.status may have no value here: on the way first → ask → silent → look → down; lead that"
                                + " way through look");
    }

    @Test
    void aCallerMayHangUpBeforeAnythingWasSet() {
        var problems = new MadeFlow(VARS)
                .gather("ask", "account", false, "Again.", "bye", "bye")
                .hangup("bye")
                .http(
                        "report",
                        "https://h.example/",
                        "{ account: \"${account}\", n: \"${attempts}\" }",
                        null,
                        "bye",
                        "bye")
                .onHangup("report")
                .assignments();

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("account may have no value"));
    }

    @Test
    void aSensitiveValueIsGoneAfterTheStepThatUsedIt() {
        var problems = new MadeFlow(VARS)
                .gather("ask", "pin", true, "Again.", "verify", "bye")
                .http("verify", "https://h.example/", "{ pin: \"${pin}\" }", null, "again", "bye")
                .choose("again", "http.status == 503", "twice", "bye")
                .http("twice", "https://h.example/", "{ pin: \"${pin}\" }", null, "bye", "bye")
                .hangup("bye")
                .assignments();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.what()).isEqualTo("pin may have no value here: on the way verify → again → twice");
            assertThat(problem.cure()).contains("gone after the http step that used it");
        });
    }
}
