package io.gathergateway.outbox;

import io.gathergateway.outbox.Fleet.Decided;
import io.gathergateway.outbox.Fleet.Reply;
import io.gathergateway.outbox.Fleet.Telnyx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A Telnyx that takes 150 dials in any 5 s, and refuses more with 429 and 90103; all else it takes. */
final class RollingDials implements Telnyx {
    private final Deque<Duration> dials = new ArrayDeque<>();

    @Override
    public Reply answer(Decided command, Duration at) {
        Answer answer = new Answer.Response(200, "", null);
        if (command.name().equals("dial")) {
            while (!dials.isEmpty() && at.minus(dials.getFirst()).compareTo(Duration.ofSeconds(5)) >= 0) {
                dials.removeFirst();
            }
            if (dials.size() < 150) {
                dials.addLast(at);
            } else {
                answer = new Answer.Response(429, DialPace.TOO_MANY_DIALS, null);
            }
        }
        return new Reply(answer, Duration.ofMillis(80));
    }
}
