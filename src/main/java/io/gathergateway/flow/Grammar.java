package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.YamlNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    static final String CALL_VARIABLE = "call";
    static final int MAX_STEPS = 500;
    static final int MAX_EXPRESSION = 1000;

    private static final Shape.Prompt SPOKEN = new Shape.Prompt(3000);
    private static final Shape.Time ANSWER_TIME = new Shape.Time(Duration.ofSeconds(1), Duration.ofSeconds(120));
    private static final Shape.Word NAME = new Shape.Word(
            "name",
            "<name>",
            Pattern.compile("[a-z][a-z0-9_-]{0,63}"),
            "begin with a small letter, then small letters, digits, - and _, 64 at most");
    private static final Shape.Word E164 = new Shape.Word(
            "telephone number",
            "\"+13125550199\"",
            Pattern.compile("\\+[1-9][0-9]{6,14}"),
            "write it in E.164: + and 7 to 15 digits, such as \"+13125550199\"");
    private static final Shape.Word TARGET = new Shape.Word(
            "telephone number or SIP address",
            "\"+13125550199\"",
            Pattern.compile("\\+[1-9][0-9]{6,14}|sips?:[^\\s@${}]{1,100}@[^\\s@${}]{1,150}"),
            "write E.164 such as \"+13125550199\", or sip:name@host; a destination is fixed in the flow");

    /** Names a result may not take, because expressions have them or will. */
    private static final String RESERVED = "call|input|http|attempt|partial|vars|as|break|const|continue|else|false|for"
            + "|function|if|import|in|let|loop|namespace|null|package|return|true|var|void|while";

    private static final Shape.Word VARIABLE = new Shape.Word(
            "name for a result",
            "<variable>",
            Pattern.compile("(?!(?:" + RESERVED + ")$)[a-z][a-z0-9_]{0,63}"),
            "begin with a small letter, then small letters, digits and _; not call or another word of the expressions");

    // The keys that lead on.
    static final Key<WayRef> GO = Key.required("go", new Shape.Way(), "the step this branch leads to");
    static final Key<YamlNode.Scalar> WHEN =
            Key.optional("when", new Shape.Prompt(MAX_EXPRESSION), "the condition, a CEL expression");
    static final List<Key<?>> BRANCH = List.of(WHEN, GO);
    private static final Map<Outcome, Key<WayRef>> WAYS = Stream.of(Outcome.values())
            .collect(Collectors.toMap(
                    outcome -> outcome, outcome -> Key.optional(outcome.key(), new Shape.Way(), outcome.about())));

    // say
    static final Key<YamlNode.Scalar> SAY = Key.required("say", SPOKEN, "what is spoken");

    // menu
    static final Key<YamlNode.Scalar> PROMPT = Key.required("prompt", SPOKEN, "what is spoken at the first try");
    static final Key<Duration> MENU_TIMEOUT = Key.defaulting(
            "timeout", ANSWER_TIME, Duration.ofSeconds(6), "silence after the prompt that counts as no input");
    static final Key<Integer> TRIES =
            Key.defaulting("tries", new Shape.Count(1, 10), 3, "tries in all, silence and wrong keys together");
    static final Key<Map<String, WayRef>> KEYS = Key.required(
            "keys",
            new Shape.Ways(
                    "a mapping from a key, one of 0-9 * #, to a step",
                    "{ \"1\": <step> }",
                    Stream.of("0123456789*#".split("")).toList()),
            "where each key leads");
    static final Key<List<YamlNode.Scalar>> NO_INPUT = Key.defaulting(
            "no_input",
            new Shape.Prompts(SPOKEN, 10),
            List.of(),
            "spoken after silence: the first time, the second …, the last repeated; else the prompt again");
    static final Key<List<YamlNode.Scalar>> NO_MATCH =
            Key.defaulting("no_match", new Shape.Prompts(SPOKEN, 10), List.of(), "spoken after a wrong key, likewise");
    static final Key<KeyValues> MENU = Key.required(
            "menu",
            new Shape.Group("menu", List.of(PROMPT, MENU_TIMEOUT, TRIES), List.of(KEYS, NO_INPUT, NO_MATCH)),
            "what it asks");

    // gather_ai
    static final Key<YamlNode.Scalar> GREETING = Key.optional("greeting", SPOKEN, "spoken first; nothing if left out");
    static final Key<YamlNode.Scalar> INSTRUCTIONS =
            Key.optional("instructions", new Shape.Prompt(10_000), "how the assistant is to behave");
    static final Key<String> AI_VOICE =
            Key.optional("voice", new Shape.Voice(), "the assistant's voice; Telnyx.KokoroTTS.af if left out");
    static final Key<Duration> AI_TIMEOUT =
            Key.defaulting("timeout", ANSWER_TIME, Duration.ofSeconds(10), "silence of the caller that ends it");
    static final Key<ObjectNode> PARAMETERS =
            Key.required("parameters", new Shape.Parameters(), "the values to ask for");
    static final Key<String> INTO =
            Key.optional("into", VARIABLE, "the variable that takes the result; thrown away if left out");
    static final Key<KeyValues> GATHER_AI = Key.required(
            "gather_ai",
            new Shape.Group(
                    "gather_ai", List.of(GREETING, INSTRUCTIONS, AI_VOICE, AI_TIMEOUT, PARAMETERS), List.of(INTO)),
            "what it asks");

    // choose
    static final Key<List<BranchDraft>> CHOOSE =
            Key.required("choose", new Shape.Branches(), "the branches, tried from the first");

    // transfer
    static final Key<String> TO = Key.required("to", TARGET, "whom to call");
    static final Key<String> FROM = Key.optional("from", E164, "the number shown; the number called if left out");
    static final Key<Duration> RING_TIME = Key.defaulting(
            "timeout",
            new Shape.Time(Duration.ofSeconds(5), Duration.ofSeconds(600)),
            Duration.ofSeconds(30),
            "how long it rings");
    static final Key<KeyValues> TRANSFER =
            Key.required("transfer", new Shape.Group("transfer", List.of(TO, FROM, RING_TIME), List.of()), "where to");

    // hangup
    static final Key<KeyValues> HANGUP =
            Key.defaulting("hangup", new Shape.Group("hangup", List.of(), List.of()), new KeyValues(), "ends the call");

    // The file.
    static final Key<String> FLOW = Key.required("flow", NAME, "its name");
    static final Key<WayRef> START = Key.required("start", new Shape.Way(), "the first step");
    static final Key<String> VOICE =
            Key.defaulting("voice", new Shape.Voice(), "Telnyx.KokoroTTS.af", "the voice of every prompt");
    static final Key<String> LANGUAGE = Key.defaulting(
            "language",
            new Shape.OneOf(
                    "en-US",
                    List.of(("arb cmn-CN cy-GB da-DK de-DE en-AU en-GB en-GB-WLS en-IN en-US es-ES es-MX es-US fr-CA"
                                    + " fr-FR hi-IN is-IS it-IT ja-JP ko-KR nb-NO nl-NL pl-PL pt-BR pt-PT ro-RO"
                                    + " ru-RU sv-SE tr-TR")
                            .split(" "))),
            "en-US",
            "the language of every prompt; AWS.Polly voices bring their own");
    static final Key<Duration> CALL_LIMIT = Key.defaulting(
            "call",
            new Shape.Time(Duration.ofSeconds(10), Duration.ofHours(4)),
            Duration.ofMinutes(30),
            "how long a call may last");
    static final Key<Integer> STEPS_LIMIT =
            Key.defaulting("steps", new Shape.Count(1, 150), 100, "how many steps a call may enter");
    static final Key<KeyValues> LIMITS = Key.defaulting(
            "limits",
            new Shape.Group("limits", List.of(CALL_LIMIT, STEPS_LIMIT), List.of()),
            new KeyValues(),
            "what ends an endless call");
    static final Key<Map<String, WayRef>> ON = Key.defaulting(
            "on",
            new Shape.Ways(
                    "a mapping from an outcome to a step",
                    "{ failed: <step> }",
                    Stream.of(Outcome.values())
                            .filter(outcome -> outcome != Outcome.NEXT)
                            .map(Outcome::key)
                            .toList()),
            Map.of(),
            "inherited ways: where an outcome leads that a step does not map");
    static final Key<List<Draft>> STEPS = Key.required("steps", new Shape.Steps(), "the steps");
    static final Shape.Group FILE =
            new Shape.Group("the flow", List.of(FLOW, START, VOICE, LANGUAGE, LIMITS, ON, STEPS), List.of());

    private Grammar() {}

    /** The key that says where an outcome leads. */
    static Key<WayRef> way(Outcome outcome) {
        return Objects.requireNonNull(WAYS.get(outcome));
    }

    static boolean isName(String text) {
        return NAME.form().matcher(text).matches();
    }

    static String nameCure() {
        return NAME.cure();
    }

    /** The kinds of step: the key that says the kind, the keys beside it, the outcomes. */
    @SuppressWarnings("ImmutableEnumChecker") // Key and List.of hold only what never changes
    enum Kind {
        SAY(Grammar.SAY, List.of(), "Speaks, then goes on", Outcome.NEXT, Outcome.FAILED),
        MENU(
                Grammar.MENU,
                List.of(KEYS, NO_INPUT, NO_MATCH),
                "Asks for one key of the telephone",
                Outcome.EXHAUSTED,
                Outcome.FAILED),
        GATHER_AI(
                Grammar.GATHER_AI,
                List.of(INTO),
                "Lets Telnyx's voice assistant ask for values",
                Outcome.NEXT,
                Outcome.INVALID,
                Outcome.FAILED),
        CHOOSE(Grammar.CHOOSE, List.of(), "Goes the first way whose condition holds"),
        TRANSFER(Grammar.TRANSFER, List.of(), "Hands the caller over", Outcome.BUSY, Outcome.NO_ANSWER, Outcome.FAILED),
        HANGUP(Grammar.HANGUP, List.of(), "Ends the call");

        private final Key<?> body;
        private final List<Key<?>> beside;
        private final String about;
        private final List<Outcome> outcomes;

        Kind(Key<?> body, List<Key<?>> beside, String about, Outcome... outcomes) {
            this.body = body;
            this.beside = beside;
            this.about = about;
            this.outcomes = List.of(outcomes);
        }

        static Optional<Kind> of(String key) {
            return Arrays.stream(values())
                    .filter(kind -> kind.key().equals(key))
                    .findFirst();
        }

        static List<String> keys() {
            return Arrays.stream(values()).map(Kind::key).toList();
        }

        /** The key that says the kind. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        Key<?> body() {
            return body;
        }

        List<Key<?>> beside() {
            return beside;
        }

        String about() {
            return about;
        }

        List<Outcome> outcomes() {
            return outcomes;
        }
    }
}
