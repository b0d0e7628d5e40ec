package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.YamlNode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What each kind of step is written with: the key that says the kind, and the keys beside it. Ranges are Telnyx's where a
 * value goes to a Telnyx command: 1 to 120,000 ms for DTMF timeouts, 5 to 600 s for timeout_secs of transfer and dial.
 */
final class StepGrammar {
    static final Shape.Time ANSWER_TIME = time(Duration.ofSeconds(1), Duration.ofSeconds(120));
    private static final Shape.Time RING_TIME = time(Duration.ofSeconds(5), Duration.ofSeconds(600));
    private static final Shape.Time LONG_TIME = time(Duration.ofSeconds(1), Duration.ofHours(4));
    private static final Shape<WayRef> FLOW_NAME = new Shape.Special<>(
            "the name of a flow", "<flow>", (node, name, problems) -> new Shape.Way().read(node, name, problems));

    // Beside several kinds.
    static final Key<YamlNode.Mapping> TELNYX =
            Key.optional("telnyx", Forms.TABLE, "further parameters of the Telnyx command, by Telnyx's names");
    static final Key<List<PromptDraft>> NO_INPUT = Key.defaulting(
            "no_input",
            PromptDraft.SEVERAL,
            List.of(),
            "heard after silence: the first time, the second …, the last repeated; else the prompt again");
    static final Key<List<PromptDraft>> NO_MATCH =
            Key.defaulting("no_match", PromptDraft.SEVERAL, List.of(), "heard after input that does not fit, likewise");
    static final Key<PathRef> INTO =
            Key.optional("into", PathRef.SHAPE, "the variable that takes the result; thrown away if left out");
    static final Key<Integer> TRIES =
            Key.defaulting("tries", new Shape.Count(1, 10), 3, "tries in all, silence and wrong input together");
    static final Key<Duration> TIMEOUT = Key.defaulting(
            "timeout", ANSWER_TIME, Duration.ofSeconds(6), "silence after the prompt that counts as no input");
    static final Key<Map<String, WayRef>> EVENTS = Key.defaulting(
            "events",
            new Ways("a mapping from the name of an outside event to a step", "{ <event>: <step> }", List.of()),
            Map.of(),
            "where an event from outside leads meanwhile");

    // say, play
    static final Key<Forms.Heard> SAY = Key.required("say", Forms.SAY, "what is said");
    static final Key<Forms.Heard> PLAY = Key.required("play", Forms.PLAY, "what is played");

    // menu
    static final Key<PromptDraft> PROMPT = Key.required("prompt", PromptDraft.SHAPE, "what is heard at the first try");
    static final Key<Map<String, WayRef>> KEYS =
            Key.required("keys", Ways.ofKeys(), "where each key leads; repeat asks again");
    static final Key<KeyValues> MENU = Key.required(
            "menu",
            new Shape.Group("menu", List.of(PROMPT, TIMEOUT, TRIES, TELNYX), PROMPT, List.of(KEYS, NO_INPUT, NO_MATCH)),
            "what it asks");

    // gather
    static final Key<PromptDraft> GATHER_PROMPT =
            Key.optional("prompt", PromptDraft.SHAPE, "what is heard at the first try; silence if left out");
    static final Key<Forms.DigitsDraft> DIGITS = Key.required("digits", Forms.DIGITS, "how many keys");
    static final Key<String> VALID =
            Key.defaulting("valid", StepWords.SOME_KEYS, "0123456789", "the keys that may be typed");
    static final Key<String> END = Key.optional(
            "end", StepWords.ONE_KEY, "the key that ends the input before its longest; # if it may be shorter");
    static final Key<Duration> BETWEEN =
            Key.defaulting("between", ANSWER_TIME, Duration.ofSeconds(4), "silence after a key that ends the input");
    static final Key<YamlNode.Scalar> CHECK = Key.optional(
            "check",
            new Shape.Text(Grammar.MAX_EXPRESSION),
            "a condition on input that must hold, else it does not match");
    static final Key<KeyValues> GATHER = Key.required(
            "gather",
            new Shape.Group(
                    "gather",
                    List.of(GATHER_PROMPT, DIGITS, VALID, END, TIMEOUT, BETWEEN, TRIES, TELNYX),
                    null,
                    List.of(CHECK, INTO, NO_INPUT, NO_MATCH)),
            "what it asks");

