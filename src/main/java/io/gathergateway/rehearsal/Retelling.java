package io.gathergateway.rehearsal;

import io.gathergateway.call.CallSession;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Journal;
import io.gathergateway.call.SessionKey;
import io.gathergateway.scenario.Scenario;
import java.util.List;
import java.util.Optional;

/**
 * Tells the story of a call that really was from its journal: the steps it entered and its variables, which nobody sees
 * from Telnyx's side.
 */
public final class Retelling {
    private Retelling() {}

    /**
     * The story, as far as the journal tells it, with what deviates in it from the scenario; empty where the journal is
     * sealed, since the call held something sensitive.
     *
     * @param lines the whole journal, oldest first
     */
    public static Optional<Story> of(Decider decider, SessionKey key, List<String> lines, Scenario scenario) {
        Story story = new Story();
        CallSession session = null;
        for (String line : lines) {
            Optional<Journal.Entry> entry = Journal.read(key, line, null);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            Decision decision =
                    decider.decide(session, entry.get().event(), entry.get().now());
            session = decision.next();
            story.moved(decision.moves());
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
