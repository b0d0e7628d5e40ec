package io.gathergateway.telnyx.command;

import java.util.List;

/** Samples of the commands that answer, place and join calls. */
final class CallSamples {
    private CallSamples() {}

    static Sample answer() {
        return Sample.of(
                "AnswerRequest",
                AnswerBuilder.builder().build(),
                AnswerBuilder.builder()
                        .assistant(AssistantSamples.stored())
                        .billingGroupId(Samples.UUID)
                        .conversationRelayConfig(Samples.json("{\"url\":\"wss://d.test/\"}"))
                        .customHeaders(SharedSamples.customHeaders())
                        .deepfakeDetection(SharedSamples.deepfakes())
                        .mediaStream(SharedSamples.stream())
                        .preferredCodecs("G722,PCMU,PCMA,G729,OPUS,VP8,H264")
                        .recordOnAnswer(SharedSamples.recordOnAnswer())
                        .sendSilenceWhenIdle(true)
                        .sipHeaders(SharedSamples.userToUser())
                        .soundModifications(SharedSamples.sound())
                        .transcription(true)
                        .transcriptionConfig(SharedSamples.transcription())
                        .webhookOverrides(SharedSamples.webhooks())
                        .build());
    }

    static Sample transfer() {
        return Sample.of(
                "TransferCallRequest",
                TransferBuilder.builder().to("+15550199").build(),
                fullTransfer().audioUrl("https://a.test/a.wav").build(),
                fullTransfer().mediaName("wait").build());
    }

    private static TransferBuilder fullTransfer() {
        return TransferBuilder.builder()
                .to("sip:desk@e.test")
                .earlyMedia(false)
                .from("+15550100")
                .machineDetection(SharedSamples.machines())
                .muteDtmf(MuteDtmf.OPPOSITE)
                .parkAfterUnbridge(ParkAfterUnbridge.SELF)
                .recordOnAnswer(SharedSamples.recordOnAnswer())
                .sipOptions(SharedSamples.sip())
                .soundModifications(SharedSamples.sound())
                .targetLegClientState("bGVnIEI=")
                .timeLimitSecs(30)
                .timeoutSecs(5)
                .webhookOverrides(SharedSamples.webhooks());
    }

    /** Only the form with the other leg: see what {@link CommandSpecificationTest} says of the others. */
    static Sample bridge() {
        return Sample.of(
                "BridgeRequest",
                BridgeBuilder.builder().callControlId("v3:other").build(),
                BridgeBuilder.builder()
                        .callControlId("v3:other")
                        .holdAfterUnbridge(true)
                        .muteDtmf(MuteDtmf.BOTH)
                        .parkAfterUnbridge(ParkAfterUnbridge.SELF)
                        .playRingtone(true)
                        .preventDoubleBridge(true)
                        .recordOnAnswer(SharedSamples.recordOnAnswer())
                        .ringtone("us-old")
                        .build());
    }

    static Sample dial() {
        Dial minimal = DialBuilder.builder()
                .connectionId("1")
                .from("+15550100")
                .to(List.of("+15550199"))
                .build();
        return Sample.of(
                "CallRequest",
                minimal,
                fullDial()
                        .to(List.of("+15550199", "sip:desk@e.test"))
                        .audioUrl("https://a.test/a.wav")
                        .build(),
                fullDial().to(List.of("+15550199")).mediaName("wait").build());
    }

    private static DialBuilder fullDial() {
        return DialBuilder.builder()
                .connectionId("1")
                .from("+15550100")
                .assistant(AssistantSamples.stored())
                .billingGroupId(Samples.UUID)
                .bridgeIntent(true)
                .bridgeOnAnswer(true)
                .conferenceConfig(Samples.json("{\"conference_name\":\"daily\",\"beep_enabled\":\"on_exit\"}"))
                .conversationRelayConfig(Samples.json("{\"url\":\"wss://d.test/\"}"))
                .deepfakeDetection(SharedSamples.deepfakes())
                .dialogflowConfig(Samples.json("{\"analyze_sentiment\":true}"))
                .enableDialogflow(true)
                .linkTo("v3:first")
                .machineDetection(SharedSamples.machines())
                .mediaStream(SharedSamples.stream())
                .parkAfterUnbridge(ParkAfterUnbridge.SELF)
                .preventDoubleBridge(true)
                .recordOnAnswer(SharedSamples.recordOnAnswer())
                .retryOnTimeout(false)
                .sendSilenceWhenIdle(true)
                .sipOptions(SharedSamples.sip())
                .soundModifications(SharedSamples.sound())
                .streamAuthToken("token")
                .streamBidirectionalSamplingRate(22_050)
                .streamEstablishBeforeCallOriginate(true)
                .superviseCallControlId("v3:watched")
                .supervisorRole(Dial.SupervisorRole.WHISPER)
                .timeLimitSecs(14_400)
                .timeoutSecs(600)
                .transcription(true)
                .transcriptionConfig(SharedSamples.transcription())
                .webhookOverrides(SharedSamples.webhooks());
    }
}
