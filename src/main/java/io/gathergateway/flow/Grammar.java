package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import io.gathergateway.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole grammar of a flow file, and the only place that has it: the reader takes its keys, types, ranges and
 * stand-ins from here, its messages quote them, and {@link GrammarPage} prints them. Ranges are Telnyx's where a value
 * goes to a Telnyx command: 3,000 characters of payload and greeting, 1 to 120,000 ms for DTMF timeouts, 5 to 600 s for
 * timeout_secs of transfer.
 */
final class Grammar {
    static final int MAX_STEPS = 500;
    static final int MAX_EXPRESSION = 1000;
    static final String USUAL_VOICE = "Telnyx.KokoroTTS.af";
    static final String USUAL_LANGUAGE = "en-US";

    private static final Shape.Word NAME = new Shape.Word(
            "name",
            "<name>",
            Pattern.compile("[a-z][a-z0-9_-]{0,63}"),
            "begin with a small letter, then small letters, digits, - and _, 64 at most, no dots");
    static final Shape.Word E164 = new Shape.Word(
            "telephone number",
            "\"+13125550199\"",
            Pattern.compile("\\+[1-9][0-9]{6,14}"),
            "write it in E.164: + and 7 to 15 digits, such as \"+13125550199\"");
    static final Shape.Word TARGET = new Shape.Word(
            "telephone number or SIP address",
            "\"+13125550199\"",
            Pattern.compile("\\+[1-9][0-9]{6,14}|sips?:[^\\s@${}]{1,100}@[^\\s@${}]{1,150}"),
            "write E.164 such as \"+13125550199\", or sip:name@host; a destination is fixed in the flow");

    // The keys that lead on.
    static final Key<WayRef> GO = Key.required("go", new Shape.Way(), "the step this branch leads to");
    static final Key<YamlNode.Scalar> WHEN =
            Key.optional("when", new Shape.Text(MAX_EXPRESSION), "the condition, a CEL expression");
    static final List<Key<?>> BRANCH = List.of(WHEN, GO);
    private static final Map<Outcome, Key<WayRef>> WAYS = Stream.of(Outcome.values())
            .collect(Collectors.toMap(
                    outcome -> outcome, outcome -> Key.optional(outcome.key(), new Shape.Way(), outcome.about())));

