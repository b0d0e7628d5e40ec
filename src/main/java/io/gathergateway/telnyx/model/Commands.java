package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.telnyx.model.LegIdentity.Direction;
import io.gathergateway.telnyx.model.LegState.Phase;
import io.gathergateway.telnyx.model.LegState.Purpose;
import io.gathergateway.telnyx.model.Sound.Kind;
import io.gathergateway.telnyx.model.Sound.Source;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command does. The order of the checks: a repeated command_id is ignored, then an ended call refuses, then the
 * body is checked, then the state of the call.
 */
final class Commands {
    /**
     * All others need an answered call: "You must issue [answer] before executing subsequent commands on an incoming
     * call" (specification). Whether a parked call can be transferred is not said, so it cannot.
     */
    private static final Set<String> BEFORE_ANSWER = Set.of("answer", "reject", "hangup", "client_state_update");

    private Commands() {}

    static Reaction take(LegState leg, String name, JsonNode body, long now) {
        Turn turn = new Turn(leg, now);
        Shape shape = CommandRules.of(name);
        if (shape == null) {
            return turn.reaction(Answer.refused(404, Fault.NOT_FOUND));
        }
        String commandId =
                body.path("command_id").isTextual() ? body.path("command_id").asText() : null;
        if (commandId != null && leg.seen().remembers(commandId, now)) {
            return turn.reaction(Answer.ok(false, List.of()));
        }
        if (leg.ended()) {
            return turn.reaction(Answer.refused(422, Fault.ENDED));
        }
        List<Fault> faults = shape.check(body);
        if (!faults.isEmpty()) {
            return turn.reaction(Answer.refused(422, faults));
        }
        Fault refusal = refusal(turn, name, body);
        if (refusal != null) {
            return turn.reaction(Answer.refused(422, refusal));
        }
        if (body.hasNonNull("client_state")) {
            turn.clientState = body.path("client_state").asText();
        }
        if (commandId != null) {
            turn.seen = turn.seen.and(commandId, now);
        }
        Answer ok = Answer.ok(true, shape.unknown(body));
        String conversation = act(turn, name, body);
        return turn.reaction(conversation == null ? ok : ok.withConversation(conversation));
    }

    private static @Nullable Fault refusal(Turn turn, String name, JsonNode body) {
        boolean outgoing = turn.identity.direction() == Direction.OUTGOING;
        if (outgoing && name.equals("answer")) {
            return Fault.ANSWER_OUTGOING;
        }
        if (turn.phase != Phase.ANSWERED && !BEFORE_ANSWER.contains(name)) {
            return Fault.NOT_ANSWERED;
        }
        boolean late = turn.phase == Phase.ANSWERED && (name.equals("answer") || name.equals("reject"));
        if (late || (outgoing && name.equals("reject"))) {
            return Fault.UNPROCESSABLE;
        }
        return switch (name) {
            case "gather_using_ai", "ai_assistant_start" -> turn.conversation != null ? Fault.ASSISTANT_RUNS : null;
            case "transcription_start" -> turn.transcribing ? Fault.TRANSCRIBES : null;
            case "enqueue" -> body.path("queue_name").asText().equals(turn.queue) ? Fault.IN_QUEUE : null;
            case "leave_queue" -> turn.queue == null ? Fault.NOT_IN_QUEUE : null;
            default -> null;
        };
    }

