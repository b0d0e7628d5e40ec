package io.gathergateway.session;

import io.gathergateway.call.CallSession;
import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.SessionKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions this owner touched last. A stale copy costs one more round trip, never a wrong write: the commit checks
 * the version. Bounded; touched on one event loop only.
 */
final class SessionCache {
    private final Map<SessionKey, CallSession> sessions;

    SessionCache(int capacity) {
        this.sessions = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<SessionKey, CallSession> eldest) {
                return size() > capacity;
            }
        };
    }

    @Nullable
    CallSession get(SessionKey key) {
        return sessions.get(key);
    }

    void put(SessionKey key, CallSession session) {
        if (session.stage() == Stage.ENDED) {
            sessions.remove(key);
        } else {
            sessions.put(key, session);
        }
    }

    void forget(SessionKey key) {
        sessions.remove(key);
    }
}
