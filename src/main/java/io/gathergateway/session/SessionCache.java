package io.gathergateway.session;

import io.gathergateway.call.CallSession;
import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.SessionKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions this owner touched last, and the event each was made by. A stale copy costs one more round trip, never a wrong write: the commit checks
 * the version. Bounded; touched on one event loop only.
 */
final class SessionCache {
    private final Map<SessionKey, Known> sessions;

    /** A session, and the id of the event that made its version. */
    record Known(CallSession session, String lastEventId) {}

    SessionCache(int capacity) {
        this.sessions = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<SessionKey, Known> eldest) {
                return size() > capacity;
            }
        };
    }

    @Nullable
    Known get(SessionKey key) {
        return sessions.get(key);
    }

    void put(SessionKey key, CallSession session, String lastEventId) {
        if (session.stage() == Stage.ENDED) {
            sessions.remove(key);
        } else {
            sessions.put(key, new Known(session, lastEventId));
        }
    }

    void forget(SessionKey key) {
        sessions.remove(key);
    }
}
