package io.gathergateway.call;

import static io.gathergateway.call.TestCall.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.command.AssistantVoice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One call, told to the Decider in an order that somebody chooses: at each point anything that is under way may come next.
 * After each decision P8 and P9 are checked, and that no result drove a step which its command was not of (P7).
 */
final class Disorder {
    /** What may happen beside that events overtake each other. */
    enum Trouble {
        /** Each event comes twice. */
        TWICE,
        /** Commands lie in the outbox for a while. */
        LAG,
        /** The caller may leave at any time. */
        LEAVES,
        /** Webhooks get lost. */
        LOSS,
        /** Commands are refused, expire, or nobody knows what became of them. */
        FAILURES,
        /** Any timer may ring as the next one. */
        TIMERS
    }

    private static final List<CommandResult> FAILURES = List.of(
            new CommandResult.Refused(422, "90012"),
            new CommandResult.Unconfirmed(),
            new CommandResult.Expired(),
            new CommandResult.NotAnswered());

    /** Commands whose later webhooks answer a later step: who was dialled hangs up, who was started ends. */
    private static final Set<String> LASTING = Set.of("ai_assistant_start", "dial", "transfer");

    private static final int MOST_MOVES = 400;

    /** What is lost, or fails, is one in six; this asks for it, for there are never so many moves. */
    static final int ODDS = 6_000;

    private final Decider decider = new Decider(AssistantVoice.DEFAULT, TestCall.noBugs());
    private final FlowSet flows;
    private final OutsideWorld world;
    private final Set<String> rings;
    private final Set<Trouble> troubles;
    private final IntUnaryOperator choice;

    private final Map<String, Deque<OutboxCommand>> unsent = new TreeMap<>();
    private final Map<String, Long> due = new TreeMap<>();
    private final Map<String, Long> decidedAt = new HashMap<>();
    private final Map<String, OutboxCommand> newest = new HashMap<>();
    private final Set<String> applied = new HashSet<>();
    private final List<String> journal = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private long now = 1_700_000_000_000L;
    private long enteredAt;
    private @Nullable CallSession session;

    /**
     * @param rings names of timers that may ring while events are under way
     * @param choice which of n things comes next; always the first one is the tidy order
     */
    Disorder(FlowSet flows, OutsideWorld world, Set<String> rings, Set<Trouble> troubles, IntUnaryOperator choice) {
        this.flows = flows;
        this.world = world;
        this.rings = rings;
        this.troubles = troubles;
        this.choice = choice;
    }

    /** The names of the commands, without those that only end another leg. */
    List<String> names() {
        return names.stream().filter(name -> !name.equals("hangup b")).toList();
    }

    /** What happened, for whoever looks for a fault. */
    List<String> story() {
        return story;
    }

    /** Until nothing is under way, and then timer after timer until the call is over. */
    void play(SessionEvent.@Nullable PlaceCall place) {
        if (place == null) {
            world.callArrives();
        } else {
            decide(place, null);
        }
        untilQuiet();
        for (int i = 0; i < 60 && !over(); i++) {
            ringNext();
            untilQuiet();
        }
        assertThat(over()).as("the call comes to an end: %s", session).isTrue();
        assertThat(Journal.firstDifference(decider, Flows.among(flows), KEY, journal))
                .as("P6")
                .isEmpty();
    }

    private boolean over() {
        return session == null || session.stage() == Stage.ENDED;
    }

    private void untilQuiet() {
        for (int i = 0; i < MOST_MOVES; i++) {
            List<Runnable> moves = moves();
            if (moves.isEmpty()) {
                return;
            }
            moves.get(choice.applyAsInt(moves.size())).run();
        }
        throw new AssertionError("never quiet");
    }

    private List<Runnable> moves() {
        List<Runnable> moves = new ArrayList<>();
        for (OutsideWorld.Told told : world.told()) {
            moves.add(() -> arrives(told));
        }
        unsent.values().stream().filter(lane -> !lane.isEmpty()).forEach(lane -> moves.add(() -> send(lane)));
        for (OutsideWorld.Later later : world.later()) {
            moves.add(() -> world.happens(later));
        }
        boolean anyRings = troubles.contains(Trouble.TIMERS) && !moves.isEmpty() && !due.isEmpty();
        if (anyRings || (next() != null && rings.contains(next()))) {
            moves.add(this::ringNext);
        }
        if (troubles.contains(Trouble.LEAVES) && world.callerIsThere() && !moves.isEmpty()) {
            moves.add(() -> {
                story.add("(the caller leaves)");
                world.callerLeaves();
            });
        }
        return moves;
    }

    private void arrives(OutsideWorld.Told told) {
        world.told().remove(told);
        if (troubles.contains(Trouble.LOSS)
                && told.event() instanceof SessionEvent.Webhook
                && choice.applyAsInt(ODDS) < ODDS / 6) {
            story.add("(lost) " + word(told.event()));
            return;
        }
        boolean first = applied.add(told.event().id());
        if (first && troubles.contains(Trouble.TWICE)) {
            world.told().add(told);
        }
        if (first || !(told.event() instanceof SessionEvent.External)) {
            decide(told.event(), told.cause());
        }
    }

