package io.gathergateway.call;

import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small calls through the steps whose results have many orders, for {@link OrderTest}. */
final class Scenes {
    private static final String HEAD = """
            flow: test
            start: first
            voice: AWS.Polly.Joanna
            language: en-US
            limits: { call: 30m, steps: 60 }
            on: ON
            steps:
              sorry: { say: We are sorry., next: bye }
              bye: hangup
            """;

    static final String ASSISTANT = "assistant: { id: assistant-5c7e1f7a-1d36-4f6b-9d8a-2a4c4a3b8b11 }";

    private static final String ASKS = """
            first:
              gather_ai:
                greeting: What happened?
                tries: 2
                parameters: { name: { type: string }, pain: { type: boolean } }
              leave_when: { "partial.pain == true": sorry }
              into: claim
              next: thanks
              invalid: sorry
              failed: sorry
            """;

    static final String DIALS = """
            first: { dial: { to: "+13125550199" }, next: join, busy: sorry, no_answer: sorry }
            join: { bridge: {}, next: thanks }
            """;

    private static final String DIALS_TWO = """
            first: { dial: { to: "+13125550199" }, next: join, busy: other, no_answer: other }
            other: { dial: { to: "+13125550198" }, next: join, busy: sorry, no_answer: sorry }
            join: { bridge: {}, next: thanks }
            """;

    private static final String QUEUES = """
            first: { queue: { name: support, timeout: 1m }, timeout: longer, full: sorry }
            longer: { say: It takes longer., next: again }
            again: { queue: { name: support, timeout: 1m }, timeout: sorry, full: sorry }
            """;

    private static final String TRANSFERS = """
            first: { transfer: { to: "+13125550199" }, busy: longer, no_answer: sorry }
            longer: { say: We try another one., next: again }
            again: { transfer: { to: "+13125550198" }, busy: sorry, no_answer: sorry }
            """;

    private static final String PLACED = """
            first:
              choose:
                - { when: 'call.answered_by == "machine"', go: sorry }
                - { when: 'call.answered_by == "human"', go: person }
                - { go: bye }
            person: { http: { get: "https://crm.example.com/x", timeout: 5s }, next: thanks, timeout: sorry, degraded: sorry }
            """;

    private static final String RECORDS = """
            first: { record: { max: 1m, silence: 5s, end: "#" }, into: message, next: thanks }
            """;

    /** Who leaves a message ends it by hanging up, and the flow goes on without them. */
    private static final String KEEPS = """
            first: { record: { max: 1m, silence: 5s, end: "#" }, into: message, next: keep }
            keep:
              http: { post: "https://crm.example.com/voicemails", body: { call: "${call.id}" }, timeout: 5s }
              next: bye
              timeout: bye
              degraded: bye
              failed: bye
            """;

    private Scenes() {}

    /**
     * A call.
     *
     * @param script of {@link OutsideWorld}
     * @param rings timers that may ring at any time
     * @param ways the commands of the tidy order, and of others that the flow itself has for what may happen meanwhile
     */
    record Scene(
            String name,
            FlowSet flows,
            boolean placed,
            Map<String, String> script,
            Set<String> rings,
            List<List<String>> ways) {
        @Override
        public String toString() {
            return name;
        }
    }

    static FlowSet flows(String steps) {
        return flows("", steps);
    }

