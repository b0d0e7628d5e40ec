package io.gathergateway.webhook;

import static io.gathergateway.webhook.WebhookRequest.event;
import static io.gathergateway.webhook.WebhookRequest.signed;
import static io.gathergateway.webhook.WebhookRequest.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.door.Door;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slow, silent and greedy clients go; good ones do not notice. */
class WebhookGuestsTest {
    private static final Duration HEAD = Duration.ofMillis(800);
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final Door.Bounds BOUNDS = new Door.Bounds(20, HEAD, Duration.ofSeconds(75));
    private static final String BEGUN = "POST /webhooks/telnyx HTTP/1.1\r\nHost: a\r\nX: ";
    private static final String REFUSED = "GET /webhooks/telnyx HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String OWING =
            "POST /webhooks/telnyx HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Telnyx-Timestamp: 1\r\nContent-Length: 1000\r\n\r\n{";

    @ParameterizedTest
    @ValueSource(strings = {"", BEGUN, REFUSED, REFUSED + BEGUN, OWING})
    void whoBringsNoWholeRequestGoesWhenItsTimeIsUpHoweverItDribbles(String begins) throws Exception {
        try (WebhookServer server = WebhookServer.bounded(BOUNDS);
                RawHttp http = server.connect()) {
            long start = System.nanoTime();
            http.write(begins);
            Thread dribbler = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 100 && !begins.isEmpty(); i++) {
                        Thread.sleep(50);
                        http.writeUnlessClosed(new byte[] {'x'});
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            while (!http.isClosedByPeer()) {
                // An answer to what came first.
                assertThat(System.nanoTime() - start)
                        .isLessThan(Duration.ofSeconds(10).toNanos());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(HEAD.minusMillis(50), HEAD.plusMillis(250).plus(MARGIN));
            dribbler.interrupt();
            dribbler.join();
            assertThat(server.closed("slow")).isEqualTo(1);
            assertThat(server.send(signed(event("e-1", "s-1"))).status()).isEqualTo(200);
        }
    }

    @Test
    void whoBroughtASignedWebhookMayBeIdle() throws Exception {
        try (WebhookServer server = WebhookServer.bounded(BOUNDS);
                RawHttp known = server.connect();
                RawHttp stranger = server.connect()) {
            post(known, signed(event("e-1", "s-1")), 200);
            assertThat(stranger.isClosedByPeer()).as("the clock that closes").isTrue();
            Thread.sleep(HEAD.toMillis());
            post(known, signed(event("e-2", "s-1")), 200);
        }
    }

    @Test
    void aRefusalProvesNothing() throws Exception {
        try (WebhookServer server = WebhookServer.bounded(BOUNDS);
                RawHttp http = server.connect()) {
            post(http, unsigned("{}"), 401);
            assertThat(http.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void whereThePortIsFullTheOldestSilentOneMakesRoomAndNobodyGoodIsShutOut() throws Exception {
        try (WebhookServer server =
                WebhookServer.bounded(new Door.Bounds(20, Duration.ofSeconds(30), Duration.ofSeconds(75)))) {
            List<RawHttp> silent = new ArrayList<>();
            try (RawHttp good = server.connect()) {
                post(good, signed(event("e-0", "s-1")), 200);
                for (int i = 0; i < 200; i++) {
                    silent.add(server.connect());
                    if (i % 20 == 0) {
                        assertThat(server.send(signed(event("e-" + i + "-new", "s-1")))
                                        .status())
                                .isEqualTo(200);
                        post(good, signed(event("e-" + i + "-old", "s-1")), 200);
                    }
                }
                assertThat(silent.getFirst().isClosedByPeer()).isTrue();
                WebhookServer.await(() -> server.openConnections() <= 20);
                WebhookServer.await(() -> server.closed("displaced") >= 180);
            } finally {
                for (RawHttp each : silent) {
                    each.close();
                }
            }
        }
    }

    @Test
    void whereEveryPlaceIsTakenByTheKnownANewOneIsRefused() throws Exception {
        try (WebhookServer server =
                        WebhookServer.bounded(new Door.Bounds(2, Duration.ofSeconds(30), Duration.ofSeconds(75)));
                RawHttp one = server.connect();
                RawHttp two = server.connect()) {
            post(one, signed(event("e-1", "s-1")), 200);
            post(two, signed(event("e-2", "s-1")), 200);
            try (RawHttp three = server.connect()) {
                assertThat(three.isClosedByPeer()).isTrue();
            }
            assertThat(server.closed("full")).isEqualTo(1);
            post(one, signed(event("e-3", "s-1")), 200);
        }
    }

    @Test
    void whoAsksWithoutTakingAnswersInIsClosedBeforeTheyPileUp() throws Exception {
        try (WebhookServer server = WebhookServer.bounded(BOUNDS);
                RawHttp greedy = server.connect()) {
            byte[] many = REFUSED.repeat(10_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            Thread asking = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 200; i++) {
                    greedy.writeUnlessClosed(many);
                }
            });
            asking.join(Duration.ofSeconds(20));
            assertThat(server.count(WebhookResult.METHOD_NOT_ALLOWED))
                    .as("of two million")
                    .isLessThan(500_000);
            assertThat(server.send(signed(event("e-1", "s-1"))).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 1_000_000})
    void aHeadOverEightKibibytesIs431AndTheConnectionCloses(int length) throws IOException {
        try (WebhookServer server = WebhookServer.bounded(BOUNDS);
                RawHttp http = server.connect()) {
            http.writeUnlessClosed(
                    (BEGUN + "y".repeat(length) + "\r\n\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(http.read().status()).isEqualTo(431);
            assertThat(http.isClosedByPeer()).isTrue();
        }
    }

    private static void post(RawHttp http, WebhookRequest request, int status) throws IOException {
        http.write(request.head());
        http.write(request.body());
        assertThat(http.read().status()).isEqualTo(status);
    }
}
