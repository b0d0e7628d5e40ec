package io.gathergateway.store;

import io.gathergateway.call.Lease;
import java.time.Duration;

/**
 * How sessions are kept.
 *
 * @param shards how many shards the calls are spread over; fixed at first start, see {@link RedisPreflight}
 * @param idle how long a live session stays after its last commit
 * @param retention how long the state of an ended call stays
 * @param tombstone how long it is remembered that a call ended; longer than {@code retention}
 * @param lease how long the lease of a command to Telnyx holds, and the claim of a timer; a command whose attempts take
 *     longer or shorter than {@link Lease#ATTEMPT} has a lease as much longer or shorter
 */
public record StoreSettings(int shards, Duration idle, Duration retention, Duration tombstone, Duration lease) {
    public static final StoreSettings DEFAULT =
            new StoreSettings(64, Duration.ofHours(24), Duration.ofHours(1), Duration.ofHours(24), Lease.LENGTH);

    public StoreSettings {
        if (shards < 1 || shards > 16_384) {
            throw new IllegalArgumentException("shards must be 1 to 16384, the number of slots of a Redis Cluster");
        }
        if (tombstone.compareTo(retention) < 0) {
            throw new IllegalArgumentException("the tombstone must outlive the retained state");
        }
    }
}
