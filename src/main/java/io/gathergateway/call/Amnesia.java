package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.EventHeader;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Token} tells of a store that forgot (P14): its command was decided by a session that is not there, or by
 * a version the stored one has not reached. Decisions are stored before their commands are sent, so nothing else can be
 * the reason. What the flow knew is lost with it; so that the caller does not wait for an answer to what nobody knows to
 * have asked, the set that stands in takes over, as where a call's own set is gone ({@link StandIn}).
 */
public final class Amnesia {
    private Amnesia() {}

    /**
     * Whether an event tells of it. A call that is over leaves a mark, which takes its events; so one without a session
     * is a forgotten one.
     *
     * @param session as it is stored now; one remembered from before may only be old
     */
    public static boolean tells(@Nullable CallSession session, SessionEvent event) {
        Optional<Token> token = token(event);
        if (session == null) {
            return token.isPresent() && isAnswerOfTheCaller(((SessionEvent.Webhook) event).event());
        }
        return session.stage() == Stage.RUNNING && token.isPresent() && isAhead(token.get(), session);
    }

    /** Whether an event was caused by a newer version than this one. */
    public static boolean isAhead(SessionEvent event, CallSession session) {
        return token(event).filter(token -> isAhead(token, session)).isPresent();
    }

    /** After another set took over, tokens of the one before say nothing of it. */
    private static boolean isAhead(Token token, CallSession session) {
        return token.version() > session.version() && token.revision().equals(session.revision());
    }

    /** What is known of a call without a session, for {@code standIn} to take over; empty where the event tells of none. */
    static Optional<CallSession> session(FlowSet standIn, SessionEvent event, long now) {
        if (!tells(null, event)) {
            return Optional.empty();
        }
        EventHeader header = ((SessionEvent.Webhook) event).event().header();
        return token(event)
                .filter(token -> !token.revision().equals(standIn.revision()))
                .map(token ->
                        CallSession.forgotten(token, header, Objects.requireNonNull(Lifecycle.legOf(header)), now));
    }

    private static Optional<Token> token(SessionEvent event) {
        return event instanceof SessionEvent.Webhook webhook
                        && Lifecycle.legOf(webhook.event().header()) != null
                ? Token.of(webhook.event().header().clientState())
                        .filter(token -> token.session().equals(event.key().id()))
                : Optional.empty();
    }

    /** What ends on the leg that a step spoke to; of other legs nothing is known. */
    private static boolean isAnswerOfTheCaller(CallEvent event) {
        return event.header().callControlId() != null
                && (event instanceof CallEvent.GatherEnded
                        || event instanceof CallEvent.AiGatherEnded
                        || event instanceof CallEvent.ConversationEnded
                        || event instanceof CallEvent.SpeakEnded
                        || event instanceof CallEvent.PlaybackEnded);
    }
}
