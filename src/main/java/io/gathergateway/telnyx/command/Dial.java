package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places a call. Ends in {@code call.initiated}, then {@code call.answered} or {@code call.hangup}. Its command_id is
 * unique for the account, not for a call.
 *
 * @param connectionId the Call Control application
 * @param from the number shown
 * @param to numbers in E.164 or SIP addresses, at least one
 * @param assistant starts this assistant when the call is answered
 * @param audioUrl played when the other party answers; excludes {@code mediaName}
 * @param billingGroupId a UUID
 * @param bridgeIntent the call will be bridged with {@code linkTo}, which it needs
 * @param bridgeOnAnswer bridges the call with {@code linkTo}, which it needs, when it is answered
 * @param conferenceConfig as Telnyx documents it: joins the call to a conference
 * @param conversationRelayConfig as Telnyx documents it
 * @param dialogflowConfig as Telnyx documents it
 * @param linkTo a call_control_id whose call_session_id the new call shares
 * @param retryOnTimeout tries another route when the first one does not answer in time; Telnyx's default is true
 * @param streamAuthToken sent to the WebSocket, at most 4000 characters
 * @param streamBidirectionalSamplingRate in Hz; Telnyx's default is 8000
 * @param superviseCallControlId a leg to listen to
 * @param timeLimitSecs how long the call may last, 30..14400 s; Telnyx's default is 14400
 * @param timeoutSecs how long to let it ring, 5..600 s; Telnyx's default is 30
 * @param transcription starts the transcription; Telnyx's default is false
 */
@CommandBuilder
public record Dial(
        String connectionId,
        String from,

        @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
        List<String> to,

        @Nullable CallAssistant assistant,
        @Nullable String audioUrl,
        @Nullable String billingGroupId,
        @Nullable Boolean bridgeIntent,
        @Nullable Boolean bridgeOnAnswer,
        @Nullable ObjectNode conferenceConfig,
        @Nullable ObjectNode conversationRelayConfig,
        @Nullable DeepfakeDetection deepfakeDetection,
        @Nullable ObjectNode dialogflowConfig,
        @Nullable Boolean enableDialogflow,
        @Nullable String linkTo,
        @JsonUnwrapped @Nullable MachineDetection machineDetection,
        @Nullable String mediaName,
        @JsonUnwrapped @Nullable MediaStream mediaStream,
        @Nullable ParkAfterUnbridge parkAfterUnbridge,
        @Nullable Boolean preventDoubleBridge,
        @JsonUnwrapped @Nullable RecordOnAnswer recordOnAnswer,
        @Nullable Boolean retryOnTimeout,
        @Nullable Boolean sendSilenceWhenIdle,
        @JsonUnwrapped @Nullable SipOptions sipOptions,
        @Nullable SoundModifications soundModifications,
        @Nullable String streamAuthToken,
        @Nullable Integer streamBidirectionalSamplingRate,
        @Nullable Boolean streamEstablishBeforeCallOriginate,
        @Nullable String superviseCallControlId,
        @Nullable SupervisorRole supervisorRole,
        @Nullable Integer timeLimitSecs,
        @Nullable Integer timeoutSecs,
        @Nullable Boolean transcription,
        @Nullable TranscriptionStart transcriptionConfig,
        @JsonUnwrapped @Nullable WebhookOverrides webhookOverrides)
        implements TelnyxCommand {

    /** Whom a supervisor hears and who hears the supervisor; Telnyx's default is barge: everyone. */
    public enum SupervisorRole implements Wire {
        BARGE,
        WHISPER,
        MONITOR
    }

    public Dial {
        new Checks(name())
                .required("connection_id", connectionId)
                .required("from", from)
                .required("to", to)
                .part("assistant", assistant)
                .notBoth("audio_url", audioUrl, "media_name", mediaName)
                .uuid("billing_group_id", billingGroupId)
                .rule(
                        linkTo != null || !(isTrue(bridgeIntent) || isTrue(bridgeOnAnswer)),
                        "link_to",
                        "is required with bridge_intent or bridge_on_answer")
                .part("deepfake_detection", deepfakeDetection)
                .flat(machineDetection)
                .flat(mediaStream)
                .flat(recordOnAnswer)
                .flat(sipOptions)
                .part("sound_modifications", soundModifications)
                .length("stream_auth_token", streamAuthToken, 1, 4000)
                .oneOf("stream_bidirectional_sampling_rate", streamBidirectionalSamplingRate, SAMPLING_RATES)
                .range("time_limit_secs", timeLimitSecs, 30, 14_400)
                .range("timeout_secs", timeoutSecs, 5, 600)
                .flat(webhookOverrides)
                .done();
    }

    private static final List<Integer> SAMPLING_RATES = List.of(8000, 16_000, 22_050, 24_000, 48_000);

    private static boolean isTrue(@Nullable Boolean value) {
        return value != null && value;
    }

    @Override
    public String name() {
        return "dial";
    }
}
