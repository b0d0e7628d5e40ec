package io.gathergateway.overload;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Connections of people with bad manners, and how long the gateway bears each. Thread-safe. */
final class Crowd {
    private final AtomicInteger there = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong();

    /** What each does. */
    enum Kind {
        SILENT(2_000, ""),
        HALF_A_HEAD(2_000, "POST /webhooks/telnyx HTTP/1.1\r\nHost: gateway\r\nX: "),
        /** A byte of the head each second. */
        DRIBBLED_HEAD(500, "POST /webhooks/telnyx HTTP/1.1\r\nHost: gateway\r\nX: "),
        /** A refused request, and then as {@link #DRIBBLED_HEAD}. */
        DRIBBLED_SECOND_HEAD(500, "GET / HTTP/1.1\r\nHost: gateway\r\n\r\nGET / HTTP/1.1\r\nX: "),
        /** A byte of the body of a well-formed request each second. */
        DRIBBLED_BODY(500, "");

        final int many;
        private final String begins;

        Kind(int many, String begins) {
            this.many = many;
            this.begins = begins;
        }
    }

    static Crowd gather(Vertx vertx, int port, Kind kind, int many) throws Exception {
        Crowd crowd = new Crowd();
        NetClient client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(5_000));
        Promise<Void> all = Promise.promise();
        AtomicInteger tried = new AtomicInteger();
        Buffer begins = kind == Kind.DRIBBLED_BODY ? bodyBegun() : Buffer.buffer(kind.begins);
        for (int i = 0; i < many; i++) {
            client.connect(port, "127.0.0.1").onComplete(result -> {
                if (result.succeeded()) {
                    crowd.joined(vertx, result.result(), kind, begins);
                }
                if (tried.incrementAndGet() == many) {
                    all.complete();
                }
            });
        }
        all.future().await(30, TimeUnit.SECONDS);
        return crowd;
    }

    private static Buffer bodyBegun() {
        Buffer whole = Mail.request("x".repeat(1_000), false);
        return whole.getBuffer(0, whole.length() - 900);
    }

    private void joined(Vertx vertx, NetSocket socket, Kind kind, Buffer begins) {
        long since = System.nanoTime();
        there.incrementAndGet();
        socket.exceptionHandler(broken -> {});
        long timer = kind == Kind.SILENT || kind == Kind.HALF_A_HEAD
                ? -1
                : vertx.setPeriodic(1_000, id -> socket.write("x"));
        socket.closeHandler(gone -> {
            vertx.cancelTimer(timer);
            there.decrementAndGet();
            longest.accumulateAndGet(System.nanoTime() - since, Math::max);
        });
        if (begins.length() > 0) {
            socket.write(begins);
        }
    }

    boolean isGone() {
        return there.get() == 0;
    }

    /** How long the one lived that lived longest, of those that are gone; nanoseconds. */
    long longest() {
        return longest.get();
    }
}