    // The file.
    static final Key<String> FLOW = Key.required("flow", NAME, "its name");
    static final Key<WayRef> START = Key.required("start", new Shape.Way(), "the first step");
    static final Key<String> VOICE =
            Key.optional("voice", new Shape.Voice(), "the voice of every prompt; " + USUAL_VOICE + " if left out");
    static final Shape.OneOf TAG = new Shape.OneOf(
            USUAL_LANGUAGE,
            List.of(("arb cmn-CN cy-GB da-DK de-DE en-AU en-GB en-GB-WLS en-IN en-US es-ES es-MX es-US fr-CA"
                            + " fr-FR hi-IN is-IS it-IT ja-JP ko-KR nb-NO nl-NL pl-PL pt-BR pt-PT ro-RO"
                            + " ru-RU sv-SE tr-TR")
                    .split(" ")));
    static final Key<String> LANGUAGE = Key.optional(
            "language", TAG, "the language of every prompt; en-US if left out; AWS.Polly voices bring their own");
    static final Key<Duration> CALL_LIMIT = Key.defaulting(
            "call",
            new Shape.Time(Duration.ofSeconds(10), Duration.ofHours(4)),
            Duration.ofMinutes(30),
            "how long a call may last");
    static final Key<Integer> STEPS_LIMIT =
            Key.defaulting("steps", new Shape.Count(1, 150), 100, "how many steps a call may enter");
    static final Key<Integer> VISITS_LIMIT =
            Key.defaulting("visits", new Shape.Count(1, 150), 50, "how often a call may enter one step");
    static final Key<KeyValues> LIMITS = Key.defaulting(
            "limits",
            new Shape.Group("limits", List.of(CALL_LIMIT, STEPS_LIMIT, VISITS_LIMIT)),
            new KeyValues(),
            "what ends an endless call");
    static final Key<List<LanguageDraft>> LANGUAGES = Key.optional(
            "languages", LanguageDraft.SHAPE, "the languages it can speak, in place of voice and language");
    static final Key<YamlNode> VARS = Key.optional(
            "vars",
            new Shape.Special<>(
                    "name: { type, value, sensitive, keep }, the type one of string, integer, number, boolean, array, object",
                    "{ account: { type: string } }",
                    (node, name, problems) -> Optional.of(node)),
            "its variables, besides those that an into makes");
    static final Key<YamlNode> TAKES = Key.optional(
            "takes",
            new Shape.Special<>(
                    "name: { type }", "{ account: { type: string } }", (node, name, problems) -> Optional.of(node)),
            "what a flow that calls it, or whoever places the call, gives it");
    static final Key<ObjectNode> GIVES = Key.optional("gives", Forms.OBJECT, "what it returns to a flow that calls it");
    static final Key<Map<String, OpeningHours>> HOURS = Key.defaulting(
            "hours", HoursReader.SHAPE, Map.of(), "opening hours; hours.<name>.open and .holiday in expressions");
    static final Key<List<YamlNode.Scalar>> TARGETS = Key.optional(
            "targets",
            new Shape.Special<>(
                    "a list of numbers in E.164 and SIP addresses", "[ \"+13125550199\" ]", Grammar::targets),
            "the only numbers and addresses that calls may be handed to");
    static final Key<YamlNode.Mapping> ANSWER =
            Key.optional("answer", Forms.TABLE, "further parameters of Telnyx's answer, for placed calls of its dial");
    static final Key<WayRef> ON_HANGUP = Key.optional(
            "hangup",
            new Shape.Way(),
            "where the flow goes on without the caller who hung up: set, choose, http, hangup");
    static final Key<Map<String, WayRef>> ON_KEYS =
            Key.defaulting("keys", Ways.ofKeys(), Map.of(), "keys that work at every question; repeat asks it again");
    static final Key<KeyValues> ON = Key.defaulting(
            "on",
            new Shape.Group(
                    "on",
                    Stream.concat(
                                    Stream.of(Outcome.values())
                                            .filter(outcome -> outcome != Outcome.NEXT)
                                            .map(Grammar::way),
                                    Stream.of(ON_HANGUP, ON_KEYS))
                            .toList()),
            new KeyValues(),
            "inherited ways: where an outcome leads that a step does not map");
    static final Key<List<Draft>> STEPS = Key.required("steps", new Shape.Steps(), "the steps");
    static final Shape.Group FILE = new Shape.Group(
            "the flow",
            List.of(
                    FLOW,
                    START,
                    VOICE,
                    LANGUAGE,
                    LANGUAGES,
                    TAKES,
                    GIVES,
                    VARS,
                    HOURS,
                    TARGETS,
                    ANSWER,
                    LIMITS,
                    Defaults.KEY,
                    ON,
                    STEPS));

    private Grammar() {}

    /** The key that says where an outcome leads. */
    static Key<WayRef> way(Outcome outcome) {
        return Objects.requireNonNull(WAYS.get(outcome));
    }

    /** Whether it may be meant for a flow; else what its keys are called tells nobody anything. */
    static boolean resembles(YamlNode root) {
        return !(root instanceof YamlNode.Mapping mapping)
                || mapping.entries().isEmpty()
                || Stream.of(FLOW, START, STEPS)
                        .anyMatch(key -> mapping.entries().containsKey(key.name()));
    }

    static boolean isName(String text) {
        return NAME.form().matcher(text).matches();
    }

    static String nameCure() {
        return NAME.cure();
    }

    private static Optional<List<YamlNode.Scalar>> targets(YamlNode node, String name, Problems problems) {
        List<YamlNode.Scalar> targets = new ArrayList<>();
        for (YamlNode item : Values.items(node)) {
            if (TARGET.read(item, name, problems).isPresent() && item instanceof YamlNode.Scalar scalar) {
                targets.add(scalar);
            }
        }
        return Optional.of(targets);
    }
}
