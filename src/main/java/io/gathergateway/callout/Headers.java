package io.gathergateway.callout;

import io.gathergateway.call.OutboxCommand;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the headers of a question. Secrets are filled in here, on the way out, and lie nowhere else. What frames the
 * request is the gateway's to say; a flow's word on it is left out.
 */
final class Headers {
    private static final Pattern SECRET = Pattern.compile("\\$\\{\\s*secret\\.([A-Za-z0-9_]+)\\s*}");
    private static final Set<String> OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "idempotency-key");

    private final Map<String, Supplier<String>> secrets;

    Headers(Map<String, Supplier<String>> secrets) {
        this.secrets = secrets;
    }

    /** A secret that a header names and that is not there. */
    Optional<String> missing(OutboxCommand.Callout callout) {
        return callout.secrets().values().stream()
                .flatMap(text -> SECRET.matcher(text).results())
                .map(found -> found.group(1))
                .filter(name -> !secrets.containsKey(name))
                .findFirst();
    }

    /** Fails with {@link IllegalArgumentException} where a value cannot stand in a header. */
    MultiMap of(String commandId, OutboxCommand.Callout callout, boolean hasBody) {
        MultiMap headers = HttpHeaders.headers();
        headers.set("accept", "application/json").set("user-agent", "gather-gateway");
        if (hasBody) {
            headers.set("content-type", "application/json");
        }
        callout.headers().forEach((name, value) -> set(headers, name, value));
        callout.secrets()
                .forEach((name, text) -> set(headers, name, SECRET.matcher(text).replaceAll(this::revealed)));
        return headers.set("idempotency-key", commandId);
    }

    private static void set(MultiMap headers, String name, String value) {
        if (OURS.stream().noneMatch(name::equalsIgnoreCase)) {
            headers.set(name, value);
        }
    }

    private String revealed(MatchResult found) {
        Supplier<String> secret = secrets.get(found.group(1));
        if (secret == null) {
            throw new IllegalArgumentException("no such secret");
        }
        return Matcher.quoteReplacement(secret.get());
    }
}