    /** Does it; gives the conversation's id where one was begun. A command not named here is accepted without a trace. */
    private static @Nullable String act(Turn turn, String name, JsonNode body) {
        switch (name) {
            case "answer" -> {
                Legs.answered(turn);
                if (body.hasNonNull("assistant")) {
                    Conversations.start(turn, Conversation.Kind.ASSISTANT, body);
                }
                turn.transcribing = body.path("transcription").asBoolean();
                if (body.hasNonNull("record")) {
                    record(turn, body.path("record_format").asText("mp3"), body.path("record_channels"));
                }
            }
            case "reject" -> {
                boolean busy = body.path("cause").asText().equals("USER_BUSY");
                Legs.end(turn, busy ? "user_busy" : "call_rejected", "callee", busy ? "486" : "603");
            }
            case "hangup" -> Legs.commandHangsUp(turn);
            case "speak" -> {
                stopFirst(turn, body);
                Sounds.play(turn, Sound.text(Kind.SPEAK, body.path("payload").asText(), loops(body)));
            }
            case "playback_start" -> {
                stopFirst(turn, body);
                Sounds.play(turn, file(body));
            }
            case "playback_stop" ->
                Sounds.stop(turn, !body.path("stop").asText("all").equals("current"));
            case "gather", "gather_using_speak", "gather_using_audio" -> Gathers.start(turn, name, body);
            case "gather_stop" -> Gathers.end(turn, "cancelled");
            case "gather_using_ai" -> {
                return Conversations.start(turn, Conversation.Kind.GATHER, body);
            }
            case "ai_assistant_start" -> {
                return Conversations.start(turn, Conversation.Kind.ASSISTANT, body);
            }
            case "ai_assistant_stop" -> Conversations.end(turn, "invalid", "assistant_stopped");
            case "ai_assistant_add_messages" -> Conversations.add(turn, body.path("messages"));
            case "transfer" -> Legs.transfer(turn, body);
            case "bridge" -> {
                if (body.hasNonNull("call_control_id")) {
                    turn.parks = body.path("park_after_unbridge").asText("").equals("self");
                    turn.effect(new Effect.Join(body.path("call_control_id").asText()));
                }
            }
            case "enqueue" -> enqueue(turn, body);
            case "leave_queue" -> Legs.leaveQueue(turn, "leave");
            case "record_start" -> {
                record(turn, body.path("format").asText(), body.path("channels"));
                recordUntil(turn, body);
            }
            case "record_stop" -> saveRecording(turn);
            case "transcription_start" -> turn.transcribing = true;
            case "transcription_stop" -> turn.transcribing = false;
            default -> {}
        }
        return null;
    }

    static void saveRecording(Turn turn) {
        LegState.Recording recording = turn.recording;
        if (recording == null) {
            return;
        }
        turn.recording = null;
        turn.silence(Purpose.RECORDING);
        String id = turn.derive("recording");
        turn.emit("call.recording.saved", payload -> {
            payload.put("channels", recording.channels());
            ObjectNode urls = payload.putObject("recording_urls");
            urls.put(recording.format(), "https://recordings.example/" + id + "." + recording.format());
            payload.putObject("public_recording_urls");
            payload.put("recording_started_at", Derived.time(recording.startedAt()));
            payload.put("recording_ended_at", Derived.time(turn.now));
        });
    }

    private static void record(Turn turn, String format, JsonNode channels) {
        if (turn.recording == null) {
            turn.recording = new LegState.Recording(format, channels.asText("dual"), turn.now);
        }
    }

    /** The caller of this model says nothing while recorded: silence ends it first, where it may. */
    private static void recordUntil(Turn turn, JsonNode body) {
        long silence = body.path("timeout_secs").asLong();
        long longest = body.path("max_length").asLong();
        long seconds = silence == 0 || longest == 0 ? Math.max(silence, longest) : Math.min(silence, longest);
        if (seconds > 0) {
            turn.alarm(Purpose.RECORDING, seconds * 1000);
        }
    }

    private static void enqueue(Turn turn, JsonNode body) {
        String queue = body.path("queue_name").asText();
        turn.queue = queue;
        turn.emit("call.enqueued", payload -> {
            payload.put("current_position", 1);
            payload.put("queue", queue);
            payload.put("queue_avg_wait_time_secs", 0);
        });
        if (body.hasNonNull("max_wait_time_secs")) {
            turn.alarm(Purpose.QUEUE, body.path("max_wait_time_secs").asLong() * 1000);
        }
    }

    private static void stopFirst(Turn turn, JsonNode body) {
        if (body.hasNonNull("stop")) {
            Sounds.stop(turn, body.path("stop").asText().equals("all"));
        }
    }

    private static Sound file(JsonNode body) {
        if (body.hasNonNull("media_name")) {
            return Sound.file(
                    Kind.PLAYBACK, Source.MEDIA, body.path("media_name").asText(), loops(body));
        }
        return Sound.file(Kind.PLAYBACK, Source.URL, body.path("audio_url").asText(""), loops(body));
    }

    private static int loops(JsonNode body) {
        return body.path("loop").asText("1").equals("infinity")
                ? Sound.FOREVER
                : body.path("loop").asInt(1);
    }
}
