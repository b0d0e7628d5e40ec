package io.gathergateway.cli;

import io.gathergateway.call.SessionKey;
import io.gathergateway.store.SessionStore;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * What a gateway takes for granted. A demo has its own: calls that happen at another time, and time that runs faster.
 *
 * @param time what time it is in a call, by the clock's now
 * @param store what stands before the store
 */
record Surroundings(BiFunction<SessionKey, Instant, Instant> time, UnaryOperator<SessionStore> store) {
    static final Surroundings REAL = new Surroundings((call, now) -> now, store -> store);
}
