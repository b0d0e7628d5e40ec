package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Changes how a leg sounds.
 *
 * @param octaves -1..1
 * @param pitch above 0; 1 changes nothing
 * @param semitone -14..14
 * @param track inbound or outbound, Telnyx's default
 */
@CommandBuilder
public record SoundModifications(
        @Nullable Double octaves,
        @Nullable Double pitch,
        @Nullable Double semitone,
        @Nullable Track track) implements Part {
    @Override
    public void check(Checks checks) {
        checks.range("octaves", octaves, -1, 1)
                .rule(pitch == null || pitch > 0, "pitch", "must be above 0, was " + pitch)
                .range("semitone", semitone, -14, 14)
                .rule(track != Track.BOTH, "track", "must be one of inbound, outbound, was both");
    }
}
