package io.gathergateway.telnyx.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every call webhook carries around its payload.
 *
 * @param id Telnyx's id of the event; repeated deliveries carry the same one
 * @param type {@code event_type}, an open set
 * @param occurredAt when it happened, as Telnyx says; deliveries are not ordered by it
 * @param callSessionId shared by related legs; every one of the 41 call webhooks carries it
 * @param callLegId one leg, stable
 * @param callControlId where commands for the leg go; {@code call.recording.saved} lacks it
 * @param connectionId the Call Control application
 * @param clientState base64 as received; absent or null before any command set one
 * @param from calling party; 22 of 41 events lack it
 * @param to called party; as {@code from}
 */
public record EventHeader(
        String id,
        String type,
        @Nullable Instant occurredAt,
        String callSessionId,
        @Nullable String callLegId,
        @Nullable String callControlId,
        @Nullable String connectionId,
        @Nullable String clientState,
        @Nullable String from,
        @Nullable String to) {}