    static List<Scene> all() {
        return List.of(
                scene(
                        "an assistant ends by itself",
                        "first: { " + ASSISTANT + ", next: thanks }",
                        Map.of("ai_assistant_start", "call.conversation.created; call.conversation.ended"),
                        "answer ai_assistant_start speak hangup"),
                scene(
                        "an assistant is left by a key and comes again",
                        "first: { " + ASSISTANT + ", keys: { '0': aside }, next: sorry }\n"
                                + "aside: { say: One moment., next: talk }\n"
                                + "talk: { " + ASSISTANT + ", next: thanks }",
                        Map.of(
                                "ai_assistant_start#1", "call.dtmf.received {'digit':'0'}",
                                "ai_assistant_stop", "call.conversation.ended",
                                "ai_assistant_start#2", "call.conversation.ended"),
                        "answer ai_assistant_start ai_assistant_stop speak ai_assistant_start speak hangup"),
                scene(
                        "an assistant is told things and stopped from outside",
                        "first: { " + ASSISTANT + ", keys: { '0': aside }, next: sorry }\n"
                                + "aside: { say: One moment., next: talk }\n"
                                + "talk: { " + ASSISTANT + ", events: { whisper: hint }, next: sorry }\n"
                                + "hint: { assistant_add_messages: Be short., next: talk_on }\n"
                                + "talk_on: { assistant_wait: {}, events: { take_over: stop }, next: sorry }\n"
                                + "stop: { assistant_stop: {}, next: thanks }",
                        Map.of(
                                "ai_assistant_start#1", "call.dtmf.received {'digit':'0'}",
                                "ai_assistant_start#2", "event whisper",
                                "ai_assistant_stop", "call.conversation.ended",
                                "ai_assistant_add_messages", "event take_over"),
                        "answer ai_assistant_start ai_assistant_stop speak ai_assistant_start"
                                + " ai_assistant_add_messages ai_assistant_stop speak hangup"),
                scene(
                        "an assistant talks while a backend is asked",
                        "first: { " + ASSISTANT + ", events: { look: ask }, next: sorry }\n"
                                + "ask: { http: { get: 'https://crm.example.com/x', timeout: 5s }, next: thanks, timeout: sorry, degraded: sorry }",
                        Map.of(
                                "ai_assistant_start", "event look",
                                "http", "late http {}",
                                "ai_assistant_stop", "call.conversation.ended"),
                        "answer ai_assistant_start http ai_assistant_stop speak hangup"),
                scene(
                        "an AI gather brings everything",
                        ASKS,
                        Map.of(
                                "gather_using_ai",
                                "call.ai_gather.partial_results {'partial_results':{'name':'Ada'}};"
                                        + "call.ai_gather.ended"
                                        + " {'status':'valid','result':{'name':'Ada','pain':false}};"
                                        + "late call.conversation.ended"),
                        "answer gather_using_ai speak hangup"),
                scene(
                        "an AI gather fails once",
                        ASKS,
                        Map.of(
                                "gather_using_ai#1",
                                "call.ai_gather.ended {'status':'client_error'}; call.conversation.ended",
                                "gather_using_ai#2",
                                "call.ai_gather.ended {'status':'valid','result':{'name':'Ada','pain':false}};"
                                        + "call.conversation.ended"),
                        "answer gather_using_ai gather_using_ai speak hangup"),
                scene(
                        "an AI gather is left early",
                        ASKS,
                        Map.of(
                                "gather_using_ai",
                                "call.ai_gather.partial_results {'partial_results':{'name':'Ada'}};"
                                        + "call.ai_gather.partial_results {'partial_results':{'pain':true}}",
                                "ai_assistant_stop",
                                "call.ai_gather.ended {'status':'invalid'}; call.conversation.ended"),
                        "answer gather_using_ai ai_assistant_stop speak hangup"),
                scene(
                        "an assistant after an AI gather",
                        ASKS.replace("next: thanks", "next: talk") + "\ntalk: { " + ASSISTANT
                                + ", events: { whisper: hint }, next: bye }\n"
                                + "hint: { assistant_add_messages: Be short., next: talk_on }\n"
                                + "talk_on: { assistant_wait: {}, next: bye }",
                        Map.of(
                                "gather_using_ai",
                                "call.ai_gather.ended {'status':'valid','result':{'name':'Ada','pain':false}};"
                                        + "call.conversation.ended",
                                "ai_assistant_start",
                                "event whisper",
                                "ai_assistant_add_messages",
                                "call.conversation.ended {'assistant_id':'assistant-5c7e1f7a-1d36-4f6b-9d8a-2a4c4a3b8b11'}"),
                        "answer gather_using_ai ai_assistant_start ai_assistant_add_messages hangup"),
                rings(
                        "a backend is asked, with a hold prompt",
                        "first: { http: { get: 'https://crm.example.com/x', timeout: 5s, hold: One moment.,"
                                + " hold_after: 1s }, next: thanks, timeout: sorry, degraded: sorry }",
                        Map.of("http", "late http {}"),
                        "hold",
                        "answer http speak hangup",
                        "answer http speak speak hangup",
                        "answer http speak playback_stop speak hangup"),
                rings(
                        "a backend is asked twice, with a hold prompt that is cut",
                        "first: { http: { get: 'https://crm.example.com/x', timeout: 5s, hold: One moment.,"
                                + " hold_after: 1s }, next: second, timeout: sorry, degraded: sorry }\n"
                                + "second: { http: { get: 'https://crm.example.com/y', timeout: 5s, hold: One more.,"
                                + " hold_after: 1s }, next: bye, timeout: sorry, degraded: sorry }",
                        Map.of(
                                "http", "late http {}",
                                "speak", "call.speak.started",
                                "playback_stop", "call.speak.ended {'status':'completed'}"),
                        "hold",
                        "answer http http hangup",
                        "answer http speak playback_stop http hangup",
                        "answer http http speak playback_stop hangup",
                        "answer http speak playback_stop http speak playback_stop hangup"),
                scene(
                        "a person is dialled and leaves after a talk",
                        DIALS,
                        Map.of(
                                "dial",
                                "call.initiated b {'direction':'outgoing'}; call.answered b",
                                "bridge",
                                "call.bridged; call.bridged b; call.hangup b {'hangup_cause':'normal_clearing'}"),
                        "answer dial bridge speak hangup"),
                scene(
                        "a person is dialled and does not answer",
                        DIALS,
                        Map.of(
                                "dial",
                                "call.initiated b {'direction':'outgoing'}; call.hangup b {'hangup_cause':'timeout'}"),
                        "answer dial speak hangup"),
                scene(
                        "a person is dialled and leaves at once",
                        DIALS,
                        Map.of(
                                "dial",
                                "call.initiated b {'direction':'outgoing'}; call.answered b;"
                                        + "call.hangup b {'hangup_cause':'normal_clearing'}",
                                "bridge",
                                "refused 90018"),
                        "answer dial bridge speak hangup",
                        "answer dial speak hangup"),
                scene(
                        "a queue, twice",
                        QUEUES,
                        Map.of(
                                "enqueue#1",
                                "call.enqueued; call.dequeued {'reason':'timeout'}",
                                "enqueue#2",
                                "call.enqueued; call.dequeued {'reason':'bridged'}; call.bridged; call.hangup"),
                        "answer enqueue speak enqueue"),
                scene("a queue is full", QUEUES, Map.of("enqueue", "refused 90037"), "answer enqueue speak hangup"),
                scene(
                        "a transfer to who is busy, and another",
                        TRANSFERS,
                        Map.of(
                                "transfer#1",
                                "call.initiated b {'direction':'outgoing'}; call.hangup b {'hangup_cause':'user_busy'}",
                                "transfer#2",
                                "call.initiated b {'direction':'outgoing'}; call.answered b; call.bridged b;"
                                        + "call.bridged; call.hangup b {'hangup_cause':'normal_clearing'};"
                                        + "call.hangup {'hangup_cause':'normal_clearing'}"),
                        "answer transfer speak transfer"),
                scene(
                        "a person is dialled, and then another",
                        DIALS_TWO,
                        Map.of(
                                "dial#1",
                                "call.initiated b {'direction':'outgoing'}; call.hangup b {'hangup_cause':'user_busy'}",
                                "dial#2",
                                "call.initiated b {'direction':'outgoing'}; call.answered b",
                                "bridge",
                                "call.bridged; call.bridged b; call.hangup b {'hangup_cause':'normal_clearing'}"),
                        "answer dial dial bridge speak hangup"),
                placed("a placed call is answered by a person", "human", "dial http speak hangup"),
                placed("a placed call is answered by a machine", "machine", "dial speak hangup"),
                scene(
                        "a message that a key ends",
                        RECORDS,
                        Map.of(
                                "record_start",
                                "call.dtmf.received {'digit':'#'}",
                                "record_stop",
                                "call.recording.saved {'recording_urls':{'mp3':'https://telnyx.example.com/1.mp3'}}"),
                        "answer record_start record_stop speak hangup"),
                new Scene(
                        "a message that ends with the call",
                        flows("", KEEPS, "{ failed: sorry, hangup: keep }"),
                        false,
                        Map.of(
                                "record_start",
                                "call.hangup {'hangup_cause':'normal_clearing'};"
                                        + "call.recording.saved {'recording_urls':{'mp3':'https://telnyx.example.com/1.mp3'}}",
                                "http",
                                "late http {}"),
                        Set.of(),
                        split(
                                "answer record_start http",
                                "answer record_start http http",
                                "answer record_start http hangup")),
                scene(
                        "a message that is too short",
                        RECORDS,
                        Map.of("record_start", "call.recording.error {'reason':'too short'}"),
                        "answer record_start speak hangup"),
                scene(
                        "a wait for an event that comes early",
                        "first: { say: Please pay now., next: paid }\n"
                                + "paid: { wait: { event: payment, timeout: 2m }, next: thanks, timeout: sorry }",
                        Map.of("answer", "call.answered; event payment"),
                        "answer speak speak hangup"));
    }

