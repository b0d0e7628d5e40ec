package io.gathergateway.call;

import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.flow.Value;
import io.gathergateway.telnyx.command.SendDtmfBuilder;
import java.time.Duration;
import java.util.List;

/** {@code send_dtmf}: no webhook tells its end, so the flow waits for as long as the tones take. */
final class SendDtmfStep {
    /** Telnyx's default; it is {@code duration_millis}, 100 to 500. */
    private static final long TONE_MILLIS = 250;

    /** Between two tones; Telnyx does not say how long, this is what telephones leave. */
    private static final long GAP_MILLIS = 100;

    private static final long PAUSE_MILLIS = 500;

    /** Until Telnyx has accepted the command: its own deadline, and its attempts. */
    private static final Duration ACCEPTANCE = Outgoing.VALID.plusSeconds(30);

    private SendDtmfStep() {}

    static void enter(Turn turn, Step.SendDtmf send) {
        String digits = send.digits().render(turn.values());
        if (digits.isEmpty()) {
            turn.go(send, Outcome.FAILED);
            return;
        }
        turn.ask(
                SendDtmfBuilder.builder().digits(digits).build(), send.telnyx(), List.of(Awaited.ACCEPTED), ACCEPTANCE);
    }

    static void accepted(Turn turn, Step.SendDtmf send) {
        long tone = send.telnyx().entries().get("duration_millis") instanceof Value.Constant constant
                        && constant.value() instanceof Number millis
                ? millis.longValue()
                : TONE_MILLIS;
        long millis = 0;
        for (char key : send.digits().render(turn.values()).toCharArray()) {
            millis += switch (key) {
                case 'w' -> PAUSE_MILLIS;
                case 'W' -> 2 * PAUSE_MILLIS;
                default -> tone + GAP_MILLIS;
            };
        }
        turn.await(List.of(Awaited.TIME), Duration.ofMillis(millis));
    }
}
