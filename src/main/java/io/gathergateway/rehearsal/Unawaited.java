package io.gathergateway.rehearsal;

import io.gathergateway.call.CallSession;
import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.scenario.Said;
import io.gathergateway.scenario.Scenario.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events from outside that no step waited for: one that comes early is kept by the call, and a later step may take it.
 * Confined to one rehearsal.
 */
final class Unawaited {
    private final List<Said<Line.Event>> kept = new ArrayList<>();
    private final List<Said<Line.Event>> lost = new ArrayList<>();

    /** An event came; the call was {@code before}, and is {@code after} now. */
    void told(Said<Line.Event> said, @Nullable CallSession before, @Nullable CallSession after) {
        if (before == null || after == null || before.stage() != Stage.RUNNING || before.flowLeg() == null) {
            lost.add(said);
        } else if (after.kept().containsKey(said.value().name())) {
            // It stands in for an earlier one of its name.
            List<Said<Line.Event>> earlier = kept.stream()
                    .filter(one -> one.value().name().equals(said.value().name()))
                    .toList();
            lost.addAll(earlier);
            kept.removeAll(earlier);
            kept.add(said);
        }
    }

    /** The call is so now: what it no longer keeps was taken, unless it is over. */
    void now(CallSession session) {
        if (session.stage() != Stage.ENDED) {
            kept.removeIf(one -> !session.kept().containsKey(one.value().name()));
        }
    }

    /** Those that no step took until now. */
    List<Said<Line.Event>> list() {
        List<Said<Line.Event>> all = new ArrayList<>(lost);
        all.addAll(kept);
        return all;
    }
}
