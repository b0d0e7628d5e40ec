package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake in a flow of every kind of step, and in the files beside it, is found at its place with a cure. */
class LanguageMistakesTest {
    private static final String HERE = "§";
    private static final Map<String, String> FILES = Map.of(
            "all.yaml",
            Samples.resource("all.yaml"),
            "pin-check.yaml",
            Samples.resource("pin-check.yaml"),
            "all.en-US.yaml",
            "welcome: Welcome, ${name}.\nbye: { ssml: \"<speak>Bye, ${name}.</speak>\" }\n",
            "all.en-GB.yaml",
            "welcome: { audio: \"https://cdn.example.com/hola.mp3\" }\nbye: Adiós.\n");

    /** {@code good} of a file becomes {@code bad}; then there is one finding, at the mark, with these pieces. */
    record Mistake(String file, String good, String bad, String what, String cure, boolean alone) {
        Mistake(String file, String good, String bad, String what, String cure) {
            this(file, good, bad, what, cure, true);
        }

        /** What it brings in its train is told too. */
        Mistake notAlone() {
            return new Mistake(file, good, bad, what, cure, false);
        }

        @Override
        public String toString() {
            return "\"" + good.strip() + "\" → \"" + bad.replace(HERE, "").strip() + "\"";
        }
    }

    private static Mistake all(String good, String bad, String what, String cure) {
        return new Mistake("all.yaml", good, bad, what, cure);
    }

    static Stream<Mistake> top() {
        return Stream.of(
                all("prompts: all.en-GB.yaml }", "prompts: §nowhere.yaml }", "nowhere.yaml cannot be read", "UTF-8"),
                all(
                        "prompts: all.en-GB.yaml }",
                        "prompts: §../all.yaml }",
                        "is no file of prompts",
                        "this file's folder"),
                all("  en-GB: {", "  §es-XX: {", "'es-XX' is no language", "did you mean es-")
                        .notAlone(),
                all("vars:\n", "voice: AWS.Polly.Joanna\nvars:\n", "languages, and voice beside it", "take it out"),
                all("type: integer, value: 0", "type: integer, value: §none", "attempts", "a whole number"),
                all(
                        "zone: America/Chicago",
                        "zone: §America/Chicgo",
                        "is no time zone",
                        "did you mean America/Chicago?"),
                all("sat: [ \"09:00-12:00\"", "§sta: [ \"09:00-12:00\"", "'sta' is no day", "mon-fri"),
                all("\"08:00-18:00\"", "§\"18:00-08:00\"", "end before they begin", "over midnight"),
                all("2027-01-01", "§2027-02-30", "is no date", "2026-12-25"),
                all("hours.office.open", "hours.§ofice.open", "no property ofice", "did you mean office?"),
                all("\"sip:desk@example.com\" ]", "§\"desk\" ]", "'desk' is no telephone", "E.164"),
                all("answer: { record:", "answer: { §recrd:", "'recrd' is no parameter", "did you mean record?"),
                all("record: record-from-answer", "record: §always", "would refuse record", "leave record out"),
                all("visits: 9", "visits: §0", "visits is 0", "1 to 150"),
                all("hangup: report", "hangup: §sorry", "on hangup the flow comes to sorry, a say", "set, choose, http")
                        .notAlone(),
                all("\"*\": repeat }", "§\"a\": repeat }", "unknown key 'a'", "known keys: 0, 1"),
                all("timeout: sorry\n", "timeout: §repeat\n", "only a key may lead to repeat", "name a step"));
    }

