package io.gathergateway.session;

import io.gathergateway.bus.Applied;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.Decision;
import io.gathergateway.flow.NoValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the decisions are counted by. */
final class SessionMetrics implements Observations.Fates {
    private final Map<Applied, Counter> applied = new EnumMap<>(Applied.class);
    private final Map<Decision.Ignored, Counter> ignored = new EnumMap<>(Decision.Ignored.class);
    private final Map<Decision.Miss, Counter> missed = new EnumMap<>(Decision.Miss.class);
    private final Map<SetLookup.Outcome, Counter> searched = new EnumMap<>(SetLookup.Outcome.class);
    private final Map<NoValue.Why, Counter> lacking = new EnumMap<>(NoValue.Why.class);
    private final Counter fellBack;
    private final Counter unobserved;
    private final Counter coalesced;
    private final Counter failed;
    private final Counter lost;
    private final Counter started;
    private final Counter ended;

    SessionMetrics(MeterRegistry registry) {
        for (Applied result : Applied.values()) {
            applied.put(result, events(registry, result.name()));
        }
        failed = events(registry, "not_committed");
        for (Decision.Ignored reason : Decision.Ignored.values()) {
            ignored.put(
                    reason,
                    Counter.builder("gateway.events.ignored")
                            .description("Events that changed nothing, by reason")
                            .tag("reason", label(reason.name()))
                            .register(registry));
        }
        for (Decision.Miss miss : Decision.Miss.values()) {
            missed.put(
                    miss,
                    Counter.builder("gateway.input.missed")
                            .description(
                                    "Tries of menus and gathers that brought nothing that fits, by what they brought")
                            .tag("kind", label(miss.name()))
                            .register(registry));
        }
        for (NoValue.Why why : NoValue.Why.values()) {
            lacking.put(
                    why,
                    Counter.builder("gateway.expressions.failed")
                            .description("Expressions of flows that could not be evaluated in a call, by why")
                            .tag("reason", label(why.name()))
                            .register(registry));
        }
        for (SetLookup.Outcome outcome : SetLookup.Outcome.values()) {
            searched.put(
                    outcome,
                    Counter.builder("gateway.flows.searched")
                            .description("Searches in Redis for the flow set of a running call, by how they ended")
                            .tag("result", label(outcome.name()))
                            .register(registry));
        }
        fellBack = Counter.builder("gateway.calls.fallback")
                .description(
                        "Calls that went over to the fallback because their flow set cannot be had or a decision threw")
                .register(registry);
        unobserved = Counter.builder("gateway.observations.dropped")
                .description("Observations dropped because too many came at once or the store did not answer")
                .register(registry);
        coalesced = Counter.builder("gateway.observations.coalesced")
                .description("Observations a newer one of the same call took the place of")
                .register(registry);
        lost = Counter.builder("gateway.sessions.lost")
                .description("Sessions of live calls that Redis forgot")
                .register(registry);
        started = Counter.builder("gateway.calls.started")
                .description("Calls a flow began for")
                .register(registry);
        ended = Counter.builder("gateway.calls.ended")
                .description("Calls that came to their end")
                .register(registry);
    }

    void applied(Applied result) {
        count(applied.get(result));
    }

    void failed() {
        failed.increment();
    }

    void lost() {
        lost.increment();
    }

    void searched(SetLookup.Outcome outcome) {
        count(searched.get(outcome));
    }

    /** An observation that some step may have waited for. */
    @Override
    public void dropped() {
        unobserved.increment();
    }

    @Override
    public void replaced() {
        coalesced.increment();
    }

    void decided(Decision decision) {
        if (decision.miss() != null) {
            count(missed.get(decision.miss()));
        }
        decision.gaps().forEach(gap -> count(lacking.get(gap.why())));
        if (decision.fellBack()) {
            fellBack.increment();
        }
        CallSession next = decision.next();
        if (decision.reason() != null) {
            count(ignored.get(decision.reason()));
        } else if (next != null) {
            if (decision.commands().stream().anyMatch(command -> command.name().equals("answer"))) {
                started.increment();
            }
            if (decision.ended() && next.flowLeg() != null) {
                ended.increment();
            }
        }
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter events(MeterRegistry registry, String result) {
        return Counter.builder("gateway.events")
                .description("Events of calls, by how they were dealt with")
                .tag("result", label(result))
                .register(registry);
    }

    private static String label(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
