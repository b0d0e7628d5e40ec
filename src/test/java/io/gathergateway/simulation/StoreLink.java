package io.gathergateway.simulation;

import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionKey;
import io.gathergateway.simulation.Faults.Part;
import io.gathergateway.store.Commit;
import io.gathergateway.store.CommitResult;
import io.gathergateway.store.DueWork;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One pod's way to the store all pods share. What fails says so within {@link #TIMEOUT}, as the Redis link does; whether
 * it had its effect, the pod cannot know.
 */
final class StoreLink implements SessionStore {
    /** As long as the Redis link waits for a reply. */
    private static final long TIMEOUT = 1_000;

    private final Life life;
    private final SessionStore shared;
    private final Clockwork clock;
    private final Chance chance;
    private final Trace trace;

    StoreLink(Life life, SessionStore shared, Clockwork clock, Chance chance, Trace trace) {
        this.life = life;
        this.shared = shared;
        this.clock = clock;
        this.chance = chance;
        this.trace = trace;
    }

    private enum Fate {
        WELL,
        /** No effect. */
        BEFORE,
        /** The effect in time, no reply. */
        AFTER,
        /** The effect after the time is up. */
        LATE
    }

    /** One call to the store, with all that can happen to it. */
    <T> Future<T> call(String what, Supplier<Future<T>> operation) {
        Promise<T> reply = Promise.promise();
        Life.Mishap mishap = what.startsWith("claim") ? Life.Mishap.NONE : life.mishap(what);
        if (mishap == Life.Mishap.BEFORE) {
            return reply.future();
        }
        Fate fate = fate();
        if (fate != Fate.WELL) {
            trace.note(life.name, "store " + fate + ": " + what);
        }
        long starts = life.standsStill();
        long there = chance.of(chance.faults().lag()) ? chance.dice.between(50, 900) : chance.hop();
        long effect = starts + (fate == Fate.LATE ? TIMEOUT + chance.dice.between(1, 4_000) : there);
        clock.after(starts, () -> {
            if (life.dead() && starts > 0) {
                return;
            }
            if (fate != Fate.BEFORE) {
                clock.after(effect - starts, () -> {
                    Future<T> done = operation.get();
                    if (mishap == Life.Mishap.AFTER) {
                        life.die("the reply to " + what);
                    }
                    if (fate == Fate.WELL) {
                        clock.after(chance.hop(), () -> life.enter(() -> done.onComplete(reply::handle)));
                    }
                });
            }
            if (fate != Fate.WELL) {
                clock.after(TIMEOUT, () -> life.enter(() -> reply.tryFail("the store did not answer")));
            }
        });
        return reply.future();
    }

    private Fate fate() {
        Faults faults = chance.faults();
        if (chance.awayUntil(Part.STORE) > 0 || chance.of(faults.before())) {
            return Fate.BEFORE;
        }
        if (chance.of(faults.after())) {
            return Fate.AFTER;
        }
        return chance.of(faults.late()) ? Fate.LATE : Fate.WELL;
    }

    @Override
    public Future<Optional<Stored>> load(SessionKey key) {
        return call("load", () -> shared.load(key));
    }

    @Override
    public Future<CommitResult> commit(Commit commit) {
        return call("commit of " + commit.eventId(), () -> shared.commit(commit));
    }

    @Override
    public Future<Optional<Lease>> settle(Lease lease) {
        return call("settle of " + lease.commandId(), () -> shared.settle(lease));
    }

    @Override
    public Future<Optional<Lease>> renew(Lease lease) {
        return call("renewal of " + lease.commandId(), () -> shared.renew(lease));
    }

    @Override
    public Future<Void> release(Lease lease, Duration delay) {
        return call("release of " + lease.commandId(), () -> shared.release(lease, delay));
    }

    @Override
    public Future<List<DueWork>> claim(int shard, int max) {
        return call(
                "claim of " + shard,
                () -> shared.claim(shard, max).onSuccess(work -> {
                    if (!work.isEmpty()) {
                        trace.note(life.name, "claims " + work.size() + " of shard " + shard);
                        if (life.mishap("a claim") != Life.Mishap.NONE) {
                            life.die("a claim");
                        }
                    }
                }));
    }

    @Override
    public Future<List<String>> journal(SessionKey key) {
        return call("journal", () -> shared.journal(key));
    }
}
