package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.telnyx.model.LegState.Purpose;
import io.gathergateway.telnyx.model.Sound.Kind;
import io.gathergateway.telnyx.model.Sound.Source;

/** The one player of a leg: consecutive sounds queue. A prompt tells its gather when it is over. */
final class Sounds {
    private Sounds() {}

    static void play(Turn turn, Sound sound) {
        turn.sounds.add(sound);
        if (turn.sounds.size() == 1) {
            begin(turn);
        }
    }

    /** The head has been played. */
    static void ended(Turn turn) {
        if (!turn.sounds.isEmpty()) {
            end(turn, "completed");
            begin(turn);
        }
    }

    /** Stops the head, and with {@code all} what waits behind it. */
    static void stop(Turn turn, boolean all) {
        if (turn.sounds.isEmpty()) {
            return;
        }
        if (all) {
            turn.sounds.subList(1, turn.sounds.size()).clear();
        }
        end(turn, "cancelled");
        begin(turn);
    }

    /** Takes the prompts away, because a key was pressed or the gather is over. */
    static void dropPrompts(Turn turn) {
        boolean playing = !turn.sounds.isEmpty() && turn.sounds.getFirst().kind() == Kind.PROMPT;
        if (playing) {
            tellEnd(turn, turn.sounds.getFirst(), "cancelled");
        }
        turn.sounds.removeIf(sound -> sound.kind() == Kind.PROMPT);
        if (playing) {
            turn.silence(Purpose.SOUND);
            begin(turn);
        }
    }

    /** The call is over, or joined to another: nothing plays on. */
    static void cut(Turn turn, String status) {
        if (!turn.sounds.isEmpty()) {
            tellEnd(turn, turn.sounds.getFirst(), status);
        }
        turn.sounds.clear();
        turn.silence(Purpose.SOUND);
    }

    private static void begin(Turn turn) {
        if (turn.sounds.isEmpty()) {
            return;
        }
        Sound sound = turn.sounds.getFirst();
        if (sound.source() != Source.TEXT) {
            turn.emit("call.playback.started", payload -> describe(payload, sound));
        } else if (sound.kind() == Kind.SPEAK) {
            turn.emit("call.speak.started");
        }
        turn.effect(new Effect.Heard(sound.what()));
        if (sound.loops() != Sound.FOREVER) {
            turn.alarm(Purpose.SOUND, sound.millis() * sound.loops());
        }
    }

    private static void end(Turn turn, String status) {
        Sound sound = turn.sounds.removeFirst();
        turn.silence(Purpose.SOUND);
        tellEnd(turn, sound, status);
        if (sound.kind() == Kind.PROMPT && turn.sounds.stream().noneMatch(next -> next.kind() == Kind.PROMPT)) {
            Gathers.promptEnded(turn);
        }
    }

    /** A spoken prompt tells nothing: gather_using_speak announces no speak events. */
    private static void tellEnd(Turn turn, Sound sound, String status) {
        if (sound.source() != Source.TEXT) {
            turn.emit("call.playback.ended", payload -> {
                describe(payload, sound);
                payload.put("status", status);
            });
        } else if (sound.kind() == Kind.SPEAK) {
            // A speak has no status for being stopped.
            String spoken = status.equals("cancelled") ? "completed" : status;
            turn.emit("call.speak.ended", payload -> payload.put("status", spoken));
        }
    }

    private static void describe(ObjectNode payload, Sound sound) {
        payload.put(sound.source() == Source.MEDIA ? "media_name" : "media_url", sound.what());
        payload.put("overlay", false);
    }
}
