package io.gathergateway.simulation;

import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the pods said and did towards the outside, for the {@link Checker}. */
final class Evidence {
    private final Map<String, SessionEvent.Webhook> acknowledged = new LinkedHashMap<>();
    private final List<TelnyxLink.Written> written = new ArrayList<>();
    private final List<RuntimeException> bugs = new ArrayList<>();
    private final Set<SessionKey> losses = new LinkedHashSet<>();

    /** It was answered 200. */
    void acknowledged(SessionEvent.Webhook event) {
        acknowledged.putIfAbsent(event.id(), event);
    }

    void written(TelnyxLink.Written request) {
        written.add(request);
    }

    void bug(RuntimeException bug) {
        bugs.add(bug);
    }

    void noticedLoss(SessionKey call) {
        losses.add(call);
    }

    List<SessionEvent.Webhook> acknowledged() {
        return List.copyOf(acknowledged.values());
    }

    List<TelnyxLink.Written> written() {
        return written;
    }

    List<RuntimeException> bugs() {
        return bugs;
    }

    Set<SessionKey> losses() {
        return losses;
    }
}
