package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every lease is a second longer than the attempt it is for, whoever grants it. */
class AttemptLengthTest extends CommitFixture {
    private static final Duration NINE_SECONDS = Duration.ofSeconds(9);
    private static final OutboxCommand.Request QUESTION = new OutboxCommand.Request(
            "POST",
            "https://crm.example.com/accounts/7?full=yes",
            "{\"note\": \"Grüße,\\ntwo  spaces\"}\n",
            new OutboxCommand.Callout(Map.of("X-Call", "call 1"), Map.of("Authorization", "Bearer ${secret.crm}"), 3));

    private SessionKey key;

    @BeforeEach
    void aNewCall() {
        key = newKey();
    }

    @Test
    void aCalloutComesBackAsItWasCommitted() {
        Lease lease = committed();

        assertThat(lease)
                .isEqualTo(new Lease(
                        key,
                        "http.1",
                        "q1",
                        "http",
                        QUESTION,
                        1,
                        1,
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        NINE_SECONDS));
        assertThat(held()).isBetween(9_000L, 10_000L);
    }

    @Test
    void aRenewedLeaseIsAsLong() {
        Lease lease = committed();

        Lease renewed = fixture.onLoop(() -> fixture.store.renew(lease)).orElseThrow();

        assertThat(renewed.limit()).isEqualTo(NINE_SECONDS);
        assertThat(renewed.request()).isEqualTo(QUESTION);
        assertThat(held()).isBetween(9_000L, 10_000L);
    }

    @Test
    void aClaimedLeaseIsAsLong() {
        committed();
        redis.number("ZADD", layout.due(key), "0", member());

        assertThat(fixture.claim(key)).singleElement().isInstanceOfSatisfying(DueWork.Command.class, command -> {
            assertThat(command.lease().limit()).isEqualTo(NINE_SECONDS);
            assertThat(command.lease().attempt()).isEqualTo(2);
        });
        assertThat(held()).isBetween(9_000L, 10_000L);
    }

    @Test
    void theNextOfALaneHasALeaseOfItsOwnLength() {
        Lease first = fixture.committed(draft(key, 0, "e1")
                        .command("http.1", "c1")
                        .add(question())
                        .make())
                .leases()
                .getFirst();
        assertThat(held()).isBetween(4_000L, 5_000L);

        Lease second = fixture.onLoop(() -> fixture.store.settle(first)).orElseThrow();

        assertThat(first.limit()).isEqualTo(Lease.ATTEMPT);
        assertThat(second.limit()).isEqualTo(NINE_SECONDS);
        assertThat(held()).isBetween(9_000L, 10_000L);
    }

    /** A pod of the release before reads these while the new one is rolled out, and after a roll-back. */
    @Test
    void anEntryToTelnyxLooksAsItAlwaysDid() {
        OutboxCommand command = StoreFixture.command("leg", "c1");
        fixture.committed(draft(key, 0, "e1").add(command).make());

        assertThat(redis.text("HGET", layout.call(key), "o:leg:0"))
                .matches("(?s)\\d+ c1 speak POST /calls/v3%3Aabc/actions/speak \\{.*")
                .endsWith(" " + command.request().body());
    }

    private Lease committed() {
        return fixture.committed(draft(key, 0, "e1").add(question()).make())
                .leases()
                .getFirst();
    }

    private static OutboxCommand question() {
        return new OutboxCommand(
                "http.1", "q1", OutboxCommand.CALLOUT, Duration.ofSeconds(30), NINE_SECONDS, false, QUESTION);
    }

    private String member() {
        return "c|" + key.id() + "|http.1";
    }

    /** How much longer the lease holds. */
    private long held() {
        return Long.parseLong(String.valueOf(redis.text("ZSCORE", layout.due(key), member()))) - redisMillis();
    }
}
