package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What can happen to a leg. */
public sealed interface Stimulus {
    /** A command as it came: its name as in the path ({@code gather_using_speak}) and its body. */
    record Command(String name, JsonNode body) implements Stimulus {}

    /** One key: {@code 0-9 * #}. */
    record CallerPresses(char digit) implements Stimulus {}

    /** The caller speaks; {@code fields} is what a voice assistant understands of it. */
    record CallerSays(String text, ObjectNode fields) implements Stimulus {}

    /** The voice assistant ends its conversation by itself. */
    record AssistantEnds() implements Stimulus {}

    /** Answering machine detection, the premium one or the other, came to a result: Telnyx's word, such as {@code machine}. */
    record MachineDetected(String result, boolean premium) implements Stimulus {}

    /** The person on this leg's far end hangs up. */
    record CallerHangsUp() implements Stimulus {}

    /** An outgoing leg is answered. */
    record FarSideAnswers() implements Stimulus {}

    /** An outgoing leg is not taken. */
    record FarSideDeclines(Reason reason) implements Stimulus {}

    enum Reason {
        BUSY,
        REJECTED,
        NOT_FOUND
    }

    /** Two legs are joined; told to each. */
    record Bridged(String peer) implements Stimulus {}

    /** The leg this one was joined with, or was about to be, has ended. */
    record PeerEnded(String peer) implements Stimulus {}

    /** An {@link Effect.Alarm} rings. */
    record AlarmDue(int alarm) implements Stimulus {}
}
