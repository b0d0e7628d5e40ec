package io.gathergateway.bus;

import io.gathergateway.call.Lease;
import java.time.Instant;

/** A head to send; its lease counts from {@code askedAt}, the moment before the store was asked for it. */
public record SendCommand(Lease lease, Instant askedAt) {}
