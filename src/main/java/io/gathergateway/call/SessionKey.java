package io.gathergateway.call;

import io.gathergateway.telnyx.event.EventHeader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Which call: the {@code call_session_id} of an inbound call, our own UUID for one we placed.
 *
 * <p>Invariant: 1 to 64 characters of {@code A-Z a-z 0-9 . _ : -}, so that it can stand in a key and a log line.
 */
public record SessionKey(String id) {
    private static final int MAX_LENGTH = 64;

    public SessionKey {
        if (!isValid(id)) {
            throw new IllegalArgumentException("not a call session id: 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        }
    }

    public static Optional<SessionKey> of(String id) {
        return isValid(id) ? Optional.of(new SessionKey(id)) : Optional.empty();
    }

    /** The call an event belongs to: the one whose token it carries, else the session Telnyx counts it to. */
    public static Optional<SessionKey> of(EventHeader header) {
        return Token.of(header.clientState())
                .flatMap(token -> of(token.session()))
                .or(() -> of(header.callSessionId()));
    }

    /** The shard of this call among {@code shards}; the same on every pod and in every release. */
    public int shard(int shards) {
        CRC32 crc = new CRC32();
        crc.update(id.getBytes(StandardCharsets.US_ASCII));
        return (int) (crc.getValue() % shards);
    }

    private static boolean isValid(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean allowed = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_'
                    || c == '.'
                    || c == ':';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }
}
