package io.gathergateway.session;

import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.telnyx.event.CallEvent;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Observations on their way to whoever watches: one call's one after the other, and of those kinds that say the whole
 * state each time (partial results, message history) only the latest, so that a storm of them on one call costs the
 * others nothing. All is bounded (P11), and what is beyond is dropped: nobody was promised it. Touched on one event loop
 * only.
 */
final class Observations {
    /** Of one call that may wait, the one under way aside: keys are pressed by hand. */
    static final int MOST_OF_A_CALL = 16;

    /** That may wait or be under way in all. */
    static final int MOST = 256;

    private final Map<SessionKey, Map<String, SessionEvent.Webhook>> waiting = new HashMap<>();
    private final Function<SessionEvent.Webhook, Future<?>> work;
    private final Fates fates;
    private int size;

    /** What became of those that were not looked at. */
    interface Fates {
        /** One was dropped, or could not be dealt with. */
        void dropped();

        /** A newer one took its place. */
        void replaced();
    }

    Observations(Function<SessionEvent.Webhook, Future<?>> work, Fates fates) {
        this.work = work;
        this.fates = fates;
    }

    void offer(SessionEvent.Webhook observation) {
        Map<String, SessionEvent.Webhook> ofCall = waiting.get(observation.key());
        SessionEvent.Webhook waits = ofCall == null ? null : ofCall.get(slot(observation));
        if (ofCall != null && waits != null) {
            fates.replaced();
            if (isOlder(observation, waits)) {
                return;
            }
            // Goes behind what came in between.
            ofCall.remove(slot(observation));
            size--;
        }
        if (size >= MOST || (ofCall != null && ofCall.size() >= MOST_OF_A_CALL)) {
            fates.dropped();
            return;
        }
        size++;
        if (ofCall == null) {
            waiting.put(observation.key(), new LinkedHashMap<>());
            begin(observation);
        } else {
            ofCall.put(slot(observation), observation);
        }
    }

    int size() {
        return size;
    }

    private void begin(SessionEvent.Webhook observation) {
        Future<?> running;
        try {
            running = work.apply(observation);
        } catch (RuntimeException bug) {
            running = Future.failedFuture(bug);
        }
        running.onComplete(result -> {
            size--;
            if (result.failed()) {
                fates.dropped();
            }
            next(observation.key());
        });
    }

    private void next(SessionKey key) {
        Map<String, SessionEvent.Webhook> ofCall = waiting.get(key);
        if (ofCall == null || ofCall.isEmpty()) {
            waiting.remove(key);
            return;
        }
        var first = ofCall.entrySet().iterator();
        SessionEvent.Webhook observation = first.next().getValue();
        first.remove();
        begin(observation);
    }

    /** Deliveries are not in order. */
    private static boolean isOlder(SessionEvent.Webhook observation, SessionEvent.Webhook than) {
        Instant at = observation.event().header().occurredAt();
        Instant other = than.event().header().occurredAt();
        return at != null && other != null && at.isBefore(other);
    }

    /** Two with the same slot are not both of use: two states of one gather, which its client_state tells from others. */
    private static String slot(SessionEvent.Webhook observation) {
        CallEvent event = observation.event();
        boolean whole = event instanceof CallEvent.AiGatherPartialResults
                || event instanceof CallEvent.AiGatherMessageHistoryUpdated;
        return whole
                ? event.header().type() + " " + event.header().clientState()
                : "id " + event.header().id();
    }
}
