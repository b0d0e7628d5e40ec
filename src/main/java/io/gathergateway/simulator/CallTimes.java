package io.gathergateway.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far the time of each call that is played lies from now. Read from any thread. */
final class CallTimes {
    private final Map<String, Duration> ahead = new ConcurrentHashMap<>();

    void begin(String callSessionId, Instant at) {
        ahead.put(callSessionId, Duration.between(Instant.now(), at));
    }

    void end(String callSessionId) {
        ahead.remove(callSessionId);
    }

    Instant of(String callSessionId, Instant now) {
        return now.plus(ahead.getOrDefault(callSessionId, Duration.ZERO));
    }
}