    static Stream<Mistake> steps() {
        return Stream.of(
                all(
                        "say: { key: welcome,",
                        "say: { key: §welcom,",
                        "no prompt|no language has a prompt 'welcom'",
                        "mean welcome?"),
                all(
                        "key: welcome, telnyx: { loop: 2 }",
                        "key: welcome, telnyx: { loop: §0 }",
                        "refuse loop",
                        "leave loop out"),
                all("telnyx: { loop: 2 }", "telnyx: { §lop: 2 }", "'lop' is no parameter", "did you mean loop?"),
                all(
                        "telnyx: { loop: 2 }",
                        "telnyx: { §payload: x }",
                        "payload cannot be set",
                        "write the prompt itself"),
                all(
                        "telnyx: { loop: 2 }",
                        "telnyx: { §client_state: x }",
                        "client_state cannot be set",
                        "its own state"),
                all("play: { media: hold-music }", "play: { text: §Hi }", "play does not speak", "write say:"),
                all("say: { ssml: \"<speak>Sorry.</speak>\"", "say: { ssml: §\"Sorry.\"", "this is no SSML", "<speak>"),
                all(
                        "<speak>Sorry.</speak>",
                        "<speak>Sorry §<break time='1s'></speak>",
                        "element break is not closed",
                        "<break/>"),
                all("<speak>Sorry.</speak>", "<speak>Tom §& ${name}</speak>", "a & that begins no", "&amp;"),
                all("<speak>Sorry.</speak>", "<speak>1 §< 2</speak>", "not well-formed", "&lt;"),
                all("\"<speak>Sorry.</speak>\"", "§\"<!DOCTYPE a><speak>Hi</speak>\"", "this is no SSML", "<speak>"),
                all("say: { ssml: \"<speak>Sorry", "say: { text: §\"<speak>Sorry", "this text is SSML", "{ ssml: … }"),
                all(
                        "\"https://cdn.example.com/j.mp3",
                        "§\"http://cdn.example.com/j.mp3",
                        "no address of audio",
                        "https://"),
                all("j.mp3\", next", "j.mp3\", §nxt: x, next", "'nxt'", "did you mean next?"),
                all("no_match: Press 1 or 2, not ${input}.", "no_match: §[]", "no_match has 0 prompts", "1 to 10"),
                all("digits: 8,", "digits: §129,", "digits is 129", "1 to 128"),
                all("end: \"#\", valid", "end: §\"##\", valid", "'##' is no key", "0-9 * #"),
                all("digits: 8,", "digits: §{ min: 1, max: 8 },", "the key 0 is valid input here", "two keys or more"),
                all("digits: 8, end: \"#\"", "digits: §8, end: \"*\"", "the key * ends the input here", "another end"),
                all("check: luhn(input)", "check: §lun(input)", "no function lun", "luhn"),
                all("into: account\n", "into: §attempts\n", "attempts takes a whole number", "choose another variable"),
                all("into: account\n", "into: §call\n", "into cannot fill call", "another name"),
                all("post: \"https://crm", "post: §\"${account}://crm", "scheme, host or port|no address", "https://"),
                all(
                        "Bearer ${secret.crm}",
                        "Bearer ${secret.crm} ${§account}",
                        "constant text and secrets only",
                        "alone"),
                all(
                                "post: \"https://crm.example.com/accounts/${account}\"\n      headers: { Authorization: \"B",
                                "post: \"http://crm.example.com/a\"\n      headers: { Authorization: §\"B",
                                "a secret cannot go over plain http",
                                "https://")
                        .notAlone(),
                all(
                        "post: \"https://crm.example.com/accounts/${account}\"\n      headers: { Authorization: \"Bearer ${secret.crm}\", X-Call: \"${call.id}\" }\n      body: { pin: \"${pin}",
                        "post: \"http://crm.example.com/a\"\n      body: { pin: \"${§pin}",
                        "pin is sensitive and cannot go over plain http",
                        "https://"),
                all("X-Call: \"${call.id}\"", "§Host: x", "Host cannot be set", "take it out"),
                all("      idempotent: true\n", "", "a post is not repeated", "idempotent: true"),
                all("hold_after: 2s", "hold_after: 4s", "never heard", "shorter than timeout, which is 4s"),
                all("http.body.open,", "http.body.§opn,", "no property opn", "did you mean open?"),
                all("with: { account: \"${account}\" }", "with: §{}", "pin-check needs account", "with: { account"),
                all(
                        "with: { account: \"${account}\" }",
                        "with: { account: a, §pin: b }",
                        "has no pin",
                        "known names: account"),
                all(
                        "with: { account: \"${account}\" }",
                        "with: { account: \"${§attempts}\" }",
                        "account takes text",
                        "string("),
                all("checked.ok,", "checked.§okay,", "no property okay", "known properties: ok"),
                all("{ flow: pin-check,", "{ flow: §pin-chek,", "pin-chek.yaml cannot be read", "UTF-8"),
                all("tries: 2\n      parameters", "tries: §4\n      parameters", "tries is 4", "1 to 3"),
                all(
                        "\"partial.injured == true\"",
                        "\"partial.§injurd == true\"",
                        "no property injurd",
                        "mean injured?"),
                all(
                        "telnyx: { gather_ended_speech",
                        "telnyx: { §greeting: x, gather_ended_speech",
                        "greeting cannot",
                        "greeting:"),
                all("id: assistant-1234", "id: §1234a", "is no id of a Telnyx assistant", "assistant-"),
                all(
                        "telnyx: { send_message",
                        "telnyx: { assistant: { §id: x, model: y }, send_message",
                        "id of assistant cannot be set here",
                        "write id: in the step"),
                all("keys: { \"5\": hush }", "keys: { \"5\": §repeat }", "talk cannot be repeated", "name a step")
                        .notAlone(),
                all(
                                "events: { supervisor: brief }\n    next",
                                "events: { §Super: brief }\n    next",
                                "'Super' is no name",
                                "letter")
                        .notAlone(),
                all("messages: Be brief.", "messages: [ { §rle: system, content: x } ]", "needs role|'rle'", "")
                        .notAlone(),
                all(
                        "messages: Be brief.",
                        "messages: [ { role: §boss, content: x } ]",
                        "role is 'boss'",
                        "known values"),
                all(
                        "assistant_wait: {}, ev",
                        "assistant_wait: {}, §timeout: bye, ev",
                        "never ends in timeout",
                        "timeout: 10m"),
                all("language: en-GB }", "language: §fr-FR }", "language", "en-US"),
                all("\"${attempts + 1}\"", "\"${§attempt_s + 1}\"", "nothing is called attempt_s", "attempts"),
                all(
                        "set: { attempts",
                        "set: { §atempts: 1, attempts",
                        "atempts, which is no variable",
                        "mean attempts?"),
                all(
                        "dial: { to: \"+13125550141\"",
                        "dial: { to: §\"+13125550149\"",
                        "not among the flow's targets",
                        "targets"),
                all("mute_dtmf: both", "mute_dtmf: §all", "would refuse mute_dtmf", "leave mute_dtmf out"),
                all("{ bridge: { telnyx: { mute", "{ bridge: { telnyx: { §queue: x, mute", "queue", ""),
                all("name: support", "§nme: support", "'nme'|queue needs name", "")
                        .notAlone(),
                all("silence: 6s", "silence: §6", "not '6'", "written 6s"),
                all("send_dtmf: \"12ww34#\"", "send_dtmf: §\"12-34\"", "cannot be sent as tones", "0-9 A-D"),
                all("wait: 5s, next", "wait: 5s, §timeout: bye, next", "never ends in timeout", "take timeout out"),
                all("{ wait: 5s, next", "{ wait: 5s, into: §paid, next", "time alone brings nothing", "for an event"),
                all(
                                "  bye: { hangup: { telnyx",
                                "  §by.e: hangup\n  bye: { hangup: { telnyx",
                                "'by.e' is no name",
                                "no dots")
                        .notAlone(),
                all(
                                "  bye: { hangup: { telnyx",
                                "  §repeat: hangup\n  bye: { hangup: { telnyx",
                                "'repeat' is no name",
                                "ask again")
                        .notAlone(),
                all(
                        "    failed: bye\n    timeout: bye\n",
                        "    timeout: bye\n",
                        "on hangup the flow comes to sorry",
                        "set, choose"));
    }

