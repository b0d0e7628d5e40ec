package io.gathergateway.call;

import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.command.PlaybackStartBuilder;
import io.gathergateway.telnyx.command.SpeakBuilder;
import io.gathergateway.telnyx.event.CallEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code say} and {@code play}: let hear, and on at the end. */
final class SayStep {
    private SayStep() {}

    static void enter(Turn turn, Step.Say say) {
        Speech speech = Speech.of(turn, say.prompt());
        switch (speech) {
            case Speech.Silence silence -> turn.go(say, Outcome.NEXT);
            case Speech.Spoken spoken ->
                turn.ask(
                        SpeakBuilder.builder()
                                .payload(spoken.text())
                                .payloadType(spoken.type())
                                .voice(turn.language().voice())
                                .language(turn.language().tag())
                                .build(),
                        say.telnyx(),
                        List.of("call.speak.ended"),
                        patience(turn, say, speech));
            case Speech.File file ->
                turn.ask(
                        PlaybackStartBuilder.builder()
                                .audioUrl(file.url())
                                .mediaName(file.media())
                                .build(),
                        say.telnyx(),
                        List.of("call.playback.ended"),
                        patience(turn, say, speech));
        }
    }

    static void result(Turn turn, Step.Say say, CallEvent event) {
        switch (event) {
            case CallEvent.SpeakEnded ended -> ended(turn, say, ended.status());
            case CallEvent.PlaybackEnded ended -> ended(turn, say, ended.status());
            default -> {}
        }
    }

    private static void ended(Turn turn, Step.Say say, @Nullable String status) {
        switch (status == null ? "" : status) {
            case "call_hangup" -> turn.leaving();
            case "failed", "file_not_found" -> turn.go(say, Outcome.FAILED);
            default -> turn.go(say, Outcome.NEXT);
        }
    }

    /** What is played again and again may last as long as the call. */
    private static Duration patience(Turn turn, Step.Say say, Speech speech) {
        return say.telnyx().entries().containsKey("loop") ? turn.flow.limits().call() : speech.patience();
    }
}
