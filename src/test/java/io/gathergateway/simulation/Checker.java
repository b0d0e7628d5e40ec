package io.gathergateway.simulation;

import io.gathergateway.call.CallSession;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.simulation.Verdict.Promise;
import io.gathergateway.simulation.Verdict.Violation;
import io.gathergateway.telnyx.model.LegState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares, after a run, what was acknowledged, what is written and what was done. */
final class Checker {
    private final World world;
    private final List<Violation> violations = new ArrayList<>();
    private int events;
    private int well;

    Checker(World world) {
        this.world = world;
    }

    Verdict judge() {
        world.evidence.bugs().forEach(bug -> breaks(Promise.BUG, String.valueOf(bug)));
        Map<SessionKey, Fold> folds = new LinkedHashMap<>();
        Map<String, Fates.Fate> fates = new HashMap<>();
        for (SessionKey key : world.ledger.calls()) {
            Fold fold = Fold.of(world, key, (promise, what) -> breaks(promise, Words.call(key) + " " + what));
            folds.put(key, fold);
            events += fold.lines.size();
        }
        acknowledged(folds);
        folds.forEach((key, fold) -> {
            Fates own = new Fates(fold);
            fates.putAll(own.all);
            well += new CallCheck(world, fold, own, (promise, what) -> breaks(promise, Words.call(key) + " " + what))
                            .judge()
                    ? 1
                    : 0;
        });
        undecided(fates);
        abandoned(folds);
        return new Verdict(
                world.seed,
                world.weather,
                violations,
                world.calls,
                well,
                events,
                world.telnyx.done().size(),
                world.trace.readable());
    }

    private void acknowledged(Map<SessionKey, Fold> folds) {
        Map<SessionKey, Set<String>> applied = new HashMap<>();
        folds.forEach((key, fold) -> {
            Set<String> ids = new HashSet<>();
            fold.lines.forEach(line -> ids.add(line.entry().event().id()));
            applied.put(key, ids);
        });
        for (SessionEvent.Webhook event : world.evidence.acknowledged()) {
            if (!applied.getOrDefault(event.key(), Set.of()).contains(event.id())) {
                breaks(Promise.LOST, Words.call(event.key()) + " " + Post.word(event));
            }
        }
    }

    private void undecided(Map<String, Fates.Fate> fates) {
        for (SimTelnyx.Done done : world.telnyx.done()) {
            if (!fates.containsKey(done.commandId())) {
                breaks(Promise.UNDECIDED, done.name() + "(" + Words.id(done.commandId()) + ")");
            }
        }
    }

    private void abandoned(Map<SessionKey, Fold> folds) {
        for (LegState leg : world.telnyx.legs()) {
            Fold fold = folds.get(new SessionKey(leg.identity().callSessionId()));
            CallSession session = fold == null ? null : fold.last;
            boolean over = session != null && session.stage() == CallSession.Stage.ENDED;
            if (over && People.isCallers(leg) && !leg.ended()) {
                breaks(Promise.ABANDONED, Words.id(leg.identity().callSessionId()) + " lives on at Telnyx");
            }
        }
    }

    private void breaks(Promise promise, String what) {
        if (world.weather != Faults.Weather.AMNESIA || promise.outlivesAmnesia()) {
            violations.add(new Violation(promise, what));
        }
    }
}
