package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.command.AudioFormat;
import io.gathergateway.telnyx.command.Channels;
import io.gathergateway.telnyx.command.RecordStartBuilder;
import io.gathergateway.telnyx.command.RecordStop;
import io.gathergateway.telnyx.event.CallEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code record}: until silence, the key, the longest time, or the caller leaves; the recording is there when Telnyx says
 * it is saved.
 */
final class RecordStep {
    private static final String SAVED = "call.recording.saved";
    static final String ERROR = "call.recording.error";
    private static final String KEY = "call.dtmf.received";

    /** From the end of the recording until it is saved. */
    private static final Duration SAVING = Duration.ofSeconds(60);

    private RecordStep() {}

    static void enter(Turn turn, Step.RecordVoice record) {
        turn.ask(
                RecordStartBuilder.builder()
                        .format(AudioFormat.MP3)
                        .channels(Channels.SINGLE)
                        .maxLength(seconds(record.max()))
                        .timeoutSecs(seconds(record.silence()))
                        .playBeep(true)
                        .build(),
                record.telnyx(),
                List.of(SAVED, ERROR, KEY),
                record.max().plus(SAVING));
    }

    static boolean watches(Step.RecordVoice record, CallEvent event) {
        return event instanceof CallEvent.DtmfReceived pressed
                ? record.end() != null && record.end().equals(pressed.digit())
                : event.header().type().equals(ERROR);
    }

    /** The key stops the recording; that it is saved comes later, with the token of either command. */
    static void observed(Turn turn, Step.RecordVoice record, CallEvent event) {
        if (event instanceof CallEvent.DtmfReceived) {
            turn.asking.askMore(new RecordStop(null), List.of(SAVED, ERROR), SAVING);
        } else {
            turn.awaited = null;
            failed(turn, record);
        }
    }

    /** There will be no recording. */
    static void failed(Turn turn, Step.RecordVoice record) {
        if (turn.callerGone()) {
            turn.way.withoutCallerOrFinish();
        } else {
            turn.go(record, Outcome.FAILED);
        }
    }

    static void result(Turn turn, Step.RecordVoice record, CallEvent event) {
        if (!(event instanceof CallEvent.RecordingSaved saved)) {
            return;
        }
        String url = saved.url();
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("seconds", saved.length().toSeconds());
        if (url != null) {
            value.put("url", url);
        }
        boolean held = url != null && Secrets.store(turn, record.into(), value);
        if (held && !turn.callerGone()) {
            turn.go(record, Outcome.NEXT);
        } else {
            failed(turn, record);
        }
    }

    /** Who leaves a message ends it by hanging up: what the flow does without the caller may need the recording. */
    static boolean waitsForTheRecording(Turn turn) {
        if (turn.step == null
                || turn.awaited == null
                || !turn.awaited.takes(SAVED)
                || !(turn.flow.step(turn.step) instanceof Step.RecordVoice)
                || !turn.way.hasWayWithoutCaller()) {
            return false;
        }
        turn.stage = Stage.RUNNING;
        turn.timers.start(Timers.CALL, SAVING.plus(Navigation.WITHOUT_CALLER));
        turn.timers.start(Timers.STEP, SAVING);
        return true;
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.toSeconds());
    }
}
