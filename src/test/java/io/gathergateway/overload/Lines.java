package io.gathergateway.overload;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keep-alive connections to the gateway, one request at a time on each, as many as are needed and no more than a bound.
 * Reads as little of an answer as it can, so that it costs less than the gateway. Confined to one event loop.
 */
final class Lines {
    /** In place of a status: no answer in time, or the connection went. */
    static final int NO_ANSWER = 0;

    /** As Telnyx. */
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private final NetClient client;
    private final int port;
    private final int most;
    private final Deque<Line> free = new ArrayDeque<>();
    private final Set<Line> busy = new HashSet<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int open;

    private record Waiting(Buffer request, IntConsumer answered, long since) {}

    Lines(Vertx vertx, int port, int most) {
        this.client =
                vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true).setConnectTimeout(2_000));
        this.port = port;
        this.most = most;
        vertx.setPeriodic(100, id -> giveUp());
    }

    /** Sends it on a free connection, or as soon as there is one; calls back with the status. */
    void send(Buffer request, IntConsumer answered) {
        Line line = free.pollLast();
        if (line != null) {
            line.send(request, answered);
            return;
        }
        waiting.add(new Waiting(request, answered, System.nanoTime()));
        if (open < most) {
            open++;
            client.connect(port, "127.0.0.1").onComplete(socket -> new Line(socket).free(), failed -> {
                open--;
                Waiting unlucky = waiting.pollFirst();
                if (unlucky != null) {
                    unlucky.answered.accept(NO_ANSWER);
                }
            });
        }
    }

    int busy() {
        return busy.size() + waiting.size();
    }

    private void giveUp() {
        long now = System.nanoTime();
        for (Line line : Set.copyOf(busy)) {
            if (now - line.since > PATIENCE_NANOS) {
                line.socket.close();
            }
        }
        for (Waiting first = waiting.peekFirst();
                first != null && now - first.since > PATIENCE_NANOS;
                first = waiting.peekFirst()) {
            waiting.removeFirst();
            first.answered.accept(NO_ANSWER);
        }
    }

    private final class Line {
        private final NetSocket socket;
        private final StringBuilder answer = new StringBuilder();
        private @Nullable IntConsumer answered;
        private long since;

        private Line(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::read);
            socket.exceptionHandler(broken -> {});
            socket.closeHandler(gone -> gone());
        }

        private void free() {
            Waiting next = waiting.pollFirst();
            if (next == null) {
                free.addLast(this);
            } else {
                send(next.request, next.answered);
            }
        }

        private void send(Buffer request, IntConsumer then) {
            answered = then;
            since = System.nanoTime();
            busy.add(this);
            socket.write(request);
        }

        /** Answers are short: a head, a Content-Length, and a body of that length. */
        private void read(Buffer bytes) {
            answer.append(bytes.toString(StandardCharsets.ISO_8859_1));
            int head = answer.indexOf("\r\n\r\n");
            if (head < 0) {
                return;
            }
            int at = answer.indexOf("content-length: ");
            int length =
                    at < 0 || at > head ? 0 : Integer.parseInt(answer.substring(at + 16, answer.indexOf("\r\n", at)));
            if (answer.length() < head + 4 + length) {
                return;
            }
            int status = Integer.parseInt(answer.substring(9, 12));
            boolean last = answer.indexOf("connection: close") > 0;
            answer.setLength(0);
            done(status);
            if (last) {
                socket.close();
            } else {
                free();
            }
        }

        private void done(int status) {
            IntConsumer then = answered;
            answered = null;
            busy.remove(this);
            if (then != null) {
                then.accept(status);
            }
        }

        private void gone() {
            open--;
            free.remove(this);
            done(NO_ANSWER);
        }
    }
}
