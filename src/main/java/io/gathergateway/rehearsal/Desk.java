package io.gathergateway.rehearsal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Flows;
import io.gathergateway.call.Journal;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionCodec;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TimerChange;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.scenario.Said;
import io.gathergateway.scenario.Scenario.EndedBy;
import io.gathergateway.scenario.Scenario.Line;
import io.gathergateway.scenario.Scenario.Upset;
import io.gathergateway.scenario.Upsets;
import io.gathergateway.telnyx.AnswerPolicy;
import io.gathergateway.telnyx.AnswerPolicy.Verdict;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.event.CallEventCodec;
import io.gathergateway.telnyx.model.Answer;
import io.gathergateway.telnyx.model.Effect;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's side of one call: session, outbox and timers in memory, with the promises of the real ones: an event's id
 * is applied once, a lane's commands go out in order, a timer that was set anew does not ring. Confined to one rehearsal.
 */
final class Desk {
    private static final long WAY_MILLIS = 20;
    private static final long AGAIN_MILLIS = 1_000;
    private static final int MOST_TRIES = 4;

    private final Agenda agenda;
    private final Decider decider;
    private final FlowSet flows;
    private final SessionKey key;
    private final Story story;
    private final Upsets upsets;
    private final Function<OutboxCommand, Answer> telnyx;
    private final Backend backend;

    private final Map<String, Deque<OutboxCommand>> lanes = new HashMap<>();
    private final Set<String> busy = new HashSet<>();
    private final Map<String, Long> timers = new HashMap<>();
    private final Set<String> applied = new HashSet<>();
    private final Unawaited unawaited = new Unawaited();
    private @Nullable CallSession session;
    private int events;
    private int fromOutside;

    Desk(
            Agenda agenda,
            Decider decider,
            FlowSet flows,
            SessionKey key,
            Story story,
            Upsets upsets,
            Function<OutboxCommand, Answer> telnyx,
            Backend backend) {
        this.agenda = agenda;
        this.decider = decider;
        this.flows = flows;
        this.key = key;
        this.story = story;
        this.upsets = upsets;
        this.telnyx = telnyx;
        this.backend = backend;
    }

    /** A webhook sets out; on the way it may be lost, come late, or twice. */
    void webhook(Effect.Webhook webhook) {
        Optional<Upset> upset = upsets.webhook(webhook.type());
        switch (upset.orElse(null)) {
            case null -> arrives(webhook, WAY_MILLIS);
            case Upset.Lose lose -> {}
            case Upset.Delay delay -> arrives(webhook, delay.millis());
            case Upset.Twice twice -> {
                arrives(webhook, WAY_MILLIS);
                arrives(webhook, 2 * WAY_MILLIS);
            }
            case Upset.Refuse refuse -> arrives(webhook, WAY_MILLIS);
        }
    }

    private void arrives(Effect.Webhook webhook, long after) {
        switch (CallEventCodec.read(webhook.data())) {
            case CallEventCodec.Read.Event read ->
                agenda.after(after, () -> happens(new SessionEvent.Webhook(key, read.event())));
            case CallEventCodec.Read.Unusable unusable ->
                throw new IllegalStateException("the model's webhook cannot be read: " + unusable.problem());
        }
    }

    /** Something outside tells the call something. */
    void outside(Said<Line.Event> said) {
        fromOutside++;
        Line.Event event = said.value();
        CallSession before = session;
        happens(new SessionEvent.External(key, "outside-" + fromOutside, event.name(), event.data()));
        unawaited.told(said, before, session);
    }

    /** The events from outside that nobody in the call waited for. */
    List<Said<Line.Event>> unawaited() {
        return unawaited.list();
    }

    void happens(SessionEvent event) {
        events++;
        boolean observation = event instanceof SessionEvent.Webhook webhook
                && webhook.event().isObservation()
                && (session == null || !decider.watches(flows, session, webhook, agenda.now()));
        if (observation || applied.contains(event.id())) {
            return;
        }
        Decision decision = decider.decide(flows, session, event, agenda.now());
        CallSession next = decision.next();
        if (next == null) {
            return;
        }
        applied.add(event.id());
        story.journal.add(Journal.line(event, agenda.now(), decision));
        // What is not written is not there for the next event.
        CallSession stored = SessionCodec.read(SessionCodec.write(next));
        session = stored;
        unawaited.now(stored);
        story.decided(decision);
        remember(stored);
        decision.timers().forEach(change -> timer(change, stored.version()));
        decision.clearedLanes().forEach(lane -> lane(lane).clear());
        decision.commands().forEach(this::enqueue);
    }

