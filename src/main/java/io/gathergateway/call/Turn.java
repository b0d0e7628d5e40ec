package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Language;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.flow.Value;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.gathergateway.telnyx.command.HangupBuilder;
import io.gathergateway.telnyx.command.TelnyxCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One decision in the making: the session as it becomes, and what is to be done. Where the flow goes is {@link
 * Navigation}'s, what it asks and waits for {@link Asking}'s. Lives for one call of the {@link Decider}, in one thread.
 */
final class Turn {
    private static final Duration HANGUP_VALID = Duration.ofMinutes(1);

    private static final int MOST_HANG_UPS = 5;

    /** How long after a result that says the caller left the hang-up webhook may take. */
    private static final Duration HANGUP_EVENT = Duration.ofSeconds(30);

    /** How long after a hang-up command the hang-up webhook may take. */
    private static final Duration HANGUP_PATIENCE = Duration.ofSeconds(75);

    /** Telnyx's {@code time_limit_secs} ends a call after 4 hours; the rest is for the webhook's way. */
    private static final Duration LONGEST_CALL = Duration.ofHours(4).plusMinutes(5);

    /** The flows the call runs on; {@link #flow} is one of them. */
    final FlowSet flows;

    final SessionKey key;
    final AssistantVoice assistantVoice;

    /** The event's time, epoch milliseconds. */
    final long now;

    final CallSession before;
    final Timers timers;
    final Outgoing out;
    final Asking asking;
    final Navigation way;

    Flow flow;
    Stage stage;
    final Map<String, Leg> legs;

    @Nullable
    String flowLeg;

    @Nullable
    String from;

    @Nullable
    String to;

    @Nullable
    String connection;

    @Nullable
    String dialled;

    @Nullable
    String answeredBy;

    @Nullable
    String step;

    @Nullable
    String language;

    String assistant;
    int steps;
    int tries;
    int noInput;
    int noMatch;

    @Nullable
    Awaited awaited;

    final Map<String, Object> variables;
    final List<Frame> frames;
    final Map<String, Integer> visits;
    final Map<String, Object> kept;

    /** Whether the event holds what the flow calls sensitive. */
    boolean sensitive;

    /** What the caller's try brought, where it was none that fits. */
    Decision.@Nullable Miss miss;

    private int hangUps;
    private final Set<String> clearedLanes = new LinkedHashSet<>();
    private Decision.@Nullable Settled settled;

    Turn(FlowSet flows, CallSession before, AssistantVoice assistantVoice, long now) {
        this.flows = flows;
        this.before = before;
        this.assistantVoice = assistantVoice;
        this.now = now;
        this.key = new SessionKey(before.id());
        this.timers = new Timers(before.timers(), before.version() + 1);
        this.out = new Outgoing(key, flows.revision(), before.version() + 1, assistantVoice);
        this.asking = new Asking(this);
        this.way = new Navigation(this);
        Flow running = before.flow() == null ? null : flows.flows().get(before.flow());
        this.flow = running == null ? flows.flows().values().iterator().next() : running;
        this.stage = before.stage();
        this.legs = new TreeMap<>(before.legs());
        this.flowLeg = before.flowLeg();
        this.from = before.from();
        this.to = before.to();
        this.connection = before.connection();
        this.dialled = before.dialled();
        this.answeredBy = before.answeredBy();
        this.step = before.step();
        this.language = before.language();
        this.assistant = before.conversation();
        this.steps = before.steps();
        this.tries = before.tries();
        this.noInput = before.noInput();
        this.noMatch = before.noMatch();
        this.hangUps = before.hangUps();
        this.awaited = before.awaited();
        this.variables = new LinkedHashMap<>(before.variables());
        this.frames = new ArrayList<>(before.frames());
        this.visits = new TreeMap<>(before.visits());
        this.kept = new LinkedHashMap<>(before.kept());
    }

