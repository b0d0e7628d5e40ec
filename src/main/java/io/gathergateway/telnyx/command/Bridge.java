package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Joins this leg with another one, with the first call of a queue, or with a video room; exactly one is given. Each leg
 * sends {@code call.bridged}.
 *
 * @param callControlId the other leg; Telnyx's schema asks for it even where another one is given, its text does not
 * @param holdAfterUnbridge the other leg is held when the bridge ends
 * @param muteDtmf Telnyx's default is none
 * @param playRingtone until the other leg answers; Telnyx's default is false
 * @param preventDoubleBridge refuses when either leg is bridged already; Telnyx's default is false
 * @param queue a queue's name
 * @param ringtone a country's, such as us-old; Telnyx's default is us
 * @param videoRoomContext for {@code videoRoomId} only
 * @param videoRoomId a UUID
 */
@CommandBuilder
public record Bridge(
        @Nullable String callControlId,
        @Nullable Boolean holdAfterUnbridge,
        @Nullable MuteDtmf muteDtmf,
        @Nullable ParkAfterUnbridge parkAfterUnbridge,
        @Nullable Boolean playRingtone,
        @Nullable Boolean preventDoubleBridge,
        @Nullable String queue,
        @JsonUnwrapped @Nullable RecordOnAnswer recordOnAnswer,
        @Nullable String ringtone,
        @Nullable String videoRoomContext,
        @Nullable String videoRoomId)
        implements TelnyxCommand {

    public Bridge {
        new Checks(name())
                .exactlyOne("call_control_id", callControlId, "queue", queue, "video_room_id", videoRoomId)
                .flat(recordOnAnswer)
                .oneOf("ringtone", ringtone, Vocabulary.RINGTONES)
                .uuid("video_room_id", videoRoomId)
                .rule(
                        videoRoomContext == null || videoRoomId != null,
                        "video_room_context",
                        "must come with video_room_id")
                .done();
    }

    @Override
    public String name() {
        return "bridge";
    }
}
