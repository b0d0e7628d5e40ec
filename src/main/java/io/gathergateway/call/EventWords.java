package io.gathergateway.call;

import io.gathergateway.telnyx.event.CallEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An event in words, for people who watch. Only Telnyx's own words: nothing a caller said or typed (P13). */
public final class EventWords {
    private EventWords() {}

    public static String name(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Webhook webhook -> webhook.event().header().type();
            case SessionEvent.CommandOutcome outcome -> outcome.name() + " outcome";
            case SessionEvent.TimerFired timer -> timer.timer() + " timer";
            case SessionEvent.CalloutEnded callout -> "http answer";
            case SessionEvent.External external -> external.name() + " event";
            case SessionEvent.PlaceCall place -> "place call";
        };
    }

    public static String detail(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Webhook webhook ->
                switch (webhook.event()) {
                    case CallEvent.GatherEnded ended -> text(ended.status());
                    case CallEvent.AiGatherEnded ended -> text(ended.status());
                    case CallEvent.SpeakEnded ended -> text(ended.status());
                    case CallEvent.PlaybackEnded ended -> text(ended.status());
                    case CallEvent.CallHangup hangup -> text(hangup.hangupCause());
                    case CallEvent.CallInitiated initiated -> text(initiated.direction());
                    default -> "";
                };
            case SessionEvent.CommandOutcome outcome ->
                outcome.result().getClass().getSimpleName().toLowerCase(Locale.ROOT);
            case SessionEvent.TimerFired timer -> "due";
            case SessionEvent.CalloutEnded callout ->
                callout.result() instanceof CalloutResult.Answered answered
                        ? String.valueOf(answered.status())
                        : callout.result().getClass().getSimpleName().toLowerCase(Locale.ROOT);
            case SessionEvent.External external -> "";
            case SessionEvent.PlaceCall place -> place.flow();
        };
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
