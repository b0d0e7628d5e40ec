package io.gathergateway.rehearsal;

import io.gathergateway.call.CalloutResult;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.scenario.Replies;
import io.gathergateway.scenario.Scenario.Reply;
import io.gathergateway.yaml.Place;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The customer's backend, as a scenario tells it: answers each attempt by the first reply that fits. Confined to one rehearsal. */
final class Backend {
    private static final long PAUSE_MILLIS = 200;

    private final Agenda agenda;
    private final Story story;
    private final Place scenario;
    private final Replies replies;

    Backend(Agenda agenda, Story story, Place scenario, List<Reply> replies) {
        this.agenda = agenda;
        this.story = story;
        this.scenario = scenario;
        this.replies = new Replies(replies);
    }

    /** Asks as often as the command allows and tells what came of it, once. */
    void ask(OutboxCommand command, Consumer<CalloutResult> tell) {
        ask(command, 1, agenda.now() + command.validFor().toMillis(), tell);
    }

    private void ask(OutboxCommand command, int attempt, long deadline, Consumer<CalloutResult> tell) {
        OutboxCommand.Request request = command.request();
        Optional<Reply> found = replies.next(request.method(), request.path());
        if (found.isEmpty()) {
            story.deviates(new Deviation(
                    scenario,
                    "the backend was asked " + request.method() + " " + request.path()
                            + ", and the scenario has no answer to it"));
        }
        Reply.Kind kind = found.map(Reply::kind).orElse(new Reply.Kind.Fails());
        long after = found.map(Reply::after).orElse(0L);
        long patience = Math.min(command.attempt().toMillis(), deadline - agenda.now());
        boolean late = after > patience;
        agenda.after(Math.min(after, patience), () -> {
            CalloutResult result = late ? new CalloutResult.TimedOut() : result(kind);
            int attempts =
                    Objects.requireNonNull(request.callout(), "a callout").attempts();
            boolean again = switch (result) {
                case CalloutResult.Answered answered -> answered.status() >= 500;
                case CalloutResult.Failed failed -> true;
                case CalloutResult.TimedOut timedOut -> true;
                case CalloutResult.Degraded degraded -> false;
            };
            if (again && attempt < attempts && agenda.now() + PAUSE_MILLIS < deadline) {
                agenda.after(PAUSE_MILLIS, () -> ask(command, attempt + 1, deadline, tell));
            } else {
                tell.accept(result);
            }
        });
    }

    /** The answers that were never asked for and should have been. */
    List<Reply> unused() {
        return replies.unused();
    }

    private static CalloutResult result(Reply.Kind kind) {
        return switch (kind) {
            case Reply.Kind.Answers answers -> new CalloutResult.Answered(answers.status(), answers.body());
            case Reply.Kind.Fails fails -> new CalloutResult.Failed();
            case Reply.Kind.Degraded degraded -> new CalloutResult.Degraded();
        };
    }
}
