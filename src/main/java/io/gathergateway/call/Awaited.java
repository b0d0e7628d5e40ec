package io.gathergateway.call;

import io.gathergateway.telnyx.event.EventHeader;
import java.util.Optional;

/**
 * The one result the flow waits for. Invariant: a session waits for at most one, and it is consumed once (P7).
 *
 * @param token the id of the token its command carries
 * @param type the {@code event_type} that tells the result
 */
public record Awaited(String token, String type, String lane, String commandId) {

    /**
     * Whether an event belongs to the command waited for: it carries the command's token, or none of ours, in which
     * case only this step can be meant. The type is the caller's to check.
     */
    boolean concerns(SessionKey session, EventHeader header) {
        Optional<Token> carried = Token.of(header.clientState());
        return carried.isEmpty()
                || (carried.get().session().equals(session.id())
                        && carried.get().id().equals(token));
    }
}