    /** The decision: everything this turn did. */
    Decision decided(Decision.@Nullable Ignored reason) {
        boolean sealed = stage != Stage.ENDED && (sensitive || Secrets.held(this));
        CallSession next = new CallSession(
                before.id(),
                before.version() + 1,
                flows.revision(),
                before.startedAt(),
                from,
                to,
                connection,
                flowLeg,
                dialled,
                legs,
                stage,
                flowLeg == null && step == null && stage != Stage.RUNNING ? null : flow.name(),
                step,
                frames,
                steps,
                visits,
                tries,
                noInput,
                noMatch,
                hangUps,
                !assistant.isEmpty(),
                assistant.isEmpty() ? null : assistant,
                language,
                awaited,
                timers.running(),
                variables,
                kept,
                answeredBy,
                sealed ? before.journalKey() : null);
        return new Decision(
                next,
                reason,
                out.commands(),
                timers.changes(),
                settled,
                List.copyOf(clearedLanes),
                sensitive,
                miss,
                way.moves(),
                way.gaps(),
                before.version() == 0 || StandIn.is(this));
    }

    /** Goes to a step of the flow and does what it does first. */
    void enter(String name) {
        way.enter(name);
    }

    /** Leaves a step of the flow by one of its ways. */
    void go(Step from, Outcome outcome) {
        way.go(from, outcome);
    }

    /** What prompts are spoken with. */
    Language language() {
        return flow.language(language);
    }

    /** What templates and conditions may see. */
    Map<String, Object> values() {
        return Scope.values(this);
    }

    /** Whether the leg that runs the flow is over; then nothing is sent to Telnyx any more (P8). */
    boolean callerGone() {
        Leg leg = flowLeg == null ? null : legs.get(flowLeg);
        return leg != null && leg.ended();
    }

    /** {@link Asking#ask}. */
    void ask(TelnyxCommand command, Value.Mapping extras, List<String> results, Duration patience) {
        asking.ask(command, extras, results, patience);
    }

    /** {@link Asking#await}. */
    void await(List<String> results, Duration patience) {
        asking.await(Awaited.ANY_TOKEN, results, "", "", patience);
    }

    /**
     * Ends the call: what is unsent is dropped, nothing else is awaited. A call that does not end for all our asking is
     * let go, to Telnyx's own limit.
     */
    void hangUp() {
        hangUp(Values.NONE);
    }

    void hangUp(Value.Mapping extras) {
        way.stop();
        timers.cancel(Timers.HOLD);
        DialStep.release(this);
        if (callerGone()) {
            way.finish();
            return;
        }
        if (flowLeg == null || ++hangUps > MOST_HANG_UPS) {
            end();
            return;
        }
        leaving();
        asking.issue(HangupBuilder.builder().build(), extras, HANGUP_VALID, true);
        timers.start(Timers.STEP, HANGUP_PATIENCE);
    }

    /** Whether the call ends because we asked for it. */
    boolean weHangUp() {
        return hangUps > 0;
    }

    /** The caller left, or is made to: nothing is asked any more. If the hang-up gets lost, the call is hung up. */
    void leaving() {
        stage = Stage.HANGING_UP;
        awaited = null;
        timers.cancel(Timers.CALL);
        timers.start(Timers.STEP, HANGUP_EVENT);
    }

    /** Somebody else talks with the caller: the flow's limit no longer counts, Telnyx's own does. */
    void handOver() {
        way.stop();
        stage = Stage.HANDED_OVER;
        awaited = null;
        Secrets.forgetAll(this);
        timers.cancel(Timers.STEP);
        timers.start(Timers.CALL, LONGEST_CALL);
    }

    /** The call is over: nothing more is sent, no timer runs. */
    void end() {
        way.stop();
        stage = Stage.ENDED;
        awaited = null;
        variables.clear();
        frames.clear();
        kept.clear();
        clearFlowLane();
        timers.cancelAll();
    }

    void clearFlowLane() {
        clearedLanes.add(Outgoing.FLOW_LANE);
    }

    void settle(String lane, String commandId) {
        settled = new Decision.Settled(lane, commandId);
    }

    String stepName() {
        return step == null ? "" : step;
    }
}
