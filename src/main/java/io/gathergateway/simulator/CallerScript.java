package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A caller: who calls, what they do once answered, and how the call must end. When the lines are used up the caller stays
 * silent; once handed over, they talk for three seconds and hang up.
 *
 * @param to the number called; null is the simulator's own
 */
public record CallerScript(
        String name, String from, @Nullable String to, List<Line> lines, FarSide transfer, Expect expect) {
    public CallerScript {
        lines = List.copyOf(lines);
    }

    /** How whoever a transfer rings reacts. */
    public enum FarSide {
        ANSWERS,
        BUSY,
        NO_ANSWER
    }

    /** One thing the caller does. The durations are of the call's time, before speed. */
    public sealed interface Line {
        record Wait(Duration time) implements Line {}

        /** Presses these keys at the next DTMF gather. */
        record Press(String digits) implements Line {}

        /** Lets the next question pass. */
        record Silent() implements Line {}

        /** Tells these values when a voice assistant listens next. */
        record Tell(ObjectNode fields) implements Line {}

        record HangUp(Duration after) implements Line {}
    }

    /** Who ended the call; a transfer that was answered counts as the end of what is scripted. */
    public enum EndedBy {
        CALLER,
        GATEWAY,
        TRANSFER,
        NOBODY
    }

    /** What is not said is not checked. {@code heard}: each part in this order; {@code commands}: these and no others. */
    public record Expect(
            @Nullable EndedBy endedBy,
            @Nullable String transferredTo,
            List<String> heard,
            @Nullable List<String> commands) {
        public static final Expect NOTHING = new Expect(null, null, List.of(), null);

        public Expect {
            heard = List.copyOf(heard);
            commands = commands == null ? null : List.copyOf(commands);
        }
    }
}
