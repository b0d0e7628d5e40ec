package io.gathergateway.telnyx.command;

/**
 * A command as an HTTP request.
 *
 * @param method POST, or PUT for {@code client_state_update}
 * @param path relative to the API base, which ends in {@code /v2}; percent-encoded, such as {@code
 *     /calls/v3%3Aabc/actions/hangup}
 * @param body JSON text; the same command and identity give the same text in every process
 */
public record OutgoingRequest(String method, String path, String body) {}
