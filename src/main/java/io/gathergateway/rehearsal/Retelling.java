package io.gathergateway.rehearsal;

import io.gathergateway.call.CallSession;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Journal;
import io.gathergateway.call.SessionKey;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells the story of a call that really was from its journal: the steps it entered and its variables, which nobody sees
 * from Telnyx's side.
 */
public final class Retelling {
    private Retelling() {}

    /**
     * The story, as far as the journal tells it, with what deviates in it from the scenario; empty where the journal is
     * sealed, since the call held something sensitive, or a flow set it was on cannot be had.
     *
     * @param sets by revision
     * @param lines the whole journal, oldest first
     */
    public static Optional<Story> of(
            Decider decider,
            Function<String, Optional<FlowSet>> sets,
            SessionKey key,
            List<String> lines,
            Scenario scenario) {
        Story story = new Story();
        CallSession session = null;
        for (String line : lines) {
            Optional<Journal.Entry> read = Journal.read(key, line, null);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            Journal.Entry entry = read.get();
            Optional<FlowSet> set = sets.apply(entry.revision(session));
            if (set.isEmpty()) {
                return Optional.empty();
            }
            Decision decision = decider.decide(set.get(), session, entry.event(), entry.now());
            session = decision.next();
            story.decided(decision);
            if (session != null) {
                story.variables.putAll(
                        session.frames().isEmpty()
                                ? session.variables()
                                : session.frames().getFirst().variables());
            }
        }
        new Verdict(scenario, story).judgeDecisions();
        return Optional.of(story);
    }
}
