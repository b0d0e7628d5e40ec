package io.gathergateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.EventHeader;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A flow and the events of a call, for tests of what is decided. */
public final class TestCall {
    public static final SessionKey KEY = new SessionKey("428c31b6-7af4-4bcb-b7f5-5013ef9657c1");
    public static final String LEG = "leg-a";
    public static final String OTHER_LEG = "leg-b";
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestCall() {}

    private static final String FLOW = """
            flow: test
            start: menu
            voice: AWS.Polly.Joanna
            language: en-US
            limits: { call: 30m, steps: 20 }
            on: { failed: sorry }
            steps:
              menu:
                menu: { prompt: "Press 1 for an account, 0 for a person.", timeout: 6s, tries: 3 }
                keys: { "1": details, "0": operator }
                no_input: ["Please press 1 or 0.", "1 for an account, 0 for a person."]
                no_match: That key means nothing here.
                exhausted: operator
              details:
                gather_ai:
                  greeting: What can we do for you?
                  parameters: { reason: { type: string, description: Why they call } }
                into: request
                next: route
                invalid: operator
                failed: operator
              route:
                choose:
                  - { when: 'request.reason == "billing"', go: billing }
                  - { go: operator }
              billing: { say: Your bill is on its way., next: bye }
              operator: { transfer: { to: "+13125550199", timeout: 30s }, busy: sorry, no_answer: sorry }
              sorry: { say: We are sorry., next: bye }
              bye: hangup
            """;

    /** For deciders that must not meet a bug. */
    public static Consumer<RuntimeException> noBugs() {
        return bug -> {
            throw new AssertionError(bug);
        };
    }

    /** A keypad menu, an AI gather, a branch on its result, a prompt, a transfer. */
    public static FlowSet flows() {
        return switch (FlowReader.read("test.yaml", FLOW)) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused -> throw new AssertionError(refused.problems());
        };
    }

    public static SessionEvent initiated(String id) {
        return webhook(new CallEvent.CallInitiated(
                header(id, "call.initiated", LEG, null),
                "incoming",
                "parked",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of()));
    }

    public static SessionEvent outgoing(String id, String leg) {
        return webhook(new CallEvent.CallInitiated(
                header(id, "call.initiated", leg, null),
                "outgoing",
                "bridging",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of()));
    }

    public static SessionEvent answered(String id, String leg) {
        return webhook(new CallEvent.CallAnswered(
                header(id, "call.answered", leg, null), null, "answered", List.of(), List.of(), List.of()));
    }

    public static SessionEvent gathered(String id, @Nullable String state, String status, String digits) {
        return webhook(new CallEvent.GatherEnded(header(id, "call.gather.ended", LEG, state), digits, status));
    }

    public static SessionEvent understood(String id, @Nullable String state, String status, @Nullable String result) {
        return webhook(new CallEvent.AiGatherEnded(
                header(id, "call.ai_gather.ended", LEG, state), status, json(result), List.of()));
    }

    public static SessionEvent spoken(String id, @Nullable String state) {
        return webhook(new CallEvent.SpeakEnded(header(id, "call.speak.ended", LEG, state), "completed"));
    }

    public static SessionEvent played(String id, String status) {
        return webhook(new CallEvent.PlaybackEnded(
                header(id, "call.playback.ended", LEG, null), null, null, null, status, null));
    }

    public static SessionEvent.Webhook pressed(String id, String digit) {
        return new SessionEvent.Webhook(
                KEY, new CallEvent.DtmfReceived(header(id, "call.dtmf.received", LEG, null), digit));
    }

    /** A recording of 12 seconds; without an address where {@code url} is null. */
    public static SessionEvent recorded(String id, @Nullable String state, @Nullable String url) {
        EventHeader full = header(id, "call.recording.saved", LEG, state);
        return webhook(new CallEvent.RecordingSaved(
                new EventHeader(id, full.type(), null, full.callSessionId(), LEG, null, "7267", state, null, null),
                "single",
                null,
                "2026-01-01T00:00:12Z",
                "2026-01-01T00:00:00Z",
                url == null ? null : json("{\"mp3\":\"" + url + "\"}")));
    }

    public static SessionEvent external(String id, String name, @Nullable String data) {
        return new SessionEvent.External(KEY, id, name, json(data));
    }

    public static SessionEvent bridged(String id, String leg, @Nullable String state) {
        return webhook(new CallEvent.CallBridged(header(id, "call.bridged", leg, state)));
    }

    public static SessionEvent hungUp(String id, String leg, String cause) {
        return hungUp(id, leg, cause, null);
    }

    public static SessionEvent hungUp(String id, String leg, String cause, @Nullable String state) {
        return webhook(new CallEvent.CallHangup(
                header(id, "call.hangup", leg, state),
                cause,
                "caller",
                null,
                null,
                "hangup",
                null,
                List.of(),
                List.of(),
                List.of()));
    }

    /**
     * A short call's n-th event: initiated, answered, the key 1, hung up. It carries the {@code client_state} of the
     * newest command that can have caused it, as Telnyx's would.
     */
    public static SessionEvent event(SessionKey key, int n, List<OutboxCommand> decided) {
        String id = key.id() + "-event-" + n;
        return switch (n) {
            case 1 -> of(key, initiated(id));
            case 2 -> of(key, answered(id, LEG));
            case 3 -> of(key, gathered(id, stateOf("gather_using_speak", decided), "valid", "1"));
            case 4 -> of(key, hungUp(id, LEG, "normal_clearing"));
            default -> throw new IllegalArgumentException("no event " + n);
        };
    }

    private static SessionEvent of(SessionKey key, SessionEvent event) {
        return new SessionEvent.Webhook(key, ((SessionEvent.Webhook) event).event());
    }

    private static @Nullable String stateOf(String command, List<OutboxCommand> decided) {
        synchronized (decided) {
            return decided.stream()
                    .filter(c -> c.name().equals(command))
                    .map(TestCall::state)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** The {@code client_state} a command sets. */
    public static String state(OutboxCommand command) {
        return command.request().body().replaceAll(".*\"client_state\":\"([^\"]+)\".*", "$1");
    }

    private static SessionEvent webhook(CallEvent event) {
        return new SessionEvent.Webhook(KEY, event);
    }

    private static EventHeader header(String id, String type, String leg, @Nullable String state) {
        return new EventHeader(
                id, type, null, KEY.id(), leg, "v3:" + leg, "7267", state, "+13125550100", "+13125550001");
    }

    private static @Nullable JsonNode json(@Nullable String text) {
        try {
            return text == null ? null : JSON.readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
