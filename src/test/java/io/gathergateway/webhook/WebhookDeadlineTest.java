package io.gathergateway.webhook;

import static io.gathergateway.webhook.WebhookRequest.event;
import static io.gathergateway.webhook.WebhookRequest.signed;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.bus.Applied;
import io.gathergateway.bus.LocalCodecs;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.webhook.RawHttp.Answer;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when someone is slow, absent, too big or too many. */
class WebhookDeadlineTest {
    private static final String GOOD = event("e-1", "s-1");
    /** For a busy machine. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    @Test
    void withoutAnOwnerTheAnswerIs503AtOnce() throws IOException {
        try (WebhookServer server = WebhookServer.plain()) {
            Answer answer = server.send(signed(GOOD));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"error\":\"unavailable\"}");
            assertThat(server.count(WebhookResult.NOT_COMMITTED)).isEqualTo(1);
        }
    }

    @Test
    void anOwnerThatFailsIs503() throws IOException {
        try (WebhookServer server = WebhookServer.plain().consume(message -> message.fail(7, "store is down"))) {
            assertThat(server.send(signed(GOOD)).status()).isEqualTo(503);
        }
    }

    @Test
    void anAnswerThatDoesNotSayAppliedIs503() throws IOException {
        try (WebhookServer server = WebhookServer.answering("fine")) {
            assertThat(server.send(signed(GOOD)).status()).isEqualTo(503);
        }
    }

    @Test
    void anOwnerThatIsLateIs503Within1500Milliseconds() throws Exception {
        try (WebhookServer server = WebhookServer.holding(10)) {
            long start = System.nanoTime();
            assertThat(server.send(signed(GOOD)).status()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_500).plus(MARGIN));
            Message<SessionEvent> late = server.nextHeld();
            late.reply(Applied.COMMITTED, LocalCodecs.local());
            assertThat(server.count(WebhookResult.COMMITTED)).isZero();
        }
    }

    @Test
    void moreThanTheBoundInFlightIs503AtOnceAndTheRestIsServed() throws Exception {
        try (WebhookServer server = WebhookServer.holding(1);
                RawHttp first = server.connect()) {
            first.write(signed(GOOD).head());
            first.write(signed(GOOD).body());
            Message<SessionEvent> held = server.nextHeld();
            assertThat(server.send(signed(event("e-2", "s-2"))).status()).isEqualTo(503);
            assertThat(server.count(WebhookResult.OVERLOADED)).isEqualTo(1);
            held.reply(Applied.COMMITTED, LocalCodecs.local());
            assertThat(first.read().status()).isEqualTo(200);
            try (RawHttp third = server.connect()) {
                third.write(signed(event("e-3", "s-3")).head());
                third.write(signed(event("e-3", "s-3")).body());
                Message<SessionEvent> admitted = server.nextHeld();
                admitted.reply(Applied.COMMITTED, LocalCodecs.local());
                assertThat(third.read().status()).isEqualTo(200);
            }
        }
    }

    /** Or a crowd that dribbles its bodies would shut everybody else out. */
    @Test
    void aBodyThatHasNotComeTakesNoPlace() throws Exception {
        try (WebhookServer server = WebhookServer.holding(1);
                RawHttp slow = server.connect();
                RawHttp good = server.connect()) {
            slow.write(signed(GOOD).with("Expect: 100-continue").head());
            assertThat(slow.read().status()).as("its head is read").isEqualTo(100);
            slow.write(Arrays.copyOf(signed(GOOD).body(), 10));
            good.write(signed(event("e-2", "s-2")).head());
            good.write(signed(event("e-2", "s-2")).body());
            server.nextHeld().reply(Applied.COMMITTED, LocalCodecs.local());
            assertThat(good.read().status()).isEqualTo(200);
        }
    }

    @Test
    void shortOfMemoryEverythingIs503UntilThereIsRoomAgain() throws IOException {
        try (WebhookServer server = WebhookServer.committing()) {
            server.memoryShort.set(true);
            assertThat(server.send(signed(GOOD)).status()).isEqualTo(503);
            assertThat(server.count(WebhookResult.MEMORY_SHORT)).isEqualTo(1);
            server.memoryShort.set(false);
            assertThat(server.send(signed(GOOD)).status()).isEqualTo(200);
        }
    }

    @Test
    void beforeTheEndEachAnswerClosesItsConnection() throws IOException {
        try (WebhookServer server = WebhookServer.committing();
                RawHttp http = server.connect()) {
            server.expectEnd();
            http.write(signed(GOOD).head());
            http.write(signed(GOOD).body());
            Answer answer = http.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(http.isClosedByPeer()).isTrue();
            assertThat(server.send(signed(event("e-2", "s-1"))).status())
                    .as("another one")
                    .isEqualTo(200);
        }
    }

