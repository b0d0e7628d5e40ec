package io.gathergateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.telnyx.StrictJson;
import io.gathergateway.telnyx.event.CallEventCodec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of one call one after the other, of whole states the latest only, and never more than the bounds. */
class ObservationsTest {
    private static final SessionKey HOT = new SessionKey("hot");
    private static final SessionKey OTHER = new SessionKey("other");
    private static final String PARTIAL = "call.ai_gather.partial_results";
    private static final String HISTORY = "call.ai_gather.message_history_updated";
    private static final String KEY = "call.dtmf.received";

    private final List<String> looked = new ArrayList<>();
    private final List<Promise<Void>> running = new ArrayList<>();
    private int dropped;
    private int replaced;
    private final Observations observations = new Observations(this::look, new Observations.Fates() {
        @Override
        public void dropped() {
            dropped++;
        }

        @Override
        public void replaced() {
            replaced++;
        }
    });

    private Future<?> look(SessionEvent.Webhook observation) {
        looked.add(observation.id());
        Promise<Void> promise = Promise.promise();
        running.add(promise);
        return promise.future();
    }

    /** p1 is under way throughout; what waits behind it comes in this order. The number is the time, P another gather. */
    @ParameterizedTest(name = "{0} is looked at as {1}")
    @CsvSource({
        "p1,                '',          0",
        "p1 p2,             p2,          0",
        "p1 p2 p3 p4,       p4,          2",
        "p1 h1 h2 p2,       h2 p2,       1",
        "p1 p2 h1 p3,       h1 p3,       1",
        "p1 k1 k2 k3,       k1 k2 k3,    0",
        "p1 k1 p2 k2 p3,    k1 k2 p3,    1",
        "p1 p2 k1 p3 h1 h2, k1 p3 h2,    2",
        "p1 k1 k1,          k1,          1",
        "p1 p3 p2,          p3,          1",
        "p1 p3 k1 p2,       p3 k1,       1",
        "p1 P2 p3 P4,       p3 P4,       1"
    })
    void theLatestStandsWhereItCame(String offered, String expected, int inPlaceOfOlder) {
        for (String each : offered.split(" ", -1)) {
            observations.offer(observation(HOT, each));
        }
        assertThat(looked).containsExactly("p1");
        complete();
        assertThat(looked.subList(1, looked.size()))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ", -1)));
        assertThat(replaced).isEqualTo(inPlaceOfOlder);
        assertThat(dropped).isZero();
        assertThat(observations.size()).isZero();
    }

    @Test
    void aStormOnOneCallIsOneUnderWayAndOneOfEachKindWaiting() {
        for (int i = 0; i < 10_000; i++) {
            observations.offer(observation(HOT, "p" + i));
            observations.offer(observation(HOT, "h" + i));
        }
        assertThat(observations.size()).isEqualTo(3);
        observations.offer(observation(OTHER, "k1"));
        assertThat(looked).as("another call's does not wait").containsExactly("p0", "k1");
        complete();
        assertThat(looked).containsExactly("p0", "k1", "p9999", "h9999");
        assertThat(dropped).isZero();
    }

    @Test
    void whatCannotBeCoalescedIsBoundedPerCallAndInAll() {
        for (int i = 0; i < 100; i++) {
            observations.offer(observation(HOT, "k" + i));
        }
        assertThat(observations.size()).isEqualTo(1 + Observations.MOST_OF_A_CALL);
        assertThat(dropped).isEqualTo(99 - Observations.MOST_OF_A_CALL);
        for (int call = 0; call < 2 * Observations.MOST; call++) {
            observations.offer(observation(new SessionKey("call-" + call), "p1"));
        }
        assertThat(observations.size()).isEqualTo(Observations.MOST);
        complete();
        assertThat(observations.size()).isZero();
    }

    @Test
    void aFailureOrABugDropsOneAndHoldsUpNoneBehindIt() {
        List<String> tried = new ArrayList<>();
        Observations failing = new Observations(
                observation -> {
                    tried.add(observation.id());
                    if (tried.size() == 1) {
                        throw new IllegalStateException("bug");
                    }
                    return Future.failedFuture("no store");
                },
                new Observations.Fates() {
                    @Override
                    public void dropped() {
                        dropped++;
                    }

                    @Override
                    public void replaced() {
                        replaced++;
                    }
                });
        failing.offer(observation(HOT, "k1"));
        failing.offer(observation(HOT, "k2"));
        assertThat(tried).containsExactly("k1", "k2");
        assertThat(dropped).isEqualTo(2);
        assertThat(failing.size()).isZero();
    }

    /** Whatever is under way ends, and what begins by that. */
    private void complete() {
        for (int i = 0; i < running.size(); i++) {
            running.get(i).tryComplete();
        }
    }

    private static SessionEvent.Webhook observation(SessionKey key, String id) {
        String type = switch (id.charAt(0)) {
            case 'p', 'P' -> PARTIAL;
            case 'h' -> HISTORY;
            default -> KEY;
        };
        String text = """
                {"event_type": "%s", "id": "%s", "occurred_at": "%s",
                 "payload": {"call_session_id": "%s", "client_state": "%s"}}""".formatted(
                        type,
                        id,
                        Instant.EPOCH.plusSeconds(Long.parseLong(id.substring(1))),
                        key.id(),
                        Character.isUpperCase(id.charAt(0)) ? "b3RoZXI=" : "b25l");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (StrictJson.parse(bytes, 0, bytes.length) instanceof StrictJson.Parsed.Tree(var tree)
                && CallEventCodec.read(tree) instanceof CallEventCodec.Read.Event(var event)) {
            return new SessionEvent.Webhook(key, event);
        }
        throw new AssertionError(text);
    }
}
