package io.gathergateway.call;

import io.gathergateway.telnyx.event.EventHeader;
import java.util.List;
import java.util.Optional;

/**
 * The one result the flow waits for. Invariant: a session waits for at most one, and it is consumed once (P7).
 *
 * @param token the id of the token its command carries; {@link #ANY_TOKEN} where no command of its own asked for it
 * @param type the {@code event_type} that tells the result, or one of the words below
 * @param also further types that tell it
 * @param earlier tokens of commands of the same step that the result may carry too
 * @param lane of its command; empty without a command
 * @param commandId of its command; empty without a command
 */
public record Awaited(
        String token, String type, List<String> also, List<String> earlier, String lane, String commandId) {
    /** A result that any command of the call may have led to, such as the end of a conversation. */
    static final String ANY_TOKEN = "*";

    /** The result is that Telnyx accepts the command: no webhook tells its effect. */
    static final String ACCEPTED = "(accepted)";

    /** The result is that the step's time is up. */
    static final String TIME = "(time)";

    /** The answer of the customer's backend. */
    static final String CALLOUT = "(callout)";

    /** Begins the name of an event from outside. */
    private static final String EXTERNAL = "(external)";

    /** An earlier release wrote neither of the lists. */
    public Awaited {
        also = also == null ? List.of() : List.copyOf(also);
        earlier = earlier == null ? List.of() : List.copyOf(earlier);
    }

    /** The type of an event from outside, by its name. */
    static String external(String name) {
        return EXTERNAL + name;
    }

    boolean takes(String eventType) {
        return type.equals(eventType) || also.contains(eventType);
    }

    /**
     * Whether an event belongs to the command waited for: it carries the command's token, or none of ours, in which
     * case only this step can be meant. The type is the caller's to check.
     */
    boolean concerns(SessionKey session, EventHeader header) {
        Optional<Token> carried = Token.of(header.clientState());
        return carried.isEmpty() || isOurs(session, carried.get());
    }

    /** Whether an event says by its token that it belongs to the command waited for, on whatever leg it happened. */
    boolean isNamedBy(SessionKey session, EventHeader header) {
        return Token.of(header.clientState())
                .filter(carried -> isOurs(session, carried))
                .isPresent();
    }

    /**
     * Whether an event proves that the command waited for took effect: by its own token, not by that of an earlier command
     * of the step, which says nothing of it.
     */
    boolean isProvedBy(SessionKey session, EventHeader header) {
        return !takes(CALLOUT)
                && Token.of(header.clientState())
                        .filter(carried -> carried.session().equals(session.id()))
                        .filter(carried -> carried.id().equals(token))
                        .isPresent();
    }

    private boolean isOurs(SessionKey session, Token carried) {
        return carried.session().equals(session.id())
                && (token.equals(ANY_TOKEN) || token.equals(carried.id()) || earlier.contains(carried.id()));
    }
}
