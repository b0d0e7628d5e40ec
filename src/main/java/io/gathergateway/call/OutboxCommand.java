package io.gathergateway.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command as it lies in the outbox, ready to be sent as it is.
 *
 * @param lane order holds within a lane: one per leg, one per callout
 * @param commandId Telnyx's {@code command_id}, derived from what was decided: the same decision, the same id; a
 *     backend gets it as {@code Idempotency-Key}
 * @param name Telnyx's name of the command, such as {@code gather_using_speak}, or {@value #CALLOUT}
 * @param validFor how long after the commit it may be sent
 * @param attempt how long one attempt may take; its lease is a second longer
 * @param supersedes whether it takes the place of everything unsent in its lane, as hangup does
 * @param request the HTTP request
 */
public record OutboxCommand(
        String lane,
        String commandId,
        String name,
        Duration validFor,
        Duration attempt,
        boolean supersedes,
        Request request) {
    /** The name of a question to the customer's backend; its lanes begin with it. */
    public static final String CALLOUT = "http";

    /** Commands whose effect no webhook tells: that Telnyx accepts them is an event of the call. */
    private static final Set<String> ACCEPTANCE_COUNTS =
            Set.of("send_dtmf", "ai_assistant_add_messages", "ai_assistant_stop");

    /** Whether the call is told that Telnyx accepted this command; of others only what else became of them. */
    public static boolean acceptanceCounts(String name) {
        return ACCEPTANCE_COUNTS.contains(name);
    }

    /** A command to Telnyx. */
    public OutboxCommand(
            String lane, String commandId, String name, Duration validFor, boolean supersedes, Request request) {
        this(lane, commandId, name, validFor, Lease.ATTEMPT, supersedes, request);
    }

    /**
     * To Telnyx: {@code path} is relative to the API base and percent-encoded. To a backend: it is an absolute address.
     *
     * @param body JSON text
     * @param callout null for Telnyx
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Request(
            String method,
            String path,
            @JsonRawValue String body,
            @Nullable Callout callout) {
        public Request(String method, String path, String body) {
            this(method, path, body, null);
        }
    }

    /**
     * What only a question to a backend has.
     *
     * @param headers as they are sent
     * @param secrets headers with {@code ${secret.<name>}} in them, filled in when they are sent
     * @param attempts at most so many, the first among them
     */
    public record Callout(Map<String, String> headers, Map<String, String> secrets, int attempts) {}
}