    // gather_ai
    static final Key<PromptDraft> GREETING =
            Key.optional("greeting", PromptDraft.WORDS, "spoken first; nothing if left out");
    static final Key<YamlNode.Scalar> INSTRUCTIONS =
            Key.optional("instructions", new Shape.Text(10_000, true), "how the assistant is to behave");
    static final Key<String> AI_VOICE =
            Key.optional("voice", new Shape.Voice(), "the assistant's voice; that of the language if left out");
    static final Key<Duration> AI_TIMEOUT =
            Key.defaulting("timeout", ANSWER_TIME, Duration.ofSeconds(10), "silence of the caller that ends it");
    static final Key<Integer> AI_TRIES =
            Key.defaulting("tries", new Shape.Count(1, 3), 2, "how often it is begun before it counts as failed");
    static final Key<ObjectNode> PARAMETERS = Key.required("parameters", Forms.PARAMETERS, "the values to ask for");
    static final Key<List<BranchDraft>> LEAVE_WHEN = Key.defaulting(
            "leave_when",
            Forms.CONDITIONS,
            List.of(),
            "conditions on partial, the values so far, that end it early by a way of their own");
    static final Key<KeyValues> GATHER_AI = Key.required(
            "gather_ai",
            new Shape.Group(
                    "gather_ai",
                    List.of(GREETING, INSTRUCTIONS, AI_VOICE, AI_TIMEOUT, AI_TRIES, PARAMETERS, TELNYX),
                    null,
                    List.of(INTO, LEAVE_WHEN)),
            "what it asks");

    // assistant …
    static final Key<String> ID = Key.required("id", StepWords.ASSISTANT_ID, "the assistant stored at Telnyx");
    static final Key<YamlNode.Mapping> DYNAMIC =
            Key.optional("variables", Forms.TABLE, "dynamic_variables of the assistant");
    static final Key<Duration> PATIENCE =
            Key.optional("timeout", LONG_TIME, "how long to wait for its end; as long as the call if left out");
    static final Key<Map<String, WayRef>> MEANWHILE =
            Key.defaulting("keys", Ways.ofKeys(), Map.of(), "where a key pressed meanwhile leads");
    static final Key<KeyValues> ASSISTANT = Key.required(
            "assistant",
            new Shape.Group(
                    "assistant",
                    List.of(ID, GREETING, INSTRUCTIONS, DYNAMIC, PATIENCE, TELNYX),
                    null,
                    List.of(MEANWHILE, EVENTS)),
            "who talks");
    static final Key<YamlNode> MESSAGES =
            Key.required("messages", MessageReader.SHAPE, "what it is told; a bare text is one system message");
    static final Key<KeyValues> ADD_MESSAGES = Key.required(
            "assistant_add_messages",
            new Shape.Group("assistant_add_messages", List.of(MESSAGES, TELNYX), MESSAGES, List.of()),
            "what it is told");
    static final Key<KeyValues> ASSISTANT_WAIT = Key.defaulting(
            "assistant_wait",
            new Shape.Group("assistant_wait", List.of(PATIENCE), null, List.of(MEANWHILE, EVENTS)),
            new KeyValues(),
            "how long");
    static final Key<KeyValues> ASSISTANT_STOP =
            Key.defaulting("assistant_stop", extrasOnly("assistant_stop"), new KeyValues(), "stops it");

    // set, choose
    static final Key<YamlNode.Mapping> SET =
            Key.required("set", Forms.TABLE, "variables and their values, in this order; language is one of them");
    static final Key<List<BranchDraft>> CHOOSE =
            Key.required("choose", Forms.BRANCHES, "the branches, tried from the first");

