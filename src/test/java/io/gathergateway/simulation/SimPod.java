package io.gathergateway.simulation;

import io.gathergateway.bus.Applied;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.outbox.Dispatch;
import io.gathergateway.outbox.Outbox;
import io.gathergateway.outbox.OutboxPorts;
import io.gathergateway.outbox.Sweeper;
import io.gathergateway.session.CallOwner;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;

/** A pod: the gateway's own commit loop, outbox and sweeper over ports of this world. It dies and is started again. */
final class SimPod {
    /** As the webhook room does. */
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(1_500);

    /** As the command room does. */
    private static final Duration APPLY_WITHIN = Duration.ofSeconds(3);

    private final String name;
    private final World world;
    private final long offset;
    private Life life;
    private CallOwner owner;
    private Dispatch dispatch;

    /** Where the answer to a webhook goes: 200, 503, or 0 for none. */
    interface Reply {
        void answered(int status);
    }

    @SuppressWarnings("NullAway.Init") // set by start()
    SimPod(String name, World world) {
        this.name = name;
        this.world = world;
        this.offset = world.dice.between(-1_500, 1_500);
        start();
    }

    private void start() {
        Life born = new Life(name, world.clock, world.chance, world.trace, offset, this::died);
        Dice dice = world.dice.fork();
        SessionStore store =
                world.plant.link(new StoreLink(born, world.shared, world.clock, world.chance, world.trace), born);
        OutboxPorts ports = new OutboxPorts(
                born,
                born,
                world.plant.telnyx(
                        new TelnyxLink(
                                born, world.telnyx, world.clock, world.chance, world.trace, world.evidence::written),
                        dice),
                new BackendLink(born, world.clock, world.chance, world.trace),
                event -> within(born, APPLY_WITHIN, owner.apply(event)),
                dice::nextDouble,
                signal -> {});
        life = born;
        owner = new CallOwner(store, world.flows, born, new Committed(born), world.evidence::bug);
        dispatch = new Dispatch(
                ports, store, new Outbox.Bounds(world.inFlight, 64), Sweeper.Bounds.of(World.STORE.shards()));
        dispatch.start();
    }

    private void died() {
        world.clock.after(world.dice.between(500, 8_000), this::start);
    }

    /** A webhook comes in. */
    void webhook(SessionEvent.Webhook told, Reply reply) {
        Life now = life;
        if (now.dead()) {
            reply.answered(0);
            return;
        }
        now.enter(() -> {
            SessionEvent.Webhook event = world.plant.arrives(told);
            if (event.event().isObservation()) {
                reply.answered(200);
                owner.observe(event);
            } else if (world.plant.acksEarly()) {
                answer(now, event, reply, 200);
                owner.apply(event);
            } else {
                within(now, ANSWER_WITHIN, owner.apply(event)).onComplete(applied -> {
                    Life.Mishap mishap = now.mishap("an answer");
                    if (mishap != Life.Mishap.BEFORE) {
                        answer(now, event, reply, applied.succeeded() ? 200 : 503);
                    }
                    if (mishap == Life.Mishap.AFTER) {
                        now.die("an answer");
                    }
                });
            }
        });
    }

    private void answer(Life now, SessionEvent.Webhook event, Reply reply, int status) {
        world.trace.note(now.name, "answers " + status + " to " + Post.word(event));
        if (status == 200) {
            world.evidence.acknowledged(event);
        }
        reply.answered(status);
    }

    /** What is not done in time counts as failed, and is let finish. */
    private static Future<Applied> within(Life life, Duration time, Future<Applied> work) {
        Promise<Applied> result = Promise.promise();
        var timeout = life.after(time, () -> result.tryFail("too late"));
        work.onComplete(done -> {
            timeout.cancel();
            if (done.succeeded()) {
                result.tryComplete(done.result());
            } else {
                result.tryFail(done.cause());
            }
        });
        return result.future();
    }

    /** Hands the leases to the pod's own outbox, by a message that dies with the pod. */
    private final class Committed implements CallOwner.Told {
        private final Life born;

        private Committed(Life born) {
            this.born = born;
        }

        @Override
        public void decided(SessionEvent event, Decision decision) {}

        @Override
        public void granted(Lease lease, Instant askedAt) {
            world.clock.after(0, () -> born.enter(() -> dispatch.send(lease, askedAt)));
        }

        @Override
        public void lost(SessionEvent event) {
            world.evidence.noticedLoss(event.key());
        }
    }
}