    private void remember(CallSession now) {
        Map<String, Object> variables = now.frames().isEmpty()
                ? now.variables()
                : now.frames().getFirst().variables();
        story.variables.putAll(variables);
        if (now.stage() == Stage.HANDED_OVER) {
            story.ended(EndedBy.TRANSFER);
        }
    }

    private void timer(TimerChange change, long version) {
        switch (change) {
            case TimerChange.Cancel(String name) -> timers.remove(name);
            case TimerChange.Start(String name, var after) -> {
                timers.put(name, version);
                agenda.after(after.toMillis(), () -> {
                    if (timers.getOrDefault(name, -1L) == version) {
                        timers.remove(name);
                        happens(new SessionEvent.TimerFired(key, name, version));
                    }
                });
            }
        }
    }

    private Deque<OutboxCommand> lane(String name) {
        return lanes.computeIfAbsent(name, same -> new ArrayDeque<>());
    }

    private void enqueue(OutboxCommand command) {
        if (command.supersedes()) {
            lane(command.lane()).clear();
        }
        lane(command.lane()).add(command);
        pump(command.lane());
    }

    private void pump(String lane) {
        if (busy.contains(lane) || lane(lane).isEmpty()) {
            return;
        }
        busy.add(lane);
        OutboxCommand command = lane(lane).remove();
        long deadline = agenda.now() + command.validFor().toMillis();
        agenda.after(WAY_MILLIS, () -> {
            story.sent(command.name());
            if (command.request().callout() == null) {
                send(command, 1, deadline);
            } else {
                backend.ask(command, result -> {
                    done(lane);
                    happens(new SessionEvent.CalloutEnded(key, lane, command.commandId(), result));
                });
            }
        });
    }

    private void send(OutboxCommand command, int attempt, long deadline) {
        Answer answer = upsets.command(command.name()).map(Desk::refusal).orElseGet(() -> telnyx.apply(command));
        agenda.after(WAY_MILLIS, () -> {
            switch (AnswerPolicy.of(answer.status(), answer.code(), command.name())) {
                case Verdict.Final(CommandResult result) -> settle(command, result);
                case Verdict.TryAgain again -> again(command, attempt, deadline, new CommandResult.Unconfirmed());
                case Verdict.SlowDown slow -> again(command, attempt, deadline, new CommandResult.Expired());
                case Verdict.Unauthorised no -> again(command, attempt, deadline, new CommandResult.Expired());
            }
        });
    }

    private static Answer refusal(Upset.Refuse refuse) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("errors").addObject().put("code", refuse.code());
        return new Answer(refuse.status(), body, false, List.of());
    }

    private void again(OutboxCommand command, int attempt, long deadline, CommandResult otherwise) {
        if (attempt < MOST_TRIES && agenda.now() + AGAIN_MILLIS < deadline) {
            agenda.after(AGAIN_MILLIS, () -> send(command, attempt + 1, deadline));
        } else {
            settle(command, otherwise);
        }
    }

    private void settle(OutboxCommand command, CommandResult result) {
        done(command.lane());
        if (!(result instanceof CommandResult.Accepted) || OutboxCommand.acceptanceCounts(command.name())) {
            happens(new SessionEvent.CommandOutcome(key, command.lane(), command.commandId(), command.name(), result));
        }
    }

    private void done(String lane) {
        busy.remove(lane);
        pump(lane);
    }

    /** Where the call stands; null where no flow took it. */
    @Nullable
    CallSession session() {
        return session;
    }

    /** How many events came. */
    int events() {
        return events;
    }

    /** The first version that a replay decides otherwise. */
    Optional<Long> firstDifference() {
        return Journal.firstDifference(decider, Flows.among(flows), key, story.journal);
    }
}
