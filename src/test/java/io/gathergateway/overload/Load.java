package io.gathergateway.overload;

import io.gathergateway.overload.Mail.Letter;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends, on one event loop. An open load sends at its rate whatever becomes of it, as the world does, and counts time from
 * when a request was due; a closed one sends the next when the last is answered, and so finds what the gateway can do.
 */
final class Load {
    private final Vertx vertx;
    private final Context context;
    private final Lines lines;

    /** {@code most} connections at once. */
    Load(Vertx vertx, int port, int most) throws Exception {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        Promise<Lines> made = Promise.promise();
        context.runOnContext(v -> made.complete(new Lines(vertx, port, most)));
        this.lines = made.future().await(10, TimeUnit.SECONDS);
    }

    /** Something to send a number of times a second. */
    interface Source {
        Buffer next();

        /** Told of the answer to what {@link #next} gave. */
        void answered(Buffer request, int status);
    }

    /** The same request over and over. */
    static Source always(Supplier<Buffer> request) {
        return new Source() {
            @Override
            public Buffer next() {
                return request.get();
            }

            @Override
            public void answered(Buffer sent, int status) {}
        };
    }

    /** Calls that begin and end. */
    static Source calls(Mail mail) {
        return new Source() {
            private final java.util.IdentityHashMap<Buffer, Letter> sent = new java.util.IdentityHashMap<>();

            @Override
            public Buffer next() {
                Letter letter = mail.next();
                sent.put(letter.request, letter);
                return letter.request;
            }

            @Override
            public void answered(Buffer request, int status) {
                Letter letter = sent.remove(request);
                if (letter != null && status == 200) {
                    mail.accepted(letter);
                } else if (letter != null) {
                    mail.refused(letter);
                }
            }
        };
    }

    /** A load that goes on until it is stopped. */
    final class Running {
        private final Source source;
        private final Figures figures = new Figures();
        private final long began = System.nanoTime();
        private volatile boolean over;
        private long sent;

        private Running(Source source) {
            this.source = source;
        }

        private void openAt(double perSecond) {
            context.runOnContext(v -> vertx.setPeriodic(1, id -> {
                if (over) {
                    vertx.cancelTimer(id);
                    return;
                }
                long due = (long) ((System.nanoTime() - began) / 1e9 * perSecond);
                for (; sent < due; sent++) {
                    send(began + (long) (sent / perSecond * 1e9), () -> {});
                }
            }));
        }

        private void closedWith(int atOnce) {
            context.runOnContext(v -> {
                for (int i = 0; i < atOnce; i++) {
                    again();
                }
            });
        }

        private void again() {
            if (!over) {
                send(System.nanoTime(), this::again);
            }
        }

        private void send(long due, Runnable then) {
            figures.begun();
            Buffer request = source.next();
            lines.send(request, status -> {
                source.answered(request, status);
                if (!over) {
                    figures.answered(status, System.nanoTime() - due);
                }
                then.run();
            });
        }

        /** The figures up to now; what is still under way does not count. */
        Figures stop(Duration processor, long commands) throws Exception {
            over = true;
            Duration lasted = Duration.ofNanos(System.nanoTime() - began);
            Promise<Figures> done = Promise.promise();
            context.runOnContext(v -> {
                figures.took(lasted, processor, commands);
                done.complete(figures);
            });
            Figures result = done.future().await(10, TimeUnit.SECONDS);
            drain();
            return result;
        }
    }

    Running open(Source source, double perSecond) {
        Running running = new Running(source);
        running.openAt(perSecond);
        return running;
    }

    Running closed(Source source, int atOnce) {
        Running running = new Running(source);
        running.closedWith(atOnce);
        return running;
    }

    /** Waits until nothing is under way any more. */
    private void drain() throws Exception {
        Promise<Void> drained = Promise.promise();
        context.runOnContext(v -> vertx.setPeriodic(20, id -> {
            if (lines.busy() == 0) {
                vertx.cancelTimer(id);
                drained.tryComplete();
            }
        }));
        drained.future().await(60, TimeUnit.SECONDS);
    }
}
