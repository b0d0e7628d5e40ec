package io.gathergateway.call;

import io.gathergateway.flow.FlowSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which flow set a call begins with: the live one, or the one that is being tried on some calls. A pure function of the
 * call, so that every pod chooses alike however often its first event comes; a call keeps what it began with.
 */
public record Flows(FlowSet live, @Nullable Canary canary) {
    private static final int HUNDRED = 100;

    /**
     * A set that is tried on some calls.
     *
     * @param percent of the calls, 0 to 100, chosen by their ids
     * @param numbers of ours: all calls to them, and those we place from them
     */
    public record Canary(FlowSet set, int percent, Set<String> numbers) {
        public Canary {
            numbers = Set.copyOf(numbers);
            if (percent < 0 || percent > HUNDRED) {
                throw new IllegalArgumentException("percent must be 0 to 100");
            }
        }

        private boolean takes(SessionEvent first) {
            String ours = ours(first);
            return (ours != null && numbers.contains(ours)) || share(first.key()) < percent;
        }
    }

    public static Flows only(FlowSet set) {
        return new Flows(set, null);
    }

    /** The set for a call whose first event this is. */
    public FlowSet begin(SessionEvent first) {
        return canary != null && canary.takes(first) ? canary.set() : live;
    }

    /** These sets by their revision, for a replay. */
    public static Function<String, Optional<FlowSet>> among(FlowSet... sets) {
        Map<String, FlowSet> byRevision =
                Arrays.stream(sets).collect(Collectors.toMap(FlowSet::revision, set -> set, (one, same) -> one));
        return revision -> Optional.ofNullable(byRevision.get(revision));
    }

    /** The number of ours that a call came to, or is placed from. */
    private static @Nullable String ours(SessionEvent first) {
        return switch (first) {
            case SessionEvent.Webhook webhook -> webhook.event().header().to();
            case SessionEvent.PlaceCall place -> place.from();
            case SessionEvent.CommandOutcome outcome -> null;
            case SessionEvent.TimerFired timer -> null;
            case SessionEvent.CalloutEnded callout -> null;
            case SessionEvent.External external -> null;
        };
    }

    /** 0 to 99, evenly spread; owes nothing to the hash that spreads calls over shards. */
    private static int share(SessionKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.id().getBytes(StandardCharsets.US_ASCII));
            return Math.floorMod(ByteBuffer.wrap(hash).getInt(), HUNDRED);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
