package io.gathergateway.telnyx.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One leg as Telnyx sees it. Immutable; {@link TelnyxModel} makes the next one. Invariant: an ended leg plays, gathers
 * and awaits nothing but what Telnyx tells after a call.
 *
 * @param clientState base64; comes back in every later webhook until replaced
 * @param answeredAt 0 before
 * @param sounds what plays, the head now
 * @param queue the queue it waits in
 * @param peer the call_control_id of the leg it is being joined to or joined with
 * @param bridged whether the joining has happened
 * @param parks whether this leg stays when its peer leaves ({@code park_after_unbridge: self})
 * @param alarms what is awaited, by purpose; an alarm that is not here is stale
 * @param nextAlarm how many alarms were ever set
 * @param made how many ids (events, legs, conversations) were derived so far
 */
public record LegState(
        LegIdentity identity,
        Phase phase,
        @Nullable String clientState,
        long startedAt,
        long answeredAt,
        List<Sound> sounds,
        @Nullable DtmfGather gather,
        @Nullable Conversation conversation,
        @Nullable Recording recording,
        @Nullable String queue,
        boolean transcribing,
        @Nullable String peer,
        boolean bridged,
        boolean parks,
        SeenCommands seen,
        Map<Purpose, Integer> alarms,
        int nextAlarm,
        int made) {

    public LegState {
        sounds = List.copyOf(sounds);
        alarms = Map.copyOf(alarms);
    }

    /** new → parked (incoming) or ringing (outgoing) → answered → ended; never back. */
    public enum Phase {
        PARKED,
        RINGING,
        ANSWERED,
        ENDED
    }

    /** What an alarm is for. */
    public enum Purpose {
        SOUND,
        GATHER,
        GATHER_TOTAL,
        CONVERSATION,
        RING,
        RECORDING,
        QUEUE,
        TIME_LIMIT,
        INSIGHTS
    }

    /** A recording under way. */
    public record Recording(String format, String channels, long startedAt) {}

    /** Whether this alarm still means something; the others may be thrown away. */
    public boolean awaits(int alarm) {
        return alarms.containsValue(alarm);
    }

    public boolean ended() {
        return phase == Phase.ENDED;
    }

    static LegState fresh(LegIdentity identity, Phase phase, @Nullable String clientState, long nowMillis) {
        return new LegState(
                identity,
                phase,
                clientState,
                nowMillis,
                0,
                List.of(),
                null,
                null,
                null,
                null,
                false,
                null,
                false,
                false,
                SeenCommands.NONE,
                Map.of(),
                0,
                0);
    }
}
