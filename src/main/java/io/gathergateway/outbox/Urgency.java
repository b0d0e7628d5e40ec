package io.gathergateway.outbox;

import java.util.Set;

/**
 * Who goes first where not all can go at once. What ends a call frees a line and helps every other call; an answer keeps
 * a caller who has heard nothing but ringing; what was decided just now still helps its caller, while what was put off
 * before may have lost its use.
 */
enum Urgency {
    /** Hang-up and reject. */
    END,
    ANSWER,
    /** Decided just now, or the next of its lane. */
    FRESH,
    /** A new call: nobody hears the silence. */
    DIAL,
    /** Put off before, or left by a pod that is gone. */
    LEFT_OVER;

    private static final Set<String> ENDS = Set.of("hangup", "reject");

    /**
     * Of a command.
     *
     * @param name Telnyx's name of it
     * @param swept whether the sweeper found it
     */
    static Urgency of(String name, boolean swept) {
        if (ENDS.contains(name)) {
            return END;
        }
        return switch (name) {
            case "answer" -> ANSWER;
            case DialPace.COMMAND -> DIAL;
            default -> swept ? LEFT_OVER : FRESH;
        };
    }
}
