package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Plays a sound on the call. Ends in {@code call.playback.ended}. Exactly one of {@code audioUrl}, {@code mediaName} and
 * {@code playbackContent} says which.
 *
 * @param audioType of {@code audioUrl} and {@code playbackContent}; Telnyx's default is mp3
 * @param cacheAudio keeps what {@code audioUrl} gave; Telnyx's default is true
 * @param loop how often it is played; Telnyx's default is once
 * @param mediaName the name of a file uploaded to Telnyx
 * @param overlay mixes it with what is being played; Telnyx's default is false
 * @param playbackContent the file itself in base64
 * @param stop what is being played is cut for this one
 * @param targetLegs who hears it; Telnyx's default is self
 */
@CommandBuilder
public record PlaybackStart(
        @Nullable AudioFormat audioType,
        @Nullable String audioUrl,
        @Nullable Boolean cacheAudio,
        @Nullable Loop loop,
        @Nullable String mediaName,
        @Nullable Boolean overlay,
        @Nullable String playbackContent,
        @Nullable Stop stop,
        @Nullable Legs targetLegs)
        implements TelnyxCommand {

    public PlaybackStart {
        new Checks(name())
                .exactlyOne("audio_url", audioUrl, "media_name", mediaName, "playback_content", playbackContent)
                .loop("loop", loop)
                .base64("playback_content", playbackContent)
                .done();
    }

    @Override
    public String name() {
        return "playback_start";
    }
}
