package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Language;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.gathergateway.telnyx.command.CommandCodec;
import io.gathergateway.telnyx.command.CommandIdentity;
import io.gathergateway.telnyx.command.HangupBuilder;
import io.gathergateway.telnyx.command.OutgoingRequest;
import io.gathergateway.telnyx.command.TelnyxCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One decision in the making: the session as it becomes, and what is to be done. Lives for one call of the
 * {@link Decider}, in one thread.
 */
final class Turn {
    /** The lane of the leg that runs the flow. */
    static final String FLOW_LANE = "flow";

    static final String STEP_TIMER = "step";
    static final String CALL_TIMER = "call";
    static final String PARK_TIMER = "park";

    /** After this long a command helps no caller any more. */
    static final Duration COMMAND_VALID = Duration.ofSeconds(15);

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

    Flow flow;
    final SessionKey key;
    final AssistantVoice assistantVoice;
    private final CallSession before;
    private final long version;

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
    String step;

    @Nullable
    String language;

    boolean assistant;
    int tries;
    int noInput;
    int noMatch;

    @Nullable
    Awaited awaited;

    final Map<String, Object> variables;

    final List<Frame> frames;
    private final Map<String, Integer> visits;
    private int steps;
    private int hangUps;
    private final Map<String, Long> timers;
    private final List<OutboxCommand> commands = new ArrayList<>();
    private final Map<String, TimerChange> timerChanges = new LinkedHashMap<>();
    private final List<String> clearedLanes = new ArrayList<>();
    private Decision.@Nullable Settled settled;

    Turn(FlowSet flows, CallSession before, AssistantVoice assistantVoice) {
        this.flows = flows;
        this.flow = flows.flow(
                before.flow() == null || !flows.flows().containsKey(before.flow())
                        ? flows.answer().getFirst().flow()
                        : before.flow());
        this.key = new SessionKey(before.id());
        this.assistantVoice = assistantVoice;
        this.before = before;
        this.version = before.version() + 1;
        this.stage = before.stage();
        this.legs = new TreeMap<>(before.legs());
        this.flowLeg = before.flowLeg();
        this.from = before.from();
        this.to = before.to();
        this.connection = before.connection();
        this.dialled = before.dialled();
        this.frames = new ArrayList<>(before.frames());
        this.visits = new TreeMap<>(before.visits());
        this.tries = before.tries();
        this.assistant = before.assistant();
        this.language = before.language();
        this.step = before.step();
        this.steps = before.steps();
        this.hangUps = before.hangUps();
        this.noInput = before.noInput();
        this.noMatch = before.noMatch();
        this.awaited = before.awaited();
        this.timers = new TreeMap<>(before.timers());
        this.variables = new LinkedHashMap<>(before.variables());
    }

    /** The decision: everything this turn did. */
    Decision decided(Decision.@Nullable Ignored reason) {
        CallSession next = new CallSession(
                before.id(),
                version,
                before.revision(),
                before.startedAt(),
                from,
                to,
                connection,
                flowLeg,
                dialled,
                legs,
                stage,
                flow.name(),
                step,
                frames,
                steps,
                visits,
                tries,
                noInput,
                noMatch,
                hangUps,
                assistant,
                language,
                awaited,
                timers,
                variables,
                before.journalKey());
        return new Decision(
                next,
                reason,
                List.copyOf(commands),
                List.copyOf(timerChanges.values()),
                settled,
                List.copyOf(clearedLanes));
    }

    /** Goes to a step and does what it does first. */
    void enter(String name) {
        noInput = 0;
        noMatch = 0;
        begin(name);
    }

    /** Does once more what the step does first; its tries count on. */
    void again(String name) {
        begin(name);
    }

    /** A call that never stops entering steps is ended. */
    private void begin(String name) {
        if (++steps > flow.limits().steps()) {
            hangUp();
            return;
        }
        step = name;
        Steps.enter(this, flow.step(name));
    }

    /** Leaves the step by one of its ways. */
    void go(Step from, Outcome outcome) {
        String way = from.way(outcome);
        if (outcome == Outcome.FAILED && way.equals(from.name())) {
            // It would fail for ever: the step that consoles the caller cannot be spoken either.
            hangUp();
            return;
        }
        enter(way);
    }

