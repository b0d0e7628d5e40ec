package io.gathergateway.cli;

import io.gathergateway.session.CallClock;
import io.gathergateway.store.SessionStore;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a gateway takes for granted. A demo has its own: calls that happen at another time, and time that runs faster.
 *
 * @param clock what time it is in calls, by the pod's clock
 * @param store what stands before the store
 */
record Surroundings(Function<InstantSource, CallClock> clock, UnaryOperator<SessionStore> store) {
    static final Surroundings REAL = new Surroundings(CallClock::of, store -> store);
}
