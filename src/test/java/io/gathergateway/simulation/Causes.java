package io.gathergateway.simulation;

import io.gathergateway.telnyx.model.LegState;
import io.gathergateway.telnyx.model.Sound;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which command truly led to a result, by what is under way on the leg; {@code client_state} has no part in it, for what
 * it says is what is tried.
 */
final class Causes {
    private static final Map<String, String> KINDS = Map.of(
            "gather", "call.gather.ended",
            "gather_using_speak", "call.gather.ended",
            "gather_using_audio", "call.gather.ended",
            "gather_using_ai", "call.ai_gather.ended",
            "speak", "call.speak.ended");

    /** The commands whose result is yet to come, by leg and type of the result, the oldest first. */
    private final Map<String, Deque<String>> underWay = new HashMap<>();

    /** A command took effect, and all that it cut short has been told. */
    void began(String leg, String command, String commandId) {
        String result = KINDS.get(command);
        if (result != null) {
            underWay.computeIfAbsent(leg + result, absent -> new ArrayDeque<>()).add(commandId);
        }
    }

    /** The command that a webhook about to be sent results from; null for those that nobody keeps account of. */
    @Nullable
    String of(String leg, String type) {
        Deque<String> commands = underWay.get(leg + type);
        return commands == null ? null : commands.poll();
    }

    /** What was dropped before it was heard will not tell its end. */
    void trim(String leg, LegState state) {
        Deque<String> speaks = underWay.get(leg + "call.speak.ended");
        long sounds = state.sounds().stream()
                .filter(sound -> sound.kind() == Sound.Kind.SPEAK)
                .count();
        while (speaks != null && speaks.size() > sounds) {
            speaks.pollLast();
        }
    }
}
