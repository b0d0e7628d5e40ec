package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Places a call to another party and bridges it with this one. Its new leg sends {@code call.initiated}, then {@code
 * call.answered} and {@code call.bridged}, or {@code call.hangup}; if it fails, this leg stays usable.
 *
 * @param to a number in E.164 or a SIP address
 * @param audioUrl played to the other party before the bridge; excludes {@code mediaName}
 * @param earlyMedia Telnyx's default is true
 * @param from the number shown; the number first called when not given
 * @param targetLegClientState base64, the new leg's own client_state
 * @param timeLimitSecs how long the leg may last, 30..14400 s; Telnyx's default is 14400
 * @param timeoutSecs how long to let it ring, 5..600 s; Telnyx's default is 30
 */
@CommandBuilder
public record Transfer(
        String to,
        @Nullable String audioUrl,
        @Nullable Boolean earlyMedia,
        @Nullable String from,
        @JsonUnwrapped @Nullable MachineDetection machineDetection,
        @Nullable String mediaName,
        @Nullable MuteDtmf muteDtmf,
        @Nullable ParkAfterUnbridge parkAfterUnbridge,
        @JsonUnwrapped @Nullable RecordOnAnswer recordOnAnswer,
        @JsonUnwrapped @Nullable SipOptions sipOptions,
        @Nullable SoundModifications soundModifications,
        @Nullable String targetLegClientState,
        @Nullable Integer timeLimitSecs,
        @Nullable Integer timeoutSecs,
        @JsonUnwrapped @Nullable WebhookOverrides webhookOverrides)
        implements TelnyxCommand {

    public Transfer {
        new Checks(name())
                .required("to", to)
                .notBoth("audio_url", audioUrl, "media_name", mediaName)
                .flat(machineDetection)
                .flat(recordOnAnswer)
                .flat(sipOptions)
                .part("sound_modifications", soundModifications)
                .base64("target_leg_client_state", targetLegClientState)
                .range("time_limit_secs", timeLimitSecs, 30, 14_400)
                .range("timeout_secs", timeoutSecs, 5, 600)
                .flat(webhookOverrides)
                .done();
    }

    @Override
    public String name() {
        return "transfer";
    }
}
