package io.gathergateway.simulator;

import io.gathergateway.scenario.Replies;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Upsets;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The legs of one call and who is on it. Confined to the simulator's event loop.
 *
 * @param scenario what it is judged by; a call that nobody scripted has one that says nothing
 * @param caller null for a call that nobody scripted
 * @param legs the call_control_ids, the first leg first
 * @param transferred those of them that a transfer made
 */
record Session(
        Scenario scenario,
        @Nullable Caller caller,
        CallRecord call,
        Upsets upsets,
        Replies replies,
        Set<String> legs,
        Set<String> transferred,
        Promise<CallReport> report) {
    Session(Scenario scenario, @Nullable Caller caller, CallRecord call) {
        this(
                scenario,
                caller,
                call,
                new Upsets(scenario.faults()),
                new Replies(scenario.backend()),
                new LinkedHashSet<>(),
                new HashSet<>(),
                Promise.promise());
    }
}
