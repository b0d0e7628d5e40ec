package io.gathergateway.store;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TimerChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything one decision made.
 *
 * @param expectedVersion the version the decision was made on; 0 for no session yet
 * @param lastEventId the event that made that version; null where it is not known. A store that forgot its last writes
 *     may have come to the same version by other events, and then this is a conflict
 * @param eventId applied at most once
 * @param state the new state; null writes nothing at all (an event ignored where there is no session): only the
 *     version is checked
 * @param journal one line
 * @param commands appended to their lanes in this order
 * @param settled the command this event settles, if any
 * @param clearedLanes lanes whose commands are all dropped, sent or not, before {@code commands} are added
 * @param ended whether the call is over: timers and due work go, the state stays for a while, and a tombstone absorbs
 *     late webhooks after it
 */
public record Commit(
        SessionKey key,
        long expectedVersion,
        @Nullable String lastEventId,
        String eventId,
        @Nullable String state,
        String journal,
        List<OutboxCommand> commands,
        List<TimerChange> timers,
        @Nullable Settled settled,
        List<String> clearedLanes,
        boolean ended) {

    /** On a session that was read just now. */
    public Commit(
            SessionKey key,
            long expectedVersion,
            String eventId,
            @Nullable String state,
            String journal,
            List<OutboxCommand> commands,
            List<TimerChange> timers,
            @Nullable Settled settled,
            List<String> clearedLanes,
            boolean ended) {
        this(key, expectedVersion, null, eventId, state, journal, commands, timers, settled, clearedLanes, ended);
    }

    /** Names the head to take off a lane; a no-op where it is not the head. */
    public record Settled(String lane, String commandId) {}
}
