package io.gathergateway.call;

import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.command.SpeakBuilder;
import io.gathergateway.telnyx.event.CallEvent;

/** {@code say}: speak, and on at the end. */
final class SayStep {
    private SayStep() {}

    static void enter(Turn turn, Step.Say say) {
        String text = Speech.text(turn, say.prompt());
        if (text.isBlank()) {
            turn.go(say, Outcome.NEXT);
            return;
        }
        turn.ask(
                SpeakBuilder.builder()
                        .payload(text)
                        .voice(turn.language().voice())
                        .language(turn.language().tag())
                        .build(),
                "call.speak.ended",
                Speech.patience(text));
    }

    static void result(Turn turn, Step.Say say, CallEvent event) {
        if (!(event instanceof CallEvent.SpeakEnded ended)) {
            return;
        }
        if ("call_hangup".equals(ended.status())) {
            turn.leaving();
        } else {
            turn.go(say, Outcome.NEXT);
        }
    }
}