    @Test
    void aDribbledBodyIs408AfterFiveSecondsHoweverItDribbles() throws Exception {
        try (WebhookServer server = WebhookServer.committing();
                RawHttp http = server.connect()) {
            byte[] long1 = Arrays.copyOf(GOOD.getBytes(US_ASCII), 4_000);
            long start = System.nanoTime();
            http.write(signed(long1).head());
            Thread dribbler = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 100; i++) {
                    http.writeUnlessClosed(new byte[] {long1[i]});
                    try {
                        Thread.sleep(100);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            assertThat(http.read().status()).isEqualTo(408);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(4_900), Duration.ofSeconds(5).plus(MARGIN));
            assertThat(http.isClosedByPeer()).isTrue();
            dribbler.interrupt();
            dribbler.join();
            assertThat(server.received).isEmpty();
        }
    }

    @Test
    void aChunkedBodyOver256KibIs413BeforeItsEndAndTheConnectionCloses() throws IOException {
        try (WebhookServer server = WebhookServer.committing();
                RawHttp http = server.connect()) {
            http.write(signed(GOOD)
                    .without("Content-Length")
                    .with("Transfer-Encoding: chunked")
                    .head());
            byte[] chunk = ("1000\r\n" + " ".repeat(0x1000) + "\r\n").getBytes(US_ASCII);
            for (int sent = 0; sent < 300 * 1024; sent += 0x1000) {
                http.writeUnlessClosed(chunk);
            }
            Answer answer = http.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(http.isClosedByPeer()).isTrue();
            assertThat(server.received).isEmpty();
        }
    }

    @Test
    void aChunkedBodyWithinTheBoundIsTaken() throws IOException {
        try (WebhookServer server = WebhookServer.committing();
                RawHttp http = server.connect()) {
            http.write(signed(GOOD)
                    .without("Content-Length")
                    .with("Transfer-Encoding: chunked")
                    .head());
            for (byte b : GOOD.getBytes(US_ASCII)) {
                http.write(new byte[] {'1', '\r', '\n', b, '\r', '\n'});
            }
            http.write("0\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1073741824", "262145", "9223372036854775807"})
    void aLargeBodyThatIsOnlyAnnouncedIs413WithoutBeingAskedFor(String length) throws IOException {
        try (WebhookServer server = WebhookServer.committing();
                RawHttp http = server.connect()) {
            http.write(signed(GOOD)
                    .change("Content-Length", honest -> length)
                    .with("Expect: 100-continue")
                    .head());
            assertThat(http.read().status()).isEqualTo(413);
            assertThat(http.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void whoAsksBeforeSendingIsToldToGoOn() throws IOException {
        try (WebhookServer server = WebhookServer.committing();
                RawHttp http = server.connect()) {
            http.write(signed(GOOD).with("Expect: 100-continue").head());
            assertThat(http.read().status()).isEqualTo(100);
            http.write(signed(GOOD).body());
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @Test
    void whoGoesAwayInTheMiddleTakesNoPlace() throws Exception {
        try (WebhookServer server = WebhookServer.holding(1)) {
            try (RawHttp gone = server.connect()) {
                gone.write(signed(GOOD).head());
                gone.write("{");
            }
            WebhookServer.await(() -> server.count(WebhookResult.ABORTED) == 1);
            try (RawHttp next = server.connect()) {
                next.write(signed(GOOD).head());
                next.write(signed(GOOD).body());
                assertThat(server.nextHeld().body().id()).isEqualTo("e-1");
            }
        }
    }

    @Test
    void whoGoesAwayAtWorkGivesItsPlaceBackWhenTheWorkIsDone() throws Exception {
        try (WebhookServer server = WebhookServer.holding(1)) {
            Message<SessionEvent> held;
            try (RawHttp gone = server.connect()) {
                gone.write(signed(GOOD).head());
                gone.write(signed(GOOD).body());
                held = server.nextHeld();
            }
            assertThat(server.send(signed(GOOD)).status()).isEqualTo(503);
            assertThat(server.count(WebhookResult.OVERLOADED)).isEqualTo(1);
            held.reply(Applied.COMMITTED, LocalCodecs.local());
            WebhookServer.await(() -> server.count(WebhookResult.of(Applied.COMMITTED)) == 1);
            try (RawHttp next = server.connect()) {
                next.write(signed(event("e-2", "s-2")).head());
                next.write(signed(event("e-2", "s-2")).body());
                assertThat(server.nextHeld().body().id()).isEqualTo("e-2");
            }
        }
    }

    @Test
    void stoppingFinishesWhatIsInFlight() throws Exception {
        try (WebhookServer server = WebhookServer.holding(10);
                RawHttp idle = server.connect();
                RawHttp http = server.connect()) {
            http.write(signed(GOOD).head());
            http.write(signed(GOOD).body());
            Message<SessionEvent> held = server.nextHeld();
            Future<Void> undeployed = server.undeploy();
            assertThat(idle.isClosedByPeer()).isTrue();
            held.reply(Applied.COMMITTED, LocalCodecs.local());
            assertThat(http.read().status()).isEqualTo(200);
            WebhookServer.await(undeployed);
            Assertions.assertThatThrownBy(server::connect).isInstanceOf(IOException.class);
        }
    }
}