    static FlowSet placedFlows() {
        return flows("answer: { answering_machine_detection: premium }\n", PLACED);
    }

    private static Scene placed(String name, String who, String... ways) {
        return new Scene(
                name,
                placedFlows(),
                true,
                Map.of(
                        "dial",
                        "call.initiated {'direction':'outgoing'}; call.answered;"
                                + "call.machine.premium.detection.ended {'result':'" + who + "'}",
                        "http",
                        "late http {}"),
                Set.of(),
                split(ways));
    }

    private static Scene scene(String name, String steps, Map<String, String> script, String... ways) {
        return new Scene(name, flows("", steps), false, script, Set.of(), split(ways));
    }

    private static Scene rings(String name, String steps, Map<String, String> script, String timer, String... ways) {
        return new Scene(name, flows("", steps), false, script, Set.of(timer), split(ways));
    }

    private static List<List<String>> split(String... ways) {
        return Arrays.stream(ways).map(way -> List.of(way.split(" ", -1))).toList();
    }

    private static FlowSet flows(String head, String steps) {
        return flows(head, steps, "{ failed: sorry }");
    }

    private static FlowSet flows(String head, String steps, String on) {
        String thanks = steps.contains("thanks") ? "thanks: { say: Thank you., next: bye }\n" : "";
        String file = head + HEAD.replace("ON", on) + (thanks + steps.strip()).indent(2);
        return switch (FlowReader.read("test.yaml", file)) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render() + "\n" + file);
        };
    }
}
