package io.gathergateway.api;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The id of a call that was placed by the API. */
public final class CallId {
    private CallId() {}

    /** The same {@code Idempotency-Key}, the same call; a call of its own without one. */
    public static String of(@Nullable String idempotencyKey) {
        UUID id = idempotencyKey == null
                ? UUID.randomUUID()
                : UUID.nameUUIDFromBytes(("gather-gateway call " + idempotencyKey).getBytes(StandardCharsets.UTF_8));
        return id.toString();
    }
}
