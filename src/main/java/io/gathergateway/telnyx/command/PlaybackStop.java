package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Ends what is being played. Ends in {@code call.playback.ended}, or {@code call.speak.ended} for a spoken text.
 *
 * @param overlay ends what is mixed in instead; Telnyx's default is false
 * @param stop Telnyx's default is all
 */
@CommandBuilder
public record PlaybackStop(
        @Nullable Boolean overlay, @Nullable Stop stop) implements TelnyxCommand {
    @Override
    public String name() {
        return "playback_stop";
    }
}
