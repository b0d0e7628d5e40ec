package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Streams a call's sound to a WebSocket. Its fields stand directly in the command.
 *
 * @param streamUrl the WebSocket, {@code wss:}
 * @param streamCodec Telnyx's default keeps the call's codec
 * @param streamTrack Telnyx's default is inbound
 * @param streamBidirectionalMode what the other side sends back; Telnyx's default is mp3
 * @param streamBidirectionalCodec for mode rtp; Telnyx's default is PCMU
 * @param streamBidirectionalTargetLegs who hears it; Telnyx's default is opposite
 */
@CommandBuilder
public record MediaStream(
        String streamUrl,
        @Nullable Codec streamCodec,
        @Nullable StreamTrack streamTrack,
        @Nullable Mode streamBidirectionalMode,
        @Nullable Codec streamBidirectionalCodec,
        @Nullable Legs streamBidirectionalTargetLegs)
        implements Part {
    public enum Codec implements Wire {
        PCMU,
        PCMA,
        G722,
        OPUS,
        AMR_WB,
        L16,
        /** For {@code streamCodec} only. */
        DEFAULT;

        @Override
        public String wire() {
            return this == AMR_WB ? "AMR-WB" : this == DEFAULT ? "default" : name();
        }
    }

    public enum StreamTrack implements Wire {
        INBOUND_TRACK,
        OUTBOUND_TRACK,
        BOTH_TRACKS
    }

    public enum Mode implements Wire {
        MP3,
        RTP
    }

    @Override
    public void check(Checks checks) {
        checks.required("stream_url", streamUrl)
                .rule(
                        streamBidirectionalCodec != Codec.DEFAULT,
                        "stream_bidirectional_codec",
                        "must be one of PCMU, PCMA, G722, OPUS, AMR-WB, L16, was default");
    }
}