    /** What prompts are spoken with. */
    Language language() {
        return flow.language(language);
    }

    /** What templates and conditions may see. */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>(variables);
        values.put("call", Map.of("from", from == null ? "" : from, "to", to == null ? "" : to));
        return values;
    }

    /** Issues a command to the flow's leg and waits for the event that tells its result. */
    void ask(TelnyxCommand command, String resultType, Duration patience) {
        OutboxCommand issued = issue(command, COMMAND_VALID, false);
        awaited = new Awaited(tokenAt(commands.size() - 1).id(), resultType, FLOW_LANE, issued.commandId());
        start(STEP_TIMER, patience);
    }

    /**
     * Ends the call: what is unsent is dropped, nothing else is awaited. A call that does not end for all our asking is
     * let go, to Telnyx's own limit.
     */
    void hangUp() {
        if (++hangUps > MOST_HANG_UPS) {
            end();
            return;
        }
        leaving();
        issue(HangupBuilder.builder().build(), HANGUP_VALID, true);
        start(STEP_TIMER, HANGUP_PATIENCE);
    }

    /** The caller left, or is made to: nothing is asked any more. If the hang-up gets lost, the call is hung up. */
    void leaving() {
        stage = Stage.HANGING_UP;
        awaited = null;
        cancel(CALL_TIMER);
        start(STEP_TIMER, HANGUP_EVENT);
    }

    /** Somebody else talks with the caller: the flow's limit no longer counts, Telnyx's own does. */
    void handOver() {
        stage = Stage.HANDED_OVER;
        awaited = null;
        cancel(STEP_TIMER);
        start(CALL_TIMER, LONGEST_CALL);
    }

    /** The token that the next command will carry. */
    Token nextToken() {
        return tokenAt(commands.size());
    }

    /** The call is over: nothing more is sent, no timer runs. */
    void end() {
        stage = Stage.ENDED;
        awaited = null;
        variables.clear();
        clearedLanes.add(FLOW_LANE);
        for (String timer : List.copyOf(timers.keySet())) {
            cancel(timer);
        }
    }

    void clearFlowLane() {
        clearedLanes.add(FLOW_LANE);
    }

    void settle(Awaited done) {
        settled = new Decision.Settled(done.lane(), done.commandId());
    }

    void settle(String lane, String commandId) {
        settled = new Decision.Settled(lane, commandId);
    }

    void start(String timer, Duration after) {
        timers.put(timer, version);
        timerChanges.put(timer, new TimerChange.Start(timer, after));
    }

    void cancel(String timer) {
        if (timers.remove(timer) != null) {
            timerChanges.put(timer, new TimerChange.Cancel(timer));
        }
    }

    boolean runs(String timer, long setAt) {
        Long current = timers.get(timer);
        return current != null && current == setAt;
    }

    private OutboxCommand issue(TelnyxCommand command, Duration validFor, boolean supersedes) {
        Leg leg = flowLeg == null ? null : legs.get(flowLeg);
        String callControlId = leg == null ? null : leg.callControlId();
        if (callControlId == null) {
            throw new IllegalStateException("a flow runs only on a leg whose call_control_id is known");
        }
        Token token = nextToken();
        OutgoingRequest asked = CommandCodec.request(
                callControlId, command, new CommandIdentity(token.clientState(), null), assistantVoice);
        String commandId = CommandIds.of(token, asked.path(), asked.body());
        OutgoingRequest sent = CommandCodec.request(
                callControlId, command, new CommandIdentity(token.clientState(), commandId), assistantVoice);
        OutboxCommand issued = new OutboxCommand(
                FLOW_LANE,
                commandId,
                command.name(),
                validFor,
                supersedes,
                new OutboxCommand.Request(sent.method(), sent.path(), sent.body()));
        commands.add(issued);
        return issued;
    }

    private Token tokenAt(int index) {
        return new Token(key.id(), flows.revision(), step == null ? "" : step, version, index);
    }
}
