package io.gathergateway.call;

import io.gathergateway.flow.Flow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which flow a call runs on: the live one for a new call, for a running one the revision it began with. */
public record Flows(Flow live, Map<String, Flow> revisions) {
    public static Flows only(Flow flow) {
        return new Flows(flow, Map.of(flow.revision(), flow));
    }

    /** Where a running call's revision cannot be had it is the live one, and the Decider ends the call. */
    Flow of(@Nullable CallSession session) {
        return session == null ? live : revisions.getOrDefault(session.revision(), live);
    }
}
