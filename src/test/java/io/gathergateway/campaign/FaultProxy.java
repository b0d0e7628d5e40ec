package io.gathergateway.campaign;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Stands between a client and servers on loopback, and spoils what passes. New connections go to the targets in turn,
 * past those that are not up. May be told from any thread; its work is done on one event loop.
 */
final class FaultProxy extends VerticleBase {
    /** What it does to what passes. */
    sealed interface Mode {
        /** Passes everything. */
        record Clear() implements Mode {}

        /** A question and its answer together take so much longer. */
        record Slow(Duration by) implements Mode {}

        /** Nothing passes, and nobody is told. */
        record BlackHole() implements Mode {}

        /** Connections are ended, new ones too. */
        record Reset() implements Mode {}

        /** This share of the answers is swallowed and their connection ended: done, and nobody knows. */
        record LoseAnswers(double share) implements Mode {}

        /** Answers come in pieces of a few bytes. */
        record Slice(int bytes, Duration every) implements Mode {}

        /** Answers end after so many bytes, and their connection with them. */
        record Cut(int bytes) implements Mode {}
    }

    private final List<Integer> targets;
    private final IntPredicate up;
    private final AtomicInteger turn = new AtomicInteger();
    private final Random random = new Random(1);
    private final Set<NetSocket> open = new HashSet<>();
    private volatile Mode mode = new Mode.Clear();
    private volatile int port;

    @SuppressWarnings("NullAway.Init") // set in start(), before any connection comes
    private NetClient client;

    private FaultProxy(List<Integer> targets, IntPredicate up) {
        this.targets = List.copyOf(targets);
        this.up = up;
    }

    /**
     * Starts one on a free port.
     *
     * @param up whether a target takes connections just now, by its index; where none does, all are tried, for
     *     somebody has to answer that nothing works
     */
    static FaultProxy start(Vertx vertx, List<Integer> targets, IntPredicate up) throws Exception {
        FaultProxy proxy = new FaultProxy(targets, up);
        Waits.result(vertx.deployVerticle(proxy));
        return proxy;
    }

    int port() {
        return port;
    }

    /** From now on. A connection that was held in a black hole goes on. */
    void become(Mode now) {
        mode = now;
        if (now instanceof Mode.Reset) {
            vertx.runOnContext(v -> Set.copyOf(open).forEach(NetSocket::close));
        }
    }

    @Override
    public Future<?> start() {
        client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(1000).setTcpNoDelay(true));
        NetServer server = vertx.createNetServer(new NetServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setAcceptBacklog(4096)
                .setTcpNoDelay(true));
        return server.connectHandler(this::accept).listen().onSuccess(listening -> port = listening.actualPort());
    }

    private void accept(NetSocket from) {
        if (mode instanceof Mode.Reset) {
            from.close();
            return;
        }
        open.add(from);
        from.pause();
        from.closeHandler(v -> open.remove(from));
        boolean anyUp = IntStream.range(0, targets.size()).anyMatch(up);
        connect(targets.size(), anyUp ? up : index -> true)
                .onFailure(none -> from.close())
                .onSuccess(to -> {
                    open.add(to);
                    pump(from, to, false);
                    pump(to, from, true);
                    to.closeHandler(v -> {
                        open.remove(to);
                        from.close();
                    });
                    from.closeHandler(v -> {
                        open.remove(from);
                        to.close();
                    });
                    from.resume();
                });
    }

    private Future<NetSocket> connect(int tries, IntPredicate takes) {
        int index = Math.floorMod(turn.getAndIncrement(), targets.size());
        if (tries == 0) {
            return Future.failedFuture("no target is up");
        }
        return takes.test(index)
                ? client.connect(targets.get(index), "127.0.0.1").recover(refused -> connect(tries - 1, takes))
                : connect(tries - 1, takes);
    }

    /** What passes keeps its order: a piece that is late holds up those behind it. */
    private void pump(NetSocket from, NetSocket to, boolean answers) {
        Queue<Buffer> late = new ArrayDeque<>();
        from.handler(piece -> {
            switch (mode) {
                case Mode.Clear clear -> {
                    if (late.isEmpty()) {
                        to.write(piece);
                    } else {
                        late.add(piece);
                    }
                }
                case Mode.Slow(Duration by) -> {
                    late.add(piece);
                    vertx.setTimer(Math.max(1, by.toMillis() / 2), timer -> {
                        Buffer next = late.poll();
                        if (next != null) {
                            to.write(next);
                        }
                    });
                }
                case Mode.BlackHole hole -> {}
                case Mode.Reset reset -> from.close();
                case Mode.LoseAnswers(double share) -> {
                    if (answers && random.nextDouble() < share) {
                        from.close();
                        to.close();
                    } else {
                        to.write(piece);
                    }
                }
                case Mode.Slice(int bytes, Duration every) -> {
                    if (answers) {
                        slice(to, piece, bytes, every);
                    } else {
                        to.write(piece);
                    }
                }
                case Mode.Cut(int bytes) -> {
                    if (answers) {
                        to.write(piece.slice(0, Math.min(bytes, piece.length())))
                                .onComplete(v -> to.close());
                        from.close();
                    } else {
                        to.write(piece);
                    }
                }
            }
        });
        from.exceptionHandler(broken -> to.close());
    }

    private void slice(NetSocket to, Buffer rest, int bytes, Duration every) {
        if (rest.length() == 0) {
            return;
        }
        int now = Math.min(bytes, rest.length());
        to.write(rest.slice(0, now));
        vertx.setTimer(Math.max(1, every.toMillis()), timer -> slice(to, rest.slice(now, rest.length()), bytes, every));
    }
}