    // http
    static final List<Key<YamlNode.Scalar>> METHODS = Stream.of("get", "post", "put", "patch", "delete")
            .map(method -> Key.optional(method, new Shape.Text(2000), "the address to " + method))
            .toList();
    static final Key<YamlNode.Mapping> HEADERS =
            Key.optional("headers", Forms.TABLE, "headers; ${secret.<name>} brings a secret of the configuration");
    static final Key<YamlNode> BODY = Key.optional("body", Forms.ANYTHING, "sent as JSON");
    static final Key<Duration> HTTP_TIMEOUT = Key.defaulting(
            "timeout",
            time(Duration.ofMillis(100), Duration.ofSeconds(30)),
            Duration.ofSeconds(2),
            "the whole time for an answer; each attempt has what the ones before left of it");
    static final Key<Integer> RETRIES =
            Key.defaulting("retries", new Shape.Count(0, 3), 0, "attempts after the first, on 5xx or a broken answer");
    static final Key<Boolean> IDEMPOTENT = Key.defaulting(
            "idempotent",
            new Shape.Flag(),
            false,
            "whether it may be repeated; get always is, other methods need it for retries");
    static final Key<PromptDraft> HOLD =
            Key.optional("hold", PromptDraft.SHAPE, "heard when the answer takes longer than hold_after");
    static final Key<Duration> HOLD_AFTER = Key.defaulting(
            "hold_after", time(Duration.ofMillis(100), Duration.ofSeconds(30)), Duration.ofSeconds(1), "see hold");
    static final Key<ObjectNode> RETURNS =
            Key.optional("returns", Forms.OBJECT, "what the body of a 2xx answer must fit, else the step failed");
    static final Key<KeyValues> HTTP = Key.required(
            "http",
            new Shape.Group(
                    "http",
                    Stream.concat(
                                    METHODS.stream(),
                                    Stream.of(HEADERS, BODY, HTTP_TIMEOUT, RETRIES, IDEMPOTENT, HOLD, HOLD_AFTER))
                            .toList(),
                    null,
                    List.of(RETURNS, INTO)),
            "what it asks");

    // call, return
    static final Key<WayRef> FLOW = Key.required("flow", FLOW_NAME, "in <name>.yaml beside this file");
    static final Key<YamlNode.Mapping> WITH = Key.optional("with", Forms.TABLE, "what the flow takes");
    static final Key<KeyValues> CALL = Key.required(
            "call", new Shape.Group("call", List.of(FLOW, WITH), FLOW, List.of(INTO)), "the flow to go through");
    static final Key<YamlNode.Mapping> RETURN = Key.optional("return", Forms.TABLE, "what the flow gives");
    static final Key<String> AS = Key.defaulting(
            "as",
            new Shape.OneOf("next", List.of("next", "exhausted", "failed")),
            "next",
            "the outcome of the call step");

    // Other people.
    static final Key<YamlNode.Scalar> TO =
            Key.required("to", new Shape.Text(300), "whom to call, E.164 or SIP; with ${…} it must be among targets");
    static final Key<String> FROM =
            Key.optional("from", Grammar.E164, "the number shown; the number called if left out");
    static final Key<Duration> RINGS =
            Key.defaulting("timeout", RING_TIME, Duration.ofSeconds(30), "how long it rings");
    static final Key<KeyValues> TRANSFER = Key.required(
            "transfer", new Shape.Group("transfer", List.of(TO, FROM, RINGS, TELNYX), TO, List.of()), "where to");
    static final Key<KeyValues> DIAL =
            Key.required("dial", new Shape.Group("dial", List.of(TO, FROM, RINGS, TELNYX), TO, List.of()), "whom");
    static final Key<KeyValues> BRIDGE =
            Key.defaulting("bridge", extrasOnly("bridge"), new KeyValues(), "joins the two");
    static final Key<String> QUEUE_NAME = Key.required("name", StepWords.QUEUE, "the queue at Telnyx");
    static final Key<Duration> QUEUE_TIME = Key.defaulting(
            "timeout", time(Duration.ofSeconds(5), Duration.ofHours(4)), Duration.ofMinutes(10), "the longest wait");
    static final Key<KeyValues> QUEUE_BODY = Key.required(
            "queue", new Shape.Group("queue", List.of(QUEUE_NAME, QUEUE_TIME, TELNYX), QUEUE_NAME, List.of()), "which");

