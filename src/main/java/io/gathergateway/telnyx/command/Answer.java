package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers an incoming call. Ends in {@code call.answered}.
 *
 * @param assistant starts this assistant at once; {@code ai_assistant_start} is then refused (90061)
 * @param billingGroupId a UUID
 * @param conversationRelayConfig as Telnyx documents it
 * @param customHeaders of the SIP answer
 * @param preferredCodecs names with commas between, the preferred first
 * @param sendSilenceWhenIdle Telnyx's default is false
 * @param sipHeaders of the SIP answer; Telnyx takes User-to-User only
 * @param transcription starts the transcription; Telnyx's default is false
 * @param transcriptionConfig how it transcribes
 */
@CommandBuilder
public record Answer(
        @Nullable CallAssistant assistant,
        @Nullable String billingGroupId,
        @Nullable ObjectNode conversationRelayConfig,
        @Nullable List<SipHeader> customHeaders,
        @Nullable DeepfakeDetection deepfakeDetection,
        @JsonUnwrapped @Nullable MediaStream mediaStream,
        @Nullable String preferredCodecs,
        @JsonUnwrapped @Nullable RecordOnAnswer recordOnAnswer,
        @Nullable Boolean sendSilenceWhenIdle,
        @Nullable List<SipHeader> sipHeaders,
        @Nullable SoundModifications soundModifications,
        @Nullable Boolean transcription,
        @Nullable TranscriptionStart transcriptionConfig,
        @JsonUnwrapped @Nullable WebhookOverrides webhookOverrides)
        implements TelnyxCommand {

    public Answer {
        new Checks(name())
                .part("assistant", assistant)
                .uuid("billing_group_id", billingGroupId)
                .parts("custom_headers", customHeaders)
                .part("deepfake_detection", deepfakeDetection)
                .flat(mediaStream)
                .flat(recordOnAnswer)
                .userToUser("sip_headers", sipHeaders)
                .part("sound_modifications", soundModifications)
                .flat(webhookOverrides)
                .done();
    }

    @Override
    public String name() {
        return "answer";
    }
}
