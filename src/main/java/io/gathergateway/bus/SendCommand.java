package io.gathergateway.bus;

import io.gathergateway.call.Lease;
import java.time.Instant;

/**
 * A head to send.
 *
 * @param askedAt before the lease was asked for, by the pod's one clock: the lease is counted from here
 */
public record SendCommand(Lease lease, Instant askedAt) {}