    private void send(Deque<OutboxCommand> lane) {
        OutboxCommand command = lane.remove();
        if (troubles.contains(Trouble.FAILURES) && choice.applyAsInt(ODDS) < ODDS / 6) {
            CommandResult result = FAILURES.get(choice.applyAsInt(FAILURES.size()));
            story.add("(" + command.name() + " " + result + ")");
            world.fails(command, result);
        } else {
            world.take(command);
        }
    }

    private @Nullable String next() {
        return due.entrySet().stream()
                .min(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private void ringNext() {
        String timer = next();
        if (timer == null || session == null) {
            throw new AssertionError("P9: no timer runs: " + session);
        }
        Long at = due.remove(timer);
        Long setAt = session.timers().get(timer);
        assertThat(setAt).as("timer %s", timer).isNotNull();
        now = Math.max(now, at == null ? 0 : at);
        decide(new SessionEvent.TimerFired(KEY, timer, setAt == null ? 0 : setAt), null);
    }

    private void decide(SessionEvent event, @Nullable OutboxCommand cause) {
        now += 20;
        if (event instanceof SessionEvent.Webhook webhook
                && webhook.event().isObservation()
                && (session == null || !decider.watches(flows, session, webhook, now))) {
            return;
        }
        CallSession before = session;
        Decision decision = decider.decide(flows, before, event, now);
        CallSession next = decision.next();
        story.add(word(event) + " -> "
                + decision.commands().stream().map(OutsideWorld::label).toList()
                + (decision.reason() == null ? "" : " " + decision.reason())
                + " @" + (next == null ? "" : next.step()));
        if (next == null) {
            return;
        }
        session = next;
        journal.add(Journal.line(event, now, decision));
        nothingAfterTheEnd(before, next, decision);
        resultsOfTheirStep(before, event, cause, decision);
        timers(next, decision);
        for (OutboxCommand command : decision.commands()) {
            decidedAt.put(command.commandId(), next.version());
            newest.put(command.name(), command);
            names.add(OutsideWorld.label(command));
        }
        hand(decision);
    }

    private void timers(CallSession next, Decision decision) {
        for (TimerChange change : decision.timers()) {
            switch (change) {
                case TimerChange.Start start ->
                    due.put(start.name(), now + start.after().toMillis());
                case TimerChange.Cancel cancel -> due.remove(cancel.name());
            }
        }
        assertThat(due.keySet()).isEqualTo(next.timers().keySet());
        if (next.stage() != Stage.ENDED) {
            assertThat(due).as("P9: %s", next).isNotEmpty();
        }
    }

    private static void nothingAfterTheEnd(@Nullable CallSession before, CallSession next, Decision decision) {
        if (before != null && before.stage() == Stage.ENDED) {
            assertThat(decision.commands()).as("P8").isEmpty();
        }
        for (OutboxCommand command : decision.commands()) {
            boolean toNobody = next.legs().values().stream()
                    .filter(Leg::ended)
                    .map(leg -> String.valueOf(leg.callControlId()).replace(":", "%3A"))
                    .anyMatch(leg -> command.request().path().contains("/calls/" + leg + "/"));
            assertThat(toNobody)
                    .as("P8: %s to a leg that ended", command.name())
                    .isFalse();
        }
    }

    private void resultsOfTheirStep(
            @Nullable CallSession before, SessionEvent event, @Nullable OutboxCommand cause, Decision decision) {
        CallSession next = decision.next();
        boolean drove = next != null
                && !callerLeft(before, next)
                && (!decision.moves().isEmpty()
                        || (next.stage() == Stage.HANDED_OVER && before != null && before.stage() == Stage.RUNNING));
        if (drove && cause != null && event instanceof SessionEvent.Webhook) {
            boolean lasting = LASTING.contains(cause.name()) && cause.equals(newest.get(cause.name()));
            Long at = decidedAt.get(cause.commandId());
            assertThat(lasting || (at != null && at >= enteredAt))
                    .as("P7: %s of %s drove %s", word(event), cause.name(), before == null ? "" : before.step())
                    .isTrue();
        }
        boolean asks = decision.commands().stream().anyMatch(c -> c.name().equals("gather_using_ai"));
        if (next != null && (!decision.moves().isEmpty() || asks)) {
            enteredAt = next.version();
        }
    }

    private static boolean callerLeft(@Nullable CallSession before, CallSession next) {
        Leg leg = next.flowLeg() == null ? null : next.legs().get(next.flowLeg());
        return before != null && leg != null && leg.ended();
    }

    private void hand(Decision decision) {
        decision.clearedLanes().forEach(unsent::remove);
        for (OutboxCommand command : decision.commands()) {
            Deque<OutboxCommand> lane = unsent.computeIfAbsent(command.lane(), l -> new ArrayDeque<>());
            if (command.supersedes()) {
                lane.clear();
            }
            lane.add(command);
            if (!troubles.contains(Trouble.LAG)) {
                send(lane);
            }
        }
    }

    private static String word(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Webhook w ->
                w.event().header().type() + " " + w.event().header().callLegId() + " "
                        + Token.of(w.event().header().clientState())
                                .map(Token::id)
                                .orElse("-");
            case SessionEvent.CommandOutcome o -> o.name() + " " + o.result();
            case SessionEvent.TimerFired t -> "timer " + t.timer();
            case SessionEvent.CalloutEnded c -> "callout " + c.result();
            case SessionEvent.External x -> "event " + x.name();
            case SessionEvent.PlaceCall p -> "place";
        };
    }
}
