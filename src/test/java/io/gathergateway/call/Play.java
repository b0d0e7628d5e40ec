package io.gathergateway.call;

import static io.gathergateway.call.TestCall.KEY;

import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.command.AssistantVoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Folds events through the Decider, as the store would. */
final class Play {
    private final Decider decider =
            new Decider(Flows.only(TestCall.flows()), AssistantVoice.DEFAULT, TestCall.noBugs());
    private final List<String> commands = new ArrayList<>();
    final List<String> journal = new ArrayList<>();
    private @Nullable CallSession session;
    private @Nullable OutboxCommand last;

    Decision on(SessionEvent event) {
        Decision decision = decider.decide(session, event, 1_700_000_000_000L);
        CallSession next = decision.next();
        if (next != null) {
            session = next;
            journal.add(Journal.line(event, 1_700_000_000_000L, decision));
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
