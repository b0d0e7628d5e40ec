package io.gathergateway.call;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Duration;

/**
 * A command as it lies in the outbox, ready to be sent as it is.
 *
 * @param lane order holds within a lane: one per leg
 * @param commandId Telnyx's {@code command_id}, derived from what was decided: the same decision, the same id
 * @param name Telnyx's name of the command, such as {@code gather_using_speak}
 * @param validFor how long after the commit it may be sent
 * @param supersedes whether it takes the place of everything unsent in its lane, as hangup does
 * @param request the HTTP request
 */
public record OutboxCommand(
        String lane, String commandId, String name, Duration validFor, boolean supersedes, Request request) {

    /** {@code path} is relative to the API base and percent-encoded; {@code body} is JSON text. */
    public record Request(
            String method, String path, @JsonRawValue String body) {}
}
