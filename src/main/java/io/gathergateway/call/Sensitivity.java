package io.gathergateway.call;

import io.gathergateway.flow.Flow;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.event.CallEvent;
import org.jspecify.annotations.Nullable;

/** Which events hold what a flow calls sensitive: also those that come late or twice, and what did not fit. */
final class Sensitivity {
    private Sensitivity() {}

    /** Whether an event does, in whatever stage its call is. */
    static boolean of(Turn turn, SessionEvent event) {
        return switch (event) {
            case SessionEvent.Webhook webhook -> of(turn, webhook.event());
            case SessionEvent.External external -> of(turn, external.name());
            case SessionEvent.CalloutEnded callout -> answers(turn);
            case SessionEvent.CommandOutcome outcome -> false;
            case SessionEvent.TimerFired timer -> false;
            // What the flow takes says so when it is stored.
            case SessionEvent.PlaceCall place -> false;
        };
    }

    /** Whether an event may hold it, as far as can be told without the flows. */
    static boolean possible(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Webhook webhook -> tells(webhook.event());
            case SessionEvent.External external -> true;
            case SessionEvent.CalloutEnded callout -> true;
            case SessionEvent.CommandOutcome outcome -> false;
            case SessionEvent.TimerFired timer -> false;
            case SessionEvent.PlaceCall place -> false;
        };
    }

    /** Whether an http step of the flows puts an answer into a sensitive variable. */
    private static boolean answers(Turn turn) {
        return turn.flows.flows().values().stream()
                .anyMatch(flow -> flow.steps().values().stream()
                        .anyMatch(step -> step instanceof Step.Http http && Scope.isSensitive(flow, http.into())));
    }

    /** Whether a webhook tells what the caller said or typed into a sensitive variable. */
    private static boolean of(Turn turn, CallEvent event) {
        if (!tells(event)) {
            return false;
        }
        String asked = Token.of(event.header().clientState()).map(Token::step).orElse(turn.stepName());
        return turn.flows.flows().values().stream()
                .anyMatch(flow -> fills(flow, flow.steps().get(asked)));
    }

    private static boolean tells(CallEvent event) {
        return event instanceof CallEvent.GatherEnded
                || event instanceof CallEvent.DtmfReceived
                || event instanceof CallEvent.AiGatherEnded
                || event instanceof CallEvent.AiGatherPartialResults;
    }

    /** Whether a step of the flows puts the data of this event into a sensitive variable. */
    private static boolean of(Turn turn, String external) {
        return turn.flows.flows().values().stream()
                .anyMatch(flow -> flow.steps().values().stream()
                        .anyMatch(step ->
                                step instanceof Step.Wait wait && external.equals(wait.event()) && fills(flow, wait)));
    }

    private static boolean fills(Flow flow, @Nullable Step step) {
        return switch (step) {
            case Step.Gather gather -> gather.sensitive() || Scope.isSensitive(flow, gather.into());
            case Step.GatherAi gather -> Scope.isSensitive(flow, gather.into());
            case Step.Wait wait -> Scope.isSensitive(flow, wait.into());
            case null, default -> false;
        };
    }
}
