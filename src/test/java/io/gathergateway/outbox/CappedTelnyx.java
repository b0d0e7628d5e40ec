package io.gathergateway.outbox;

import io.gathergateway.outbox.Fleet.Decided;
import io.gathergateway.outbox.Fleet.Reply;
import io.gathergateway.outbox.Fleet.Telnyx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A Telnyx that takes so many requests a second of the account, and refuses what is beyond with 429. */
final class CappedTelnyx implements Telnyx {
    private static final Duration LATENCY = Duration.ofMillis(80);

    private final int perSecond;
    private final boolean tells;
    private long second;
    private int taken;

    /** {@code tells}: each answer has the headers, not only a refusal. */
    CappedTelnyx(int perSecond, boolean tells) {
        this.perSecond = perSecond;
        this.tells = tells;
    }

    @Override
    public Reply answer(Decided command, Duration at) {
        if (at.toSeconds() != second) {
            second = at.toSeconds();
            taken = 0;
        }
        taken++;
        Duration reset = Duration.ofSeconds(1);
        Answer.@Nullable Budget budget = tells ? new Answer.Budget(Math.max(0, perSecond - taken), reset) : null;
        return taken > perSecond
                ? new Reply(new Answer.Response(429, "10011", reset, budget), LATENCY)
                : new Reply(new Answer.Response(200, "", null, budget), LATENCY);
    }
}
