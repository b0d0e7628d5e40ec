package io.gathergateway.session;

import io.gathergateway.call.CallSession;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Journal;
import io.gathergateway.call.Seal;
import io.gathergateway.call.SessionEvent;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The journal line of a decision, sealed where its event is sensitive. A call gets its key when the first such event
 * comes and keeps it in its session; the decision that lets go of the last sensitive value lets go of the key.
 */
final class Sealing {
    private final SecureRandom random = new SecureRandom();

    /** A decision, ready to be written. */
    record Line(Decision decision, String text) {}

    Line line(SessionEvent event, long now, Decision decision) {
        CallSession next = decision.next();
        if (next == null) {
            return new Line(decision, "");
        }
        if (!decision.sensitive()) {
            return new Line(decision, Journal.line(event, now, decision));
        }
        String key = next.journalKey() == null
                ? Base64.getEncoder().encodeToString(bytes(Seal.KEY_BYTES))
                : next.journalKey();
        Decision kept = decision.ended() ? decision : decision.withNext(next.withJournalKey(key));
        return new Line(kept, Journal.sealedLine(event, now, kept, key, bytes(Seal.NONCE_BYTES)));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
