package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake in a flow file is found at its place, with what is wrong and what would be right. */
class MistakesTest {
    /** Marks in the changed text where the finding must be. */
    private static final String HERE = "§";

    /** {@code good} of the sample becomes {@code bad}; then there is one finding, at the mark, with these pieces. */
    record Mistake(String good, String bad, String what, String cure) {
        @Override
        public String toString() {
            return "\"" + good.strip() + "\" → \"" + bad.replace(HERE, "").strip() + "\"";
        }

        String text() {
            assertThat(Samples.FLOW).contains(good);
            return Samples.FLOW.replace(good, bad);
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                // The file.
                new Mistake("flow: desk", "§flows: desk\nflow: desk", "unknown key 'flows'", "did you mean flow?"),
                new Mistake("flow: desk", "flow: §Front Desk", "'Front Desk' is no name", "small letter"),
                new Mistake("start: welcome\n", "", "the flow needs start", "add start: <step>"),
                new Mistake("start: welcome", "start: §welcom", "no step 'welcom'", "did you mean welcome?"),
                new Mistake("start: welcome", "start: welcome\nvoice: §female", "female", "AWS.Polly.Joanna-Neural"),
                new Mistake("start: welcome", "start: welcome\nvoice: §Joanna", "'Joanna' is no voice", "<Provider>."),
                new Mistake(
                        "start: welcome", "start: welcome\nvoice: §aws.Polly.Amy", "provider aws", "AWS.Polly.Amy?"),
                new Mistake("start: welcome", "start: welcome\nlanguage: §en-UK", "'en-UK'", "did you mean en-"),
                new Mistake("start: welcome", "start: welcome\nlimits: { call: §5h }", "call is 5h", "10s to 4h"),
                new Mistake("start: welcome", "start: welcome\nlimits: { steps: §0 }", "steps is 0", "from 1 to 150"),
                new Mistake("failed: sorry", "failed: sorry, §faild: sorry", "unknown key 'faild'", "mean failed?"),
                new Mistake("failed: sorry", "failed: §sorri", "no step 'sorri'", "did you mean sorry?"),
                // Steps and their kinds.
                new Mistake("bye: hangup", "bye: §hangupp", "does not say its kind", "did you mean hangup?"),
                new Mistake("    say: Sorry.", "    §sya: Sorry.", "unknown kind of step 'sya'", "did you mean say?"),
                new Mistake("    say: Sorry.", "    say: Sorry.\n    §hangup: {}", "a say and a hangup", "two steps"),
                new Mistake("sorry:\n    say: Sorry.\n", "§sorry:\n", "does not say its kind", "say, play, menu"),
                new Mistake("  bye: hangup", "  bye: §say", "say says too little", "write { say: "),
                new Mistake("  bye: hangup", "  bye: §[ hangup ]", "is a list", "kind"),
                new Mistake("say: Sorry.", "say: §\"\"", "say is empty", "1 to 3000 characters"),
                new Mistake("say: Sorry.", "say: §" + "x".repeat(3001), "say has 3001 characters", "1 to 3000"),
                new Mistake("say: Sorry.", "say: §911", "must be text, not a number", "\"911\""),
                // Menus.
                new Mistake("timeout: 6s, tries", "timeout: §0s, tries", "timeout is 0s", "1s to 2m"),
                new Mistake("timeout: 6s, tries", "timeout: §6, tries", "not '6'", "written 6s"),
                new Mistake("timeout: 6s, tries", "§timout: 6s, tries", "'timout' in menu", "did you mean timeout?"),
                new Mistake("tries: 3", "tries: §11", "tries is 11", "1 to 10"),
                new Mistake("tries: 3", "tries: §often", "tries must be a whole number, not 'often'", "1 to 10"),
                new Mistake("tries: 3 }", "tries: 3, §keys: {} }", "'keys' in menu", "beside menu, not inside"),
                new Mistake("prompt: \"Press 1.\", ", "", "menu needs prompt", "add prompt:"),
                new Mistake(
                        "\"0\": operator",
                        "\"0\": operator, §\"12\": bye",
                        "unknown key '12' in keys",
                        "asked by gather"),
                new Mistake("\"0\": operator", "§\"0\":", "keys 0 leads nowhere", "name a step"),
                new Mistake("\"0\": operator", "\"0\": §operater", "no step 'operater'", "did you mean operator?"),
                new Mistake("exhausted: operator", "exhausted: operator\n    §timeout: 3s", "'timeout'", "inside menu"),
                new Mistake(
                        "exhausted: operator", "exhausted: operator\n    §busy: bye", "'busy'", "ends in exhausted"),
                // AI gathers.
                new Mistake(
                        "      greeting: Hello.", "      greeting: Hi.\n      voice: §male", "male", "Telnyx.Kokoro"),
                new Mistake("type: integer", "type: §int", "type is 'int'", "did you mean integer?"),
                new Mistake("{ type: integer, d", "{ d", "parameter age needs type", "add type: <string>"),
                new Mistake("optional: true", "optional: §maybe", "optional must be true or false", "true or false"),
                new Mistake("        vip:", "        §v-i-p:", "'v-i-p' cannot be named", "letters, digits and _"),
                // Branches and expressions.
                new Mistake(
                        "      - { when: 'request.name == \"Ada\"', go: thanks }\n      - { go: operator }",
                        "      - §{ when: 'request.name == \"Ada\"', go: thanks }",
                        "no branch for otherwise",
                        "{ go: <step> }"),
                new Mistake(
                        "      - { when", "      - §{ go: bye }\n      - { when", "always holds", "move it to the end"),
                new Mistake(
                        "'request.name == \"Ada\"'", "'§requst.name == \"Ada\"'", "requst", "did you mean request?"),
                new Mistake("'request.name ==", "'request.§nmae ==", "request has no property nmae", "mean name?"),
                new Mistake("== \"Ada\"'", "§== 3'", "text cannot be compared with a number", "one type"),
                new Mistake(
                        "request.name == \"Ada\"'", "request.age §< \"18\"'", "a number cannot be compared", "quotes"),
                new Mistake("request.name == \"Ada\"'", "request.name == §Ada'", "nothing is called Ada", "'Ada'"),
                new Mistake(
                        "request.name == \"Ada\"'", "§request.name'", "a condition must be true or false", "compare"),
                new Mistake("request.name == \"Ada\"'", "request.name §= \"Ada\"'", "= is no operator", "write =="),
                new Mistake("request.name == \"Ada\"'", "request.vip §and true'", "and is no operator", "&& for and"),
                new Mistake(
                        "request.name == \"Ada\"'", "request.name.§starts(\"A\")'", "function starts", "startsWith"),
                new Mistake(
                        "Thank you ${request.name}.", "Thank you ${request.§nam}.", "no property nam", "mean name?"),
                new Mistake(
                        "Thank you ${request.name}.", "\"Thank \\u0041 ${call.§form}\"", "call has no", "mean from?"),
                new Mistake(
                        "Thank you ${request.name}.", ">-\n      Thank you,\n      dear ${§who}.", "who", "request"),
                new Mistake("Thank you ${request.name}.", "Thank you §${request.name", "${ without its }", "close it"),
                new Mistake("Thank you ${request.name}.", "Thank you ${§request}.", "cannot be spoken", "request.name"),
                new Mistake("Thank you ${request.name}.", "Thank you ${§}.", "an empty expression", "${call.from}"),
                // Where ways lead.
                new Mistake("    no_answer: sorry\n", "", "where no_answer leads", "add no_answer: <step>"),
                new Mistake("    next: route\n", "", "where next leads", "add next: <step>"),
                new Mistake("{ to: \"+1", "{ to: §\"1", "is no telephone number or SIP address", "E.164"),
                new Mistake(
                        "{ to: \"+13125550199\"",
                        "{ to: §\"${request.name}\"",
                        "made by an expression",
                        "add targets:"),
                new Mistake("timeout: 30s", "timeout: §4s", "timeout is 4s", "5s to 10m"),
                new Mistake(
                        "  bye: hangup", "  bye: hangup\n  §lost: hangup", "no way leads to step lost", "lead a key"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsFoundWhereItIsAndCured(Mistake mistake) {
        String marked = mistake.text();
        List<Problem> problems = Samples.problems(marked.replace(HERE, ""));

        assertThat(problems).hasSize(1);
        Problem problem = problems.getFirst();
        assertThat(problem.what()).contains(mistake.what());
        assertThat(problem.cure()).contains(mistake.cure());
        if (marked.contains(HERE)) {
            assertThat(problem.place()).isEqualTo(place(marked));
        }
    }

    @Test
    void theSampleItselfHasNoFinding() {
        assertThat(Samples.problems(Samples.FLOW)).isEmpty();
    }

    private static Place place(String marked) {
        String before = marked.substring(0, marked.indexOf(HERE));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Place("f.yaml", line, before.length() - before.lastIndexOf('\n'));
    }
}
