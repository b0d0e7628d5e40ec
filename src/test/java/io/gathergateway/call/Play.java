package io.gathergateway.call;

import static io.gathergateway.call.TestCall.KEY;

import io.gathergateway.flow.FlowSet;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.command.AssistantVoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Folds events through the Decider, as the store would. */
final class Play {
    final Decider decider;
    final FlowSet flows;
    long now = 1_700_000_000_000L;
    private final List<String> commands = new ArrayList<>();
    final List<String> journal = new ArrayList<>();
    private @Nullable CallSession session;
    private @Nullable OutboxCommand last;

    Play() {
        this(TestCall.flows());
    }

    Play(FlowSet flows) {
        this.flows = flows;
        decider = new Decider(AssistantVoice.DEFAULT, TestCall.noBugs());
    }

    /** An answered call on these flows. */
    static Play answered(FlowSet flows) {
        Play play = new Play(flows);
        play.on(TestCall.initiated("1"));
        play.on(TestCall.answered("2", TestCall.LEG));
        return play;
    }

    Decision on(SessionEvent event) {
        return on(flows, event);
    }

    /** An event that is decided with another set than the one the play began with. */
    Decision on(FlowSet set, SessionEvent event) {
        Decision decision = decider.decide(set, session, event, now);
        CallSession next = decision.next();
        if (next != null) {
            session = next;
            journal.add(Journal.line(event, now, decision));
            for (OutboxCommand command : decision.commands()) {
                last = command;
                commands.add((command.name() + " " + (next.step() == null ? "" : stepOf(command))).strip());
            }
        }
        return decision;
    }

    String commands() {
        return String.join(", ", commands);
    }

    /** The commands after the answer command, without steps. */
    String sent() {
        return String.join(
                ", ",
                commands.stream()
                        .skip(1)
                        .map(command -> command.split(" ", -1)[0])
                        .toList());
    }

    /** The first version that a replay decides differently. */
    Optional<Long> firstDifference(FlowSet... sets) {
        return Journal.firstDifference(decider, Flows.among(sets), KEY, journal);
    }

    CallSession session() {
        return Objects.requireNonNull(session);
    }

    OutboxCommand last() {
        return Objects.requireNonNull(last);
    }

    String lastState() {
        return TestCall.state(last());
    }

    SessionEvent.TimerFired dueTimer(String name) {
        return new SessionEvent.TimerFired(
                KEY, name, Objects.requireNonNull(session().timers().get(name)));
    }

    private static String stepOf(OutboxCommand command) {
        return Token.of(TestCall.state(command)).map(Token::step).orElse("");
    }

    static SessionEvent outcome(OutboxCommand command, CommandResult result) {
        return new SessionEvent.CommandOutcome(KEY, command.lane(), command.commandId(), command.name(), result);
    }
}
