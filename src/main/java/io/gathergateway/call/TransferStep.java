package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.command.TransferBuilder;
import io.gathergateway.telnyx.event.CallEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * {@code transfer}: a second leg rings. Bridged, the caller is handed over; if the second leg ends before that, the
 * caller's leg is as it was and the flow goes on.
 */
final class TransferStep {
    private static final Duration SLACK = Duration.ofSeconds(30);
    private static final Set<String> NO_VERDICT = Set.of("normal_clearing", "time_limit", "originator_cancel");

    private TransferStep() {}

    static void enter(Turn turn, Step.Transfer transfer) {
        String to = DialStep.target(turn, transfer.to());
        var command = TransferBuilder.builder()
                .to(to)
                .timeoutSecs((int) transfer.timeout().toSeconds())
                // The new leg's events say which transfer they belong to.
                .targetLegClientState(turn.out.nextToken(transfer.name()).clientState());
        if (transfer.from() != null) {
            command.from(transfer.from());
        }
        turn.ask(
                command.build(),
                transfer.telnyx(),
                List.of("call.bridged", "call.hangup"),
                transfer.timeout().plus(SLACK));
    }

    static void result(Turn turn, Step.Transfer transfer, CallEvent event) {
        switch (event) {
            case CallEvent.CallBridged bridged -> turn.handOver();
            case CallEvent.CallHangup hangup -> turn.go(transfer, outcome(hangup));
            default -> {}
        }
    }

    /** Whether the step transfers, and somebody is there on another leg: then nobody told that the two were joined. */
    static boolean isAnswered(Turn turn) {
        return turn.step != null
                && turn.flow.step(turn.step) instanceof Step.Transfer
                && turn.legs.entrySet().stream()
                        .filter(leg -> !leg.getKey().equals(turn.flowLeg))
                        .anyMatch(leg -> leg.getValue().phase() == Phase.ANSWERED);
    }

    /** Whether a transfer that counted as failed, since nobody could say what became of it, had its effect after all. */
    static boolean bridgesLate(Turn turn, CallEvent.CallBridged bridged) {
        if (turn.stage != Stage.RUNNING || turn.callerGone()) {
            return false;
        }
        return Token.of(bridged.header().clientState())
                .filter(token -> token.session().equals(turn.key.id()))
                .filter(token -> turn.awaited == null || !token.id().equals(turn.awaited.token()))
                .filter(token -> turn.flows.flows().values().stream()
                        .anyMatch(flow -> flow.steps().get(token.step()) instanceof Step.Transfer))
                .isPresent();
    }

    /**
     * Whether the hang-up of the new leg says that nobody answered. One after a conversation says nothing of the kind,
     * even where it overtakes {@code call.bridged}, nor does one because the caller left ({@code originator_cancel}),
     * even where it overtakes the caller's own.
     */
    static boolean failed(CallEvent.CallHangup hangup) {
        String cause = hangup.hangupCause();
        return cause != null && !NO_VERDICT.contains(cause);
    }

    static Outcome outcome(CallEvent.CallHangup hangup) {
        return switch (hangup.hangupCause() == null ? "" : hangup.hangupCause()) {
            case "user_busy" -> Outcome.BUSY;
            case "timeout", "no_answer" -> Outcome.NO_ANSWER;
            default -> Outcome.FAILED;
        };
    }
}
