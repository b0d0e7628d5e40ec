package io.gathergateway.simulator;

import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The legs of one call and who is on it. Confined to the simulator's event loop.
 *
 * @param script what it is judged by; a dialled call has one that does nothing
 * @param caller null for a dialled call
 * @param legs the call_control_ids, the first leg first
 */
record Session(
        CallerScript script, @Nullable Caller caller, CallRecord call, Set<String> legs, Promise<CallReport> report) {
    Session(CallerScript script, @Nullable Caller caller, CallRecord call) {
        this(script, caller, call, new LinkedHashSet<>(), Promise.promise());
    }
}