    // record, send_dtmf, wait, hangup
    static final Key<Duration> MAX = Key.defaulting(
            "max", time(Duration.ofSeconds(1), Duration.ofHours(4)), Duration.ofMinutes(2), "the longest recording");
    static final Key<Duration> SILENCE = Key.defaulting(
            "silence",
            time(Duration.ofSeconds(1), Duration.ofMinutes(2)),
            Duration.ofSeconds(5),
            "silence that ends it");
    static final Key<String> END_RECORD = Key.optional("end", StepWords.ONE_KEY, "the key that ends it");
    static final Key<KeyValues> RECORD = Key.defaulting(
            "record",
            new Shape.Group("record", List.of(MAX, SILENCE, END_RECORD, TELNYX), null, List.of(INTO)),
            new KeyValues(),
            "how long");
    static final Key<YamlNode.Scalar> TONES =
            Key.required("digits", new Shape.Text(128), "of 0-9 A-D * #, w and W for a pause of 0.5 s and 1 s");
    static final Key<KeyValues> SEND_DTMF = Key.required(
            "send_dtmf", new Shape.Group("send_dtmf", List.of(TONES, TELNYX), TONES, List.of()), "which tones");
    static final Key<String> EVENT_NAME = Key.optional("event", StepWords.EVENT, "the event; time alone if left out");
    static final Key<Duration> WAIT_TIME =
            Key.required("timeout", time(Duration.ofMillis(100), Duration.ofHours(4)), "how long");
    static final Key<ObjectNode> BRINGS = Key.optional(
            "returns", Forms.OBJECT, "what the event's data must fit; another one is not what is waited for");
    static final Key<KeyValues> WAIT = Key.required(
            "wait",
            new Shape.Group("wait", List.of(EVENT_NAME, WAIT_TIME), WAIT_TIME, List.of(BRINGS, INTO)),
            "for what");
    static final Key<KeyValues> HANGUP =
            Key.defaulting("hangup", extrasOnly("hangup"), new KeyValues(), "ends the call");

    /** How a kind is written. */
    record Form(Key<?> body, List<Key<?>> beside) {}

    private static final Map<Kind, Form> FORMS = new EnumMap<>(Map.ofEntries(
            form(Kind.SAY, SAY),
            form(Kind.PLAY, PLAY),
            form(Kind.MENU, MENU, KEYS, NO_INPUT, NO_MATCH),
            form(Kind.GATHER, GATHER, CHECK, INTO, NO_INPUT, NO_MATCH),
            form(Kind.GATHER_AI, GATHER_AI, LEAVE_WHEN, INTO),
            form(Kind.ASSISTANT, ASSISTANT, MEANWHILE, EVENTS),
            form(Kind.ASSISTANT_ADD_MESSAGES, ADD_MESSAGES),
            form(Kind.ASSISTANT_WAIT, ASSISTANT_WAIT, MEANWHILE, EVENTS),
            form(Kind.ASSISTANT_STOP, ASSISTANT_STOP),
            form(Kind.SET, SET),
            form(Kind.CHOOSE, CHOOSE),
            form(Kind.HTTP, HTTP, RETURNS, INTO),
            form(Kind.CALL, CALL, INTO),
            form(Kind.RETURN, RETURN, AS),
            form(Kind.TRANSFER, TRANSFER),
            form(Kind.DIAL, DIAL),
            form(Kind.BRIDGE, BRIDGE),
            form(Kind.QUEUE, QUEUE_BODY),
            form(Kind.RECORD, RECORD, INTO),
            form(Kind.SEND_DTMF, SEND_DTMF),
            form(Kind.WAIT, WAIT, BRINGS, INTO),
            form(Kind.HANGUP, HANGUP)));

    private StepGrammar() {}

    static Form of(Kind kind) {
        return java.util.Objects.requireNonNull(FORMS.get(kind));
    }

    private static Map.Entry<Kind, Form> form(Kind kind, Key<?> body, Key<?>... beside) {
        return Map.entry(kind, new Form(body, List.of(beside)));
    }

    private static Shape.Group extrasOnly(String called) {
        return new Shape.Group(called, List.of(TELNYX));
    }

    private static Shape.Time time(Duration min, Duration max) {
        return new Shape.Time(min, max);
    }
}
