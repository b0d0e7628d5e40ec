package io.gathergateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import java.time.Duration;

/**
 * An outbox entry as it lies in Redis:
 *
 * <pre>
 * DEADLINE ID NAME[/ATTEMPT] METHOD PATH BODY
 * </pre>
 *
 * <p>The parts are separated by single spaces and the body comes last, so nothing but the body may contain one. The
 * attempt, in ms, stands there where it is not {@link Lease#ATTEMPT}. The body of a callout is a line of JSON, its
 * {@link OutboxCommand.Callout}, and after the line break what is sent. So a command to Telnyx looks the same to every
 * release; to one that knows no callouts, their path is none that Telnyx's API has, and it sends nothing.
 */
final class EntryForm {
    private static final int PARTS = 6;
    private static final ObjectMapper JSON = new ObjectMapper();

    private EntryForm() {}

    /** What an entry tells of its command. */
    record Head(String commandId, String name, Duration attempt, OutboxCommand.Request request) {}

    /** An entry but for its deadline, which the script puts in front. */
    static String write(OutboxCommand command) {
        OutboxCommand.Request request = command.request();
        boolean usual = command.attempt().equals(Lease.ATTEMPT);
        return SessionLayout.word("command id", command.commandId())
                + ' '
                + SessionLayout.word("name", command.name())
                + (usual ? "" : "/" + command.attempt().toMillis())
                + ' '
                + SessionLayout.word("method", request.method())
                + ' '
                + SessionLayout.word("path", request.path())
                + ' '
                + body(request);
    }

    static Head read(String entry) {
        String[] parts = entry.split(" ", PARTS);
        String name = parts[2];
        int slash = name.indexOf('/');
        Duration attempt = slash < 0 ? Lease.ATTEMPT : Duration.ofMillis(Long.parseLong(name.substring(slash + 1)));
        name = slash < 0 ? name : name.substring(0, slash);
        return new Head(parts[1], name, attempt, request(name, parts[3], parts[4], parts[5]));
    }

    private static String body(OutboxCommand.Request request) {
        if (request.callout() == null) {
            return request.body();
        }
        try {
            return JSON.writeValueAsString(request.callout()) + '\n' + request.body();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers can always be written", e);
        }
    }

    private static OutboxCommand.Request request(String name, String method, String path, String body) {
        if (!name.equals(OutboxCommand.CALLOUT)) {
            return new OutboxCommand.Request(method, path, body);
        }
        int line = body.indexOf('\n');
        try {
            var callout = JSON.readValue(body.substring(0, line), OutboxCommand.Callout.class);
            return new OutboxCommand.Request(method, path, body.substring(line + 1), callout);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not as it was written", e);
        }
    }
}