    static Stream<Mistake> beside() {
        return Stream.of(
                new Mistake(
                        "all.en-GB.yaml",
                        "bye: Adiós.\n",
                        "",
                        "en-GB has no prompt bye",
                        "add bye: … to all.en-GB.yaml"),
                new Mistake(
                        "all.en-US.yaml",
                        "Welcome, ${name}",
                        "Welcome, ${§nme}",
                        "nothing is called nme",
                        "mean name?"),
                new Mistake("all.en-US.yaml", "Bye, ${name}.", "Bye, §<b>${name}.", "element b is not closed", "</b>"),
                new Mistake("all.en-GB.yaml", "Adiós.", "§<speak>Adiós.</speak>", "this text is SSML", "{ ssml"),
                new Mistake(
                        "all.en-GB.yaml",
                        "bye: Adiós.",
                        "bye: { key: §welcome }",
                        "cannot lead to another",
                        "its text"),
                new Mistake("pin-check.yaml", "return: { ok: true }", "return: { ok: §maybe }", "ok", ""),
                new Mistake("pin-check.yaml", "return: { ok: true }", "return: §{}", "needs ok", "add it to return"),
                new Mistake("pin-check.yaml", "flow: pin-check", "§flow: pin", "is called pin", "flow: pin-check"),
                new Mistake("pin-check.yaml", "gives: { ok: { type: boolean } }\n", "", "gives nothing|has no ok", "")
                        .notAlone(),
                new Mistake("pin-check.yaml", "digits: 4 }", "digits: §0 }", "digits is 0", "1 to 128"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"top", "steps", "beside"})
    void aMistakeIsFoundWhereItIsAndCured(Mistake mistake) {
        String text = FILES.getOrDefault(mistake.file(), "");
        assertThat(text).contains(mistake.good());
        String marked = text.replaceFirst(Pattern.quote(mistake.good()), Matcher.quoteReplacement(mistake.bad()));
        Map<String, String> files = new LinkedHashMap<>(FILES);
        files.put(mistake.file(), marked.replace(HERE, ""));

        List<Problem> problems = Samples.problems("all.yaml", files);

        assertThat(problems).as(problems.toString()).anySatisfy(problem -> {
            assertThat(problem.what()).containsPattern(pieces(mistake.what()));
            assertThat(problem.cure()).contains(mistake.cure());
            if (marked.contains(HERE)) {
                assertThat(problem.place()).isEqualTo(place(mistake.file(), marked));
            }
        });
        assertThat(problems).as(problems.toString()).hasSizeBetween(1, mistake.alone() ? 1 : 3);
    }

    @Test
    void theFilesThemselvesHaveNoFinding() {
        assertThat(Samples.problems("all.yaml", FILES)).isEmpty();
    }

    @Test
    void furtherParametersOfAnAssistantNeedNotRepeatItsId() {
        Map<String, String> files = new LinkedHashMap<>(FILES);
        files.computeIfPresent(
                "all.yaml",
                (file, text) ->
                        text.replace("telnyx: { send_message", "telnyx: { assistant: { model: x }, send_message"));

        assertThat(Samples.problems("all.yaml", files)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "localhost", "[::1]:8080"})
    void secretsMayGoOverPlainHttpWithinTheMachine(String host) {
        Map<String, String> files = new LinkedHashMap<>(FILES);
        files.computeIfPresent(
                "all.yaml", (file, text) -> text.replace("https://crm.example.com/acc", "http://" + host + "/acc"));

        assertThat(Samples.problems("all.yaml", files)).isEmpty();
    }

    /** Alternatives between bars, each as it stands. */
    private static String pieces(String what) {
        return Stream.of(what.split("\\|")).map(Pattern::quote).collect(Collectors.joining("|"));
    }

    private static Place place(String file, String marked) {
        String before = marked.substring(0, marked.indexOf(HERE));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Place(file, line, before.length() - before.lastIndexOf('\n'));
    }
}
