package io.gathergateway.call;

import io.gathergateway.flow.FlowSet;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which flow set a call runs on: the live one for a new call, for a running one the revision it began with. */
public record Flows(FlowSet live, Map<String, FlowSet> revisions) {
    public static Flows only(FlowSet set) {
        return new Flows(set, Map.of(set.revision(), set));
    }

    /** Every set that a call may run on. */
    Stream<FlowSet> all() {
        return Stream.concat(Stream.of(live), revisions.values().stream());
    }

    /** Where a running call's revision cannot be had it is the live one, and the Decider ends the call. */
    FlowSet of(@Nullable CallSession session) {
        return session == null ? live : revisions.getOrDefault(session.revision(), live);
    }
}
