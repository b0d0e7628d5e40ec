package io.gathergateway.telnyx.event;

import java.util.List;

/** Events without their bulk; an event has the same journal form however often it is taken. */
final class JournalForm {
    private JournalForm() {}

    static CallEvent of(CallEvent event) {
        return switch (event) {
            case CallEvent.CallInitiated e ->
                new CallEvent.CallInitiated(
                        e.header(),
                        e.direction(),
                        e.state(),
                        e.startTime(),
                        e.callerIdName(),
                        e.callScreeningResult(),
                        e.connectionCodecs(),
                        e.offeredCodecs(),
                        e.shakenStirAttestation(),
                        e.shakenStirValidated(),
                        List.of(),
                        List.of(),
                        e.tags());
            case CallEvent.CallAnswered e ->
                new CallEvent.CallAnswered(e.header(), e.startTime(), e.state(), List.of(), List.of(), e.tags());
            case CallEvent.CallHangup e ->
                new CallEvent.CallHangup(
                        e.header(),
                        e.hangupCause(),
                        e.hangupSource(),
                        e.sipHangupCause(),
                        e.startTime(),
                        e.state(),
                        null,
                        List.of(),
                        List.of(),
                        e.tags());
            case CallEvent.AiGatherEnded e ->
                new CallEvent.AiGatherEnded(e.header(), e.status(), e.result(), List.of());
            case CallEvent.AiGatherPartialResults e ->
                new CallEvent.AiGatherPartialResults(e.header(), e.partialResults(), List.of());
            case CallEvent.AiGatherMessageHistoryUpdated e ->
                new CallEvent.AiGatherMessageHistoryUpdated(e.header(), List.of());
            case CallEvent.Other e -> new CallEvent.Other(e.header(), EventWriter.addressing(e.header()));
            case CallEvent.CallBridged e -> e;
            case CallEvent.GatherEnded e -> e;
            case CallEvent.ConversationEnded e -> e;
            case CallEvent.ConversationInsightsGenerated e -> e;
            case CallEvent.DtmfReceived e -> e;
            case CallEvent.SpeakStarted e -> e;
            case CallEvent.SpeakEnded e -> e;
            case CallEvent.PlaybackStarted e -> e;
            case CallEvent.PlaybackEnded e -> e;
            case CallEvent.RecordingSaved e -> e;
            case CallEvent.Dequeued e -> e;
            case CallEvent.MachineDetected e -> e;
        };
    }
}
