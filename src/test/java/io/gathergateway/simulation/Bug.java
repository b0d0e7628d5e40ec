package io.gathergateway.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.outbox.TelnyxPort;
import io.gathergateway.simulation.Verdict.Promise;
import io.gathergateway.store.Commit;
import io.gathergateway.store.CommitResult;
import io.gathergateway.store.SessionStore;
import io.gathergateway.telnyx.event.CallEventCodec;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The bugs that are planted to see that the simulation finds them, and the promise each is to be found by. */
@SuppressWarnings("ImmutableEnumChecker") // each plant is made anew
enum Bug {
    /** 200 says nothing about what is written. */
    ACK_BEFORE_COMMIT(Promise.LOST, () -> new Plant() {
        @Override
        public boolean acksEarly() {
            return true;
        }
    }),

    /** Whether an event is new is asked first and noted afterwards, in steps of their own. */
    CHECK_THEN_MARK(Promise.TWICE, CheckThenMark::new),

    /** Each attempt has an id of its own. */
    RANDOM_COMMAND_ID(Promise.UNDECIDED, () -> new Plant() {
        @Override
        public TelnyxPort telnyx(TelnyxPort port, Dice dice) {
            return (key, request) -> port.send(key, request(request, dice));
        }

        private static OutboxCommand.Request request(OutboxCommand.Request request, Dice dice) {
            String id = new UUID(dice.between(0, Long.MAX_VALUE - 1), dice.between(0, Long.MAX_VALUE - 1)).toString();
            return new OutboxCommand.Request(
                    request.method(),
                    request.path(),
                    request.body().replaceFirst("(\"command_id\":\")[^\"]+", "$1" + id));
        }
    }),

    /** The last writer wins. */
    NO_VERSION_CHECK(
            Promise.REPLAY,
            () -> store(to -> new Detour(to) {
                @Override
                public Future<CommitResult> commit(Commit commit) {
                    long version =
                            load(commit.key()).result().map(Stored::version).orElse(0L);
                    return super.commit(with(
                            commit, version, commit.eventId(), commit.commands(), commit.timers(), commit.ended()));
                }
            })),

    /** Any result of the right type counts. */
    TOKEN_IGNORED(Promise.STALE, () -> new Plant() {
        @Override
        public SessionEvent.Webhook arrives(SessionEvent.Webhook event) {
            ObjectNode data = CallEventCodec.write(event.event());
            ((ObjectNode) data.path("payload")).remove("client_state");
            return CallEventCodec.read(data) instanceof CallEventCodec.Read.Event bare
                    ? new SessionEvent.Webhook(event.key(), bare.event())
                    : event;
        }
    }),

    /** Neither the first attempt's time nor their number is kept. */
    RESEND_AFTER_60_S(
            Promise.EFFECT_TWICE,
            () -> store(to -> new Detour(to) {
                @Override
                Lease granted(Lease lease) {
                    return new Lease(
                            lease.key(),
                            lease.lane(),
                            lease.commandId(),
                            lease.name(),
                            lease.request(),
                            lease.number(),
                            1,
                            Duration.ZERO,
                            Duration.ofMinutes(5),
                            lease.limit());
                }
            })),

    /** All commands of a call are sent at once. */
    NO_HEAD_OF_LINE(Promise.ORDER, () -> store(NoHeadOfLine::new)),

    /** The commands are written after the state, in a step of their own. */
    OUTBOX_OUTSIDE_THE_SCRIPT(Promise.VANISHED, () -> new TwoSteps() {
        @Override
        Commit first(Commit commit) {
            return Detour.with(
                    commit, commit.expectedVersion(), commit.eventId(), List.of(), commit.timers(), commit.ended());
        }

        @Override
        List<Lease> second(Ledger ledger, Commit commit, long version) {
            return ledger.model().append(commit.key(), commit.commands());
        }
    }),

    /** What came before half a minute is forgotten. */
    SEEN_IDS_EXPIRE_IN_30_S(Promise.TWICE, ForgetsIds::new),

    /** The timers are set after the state is written, in a step of their own. */
    TIMER_OUTSIDE_THE_SCRIPT(Promise.STUCK, () -> new TwoSteps() {
        @Override
        Commit first(Commit commit) {
            return Detour.with(
                    commit, commit.expectedVersion(), commit.eventId(), commit.commands(), List.of(), commit.ended());
        }

        @Override
        List<Lease> second(Ledger ledger, Commit commit, long version) {
            ledger.model().setTimers(commit.key(), version, commit.timers());
            return List.of();
        }
    }),

    /** The outbox does not hear of a call's end. */
    COMMAND_AFTER_ENDED(
            Promise.AFTER_END,
            () -> store(to -> new Detour(to) {
                @Override
                public Future<CommitResult> commit(Commit commit) {
                    return super.commit(new Commit(
                            commit.key(),
                            commit.expectedVersion(),
                            commit.lastEventId(),
                            commit.eventId(),
                            commit.state(),
                            commit.journal(),
                            commit.commands(),
                            commit.timers(),
                            commit.settled(),
                            List.of(),
                            false));
                }
            })),

    /** Another pod was faster, and that is taken for done. */
    CONFLICT_SWALLOWED(
            Promise.LOST,
            () -> store(to -> new Detour(to) {
                @Override
                public Future<CommitResult> commit(Commit commit) {
                    return super.commit(commit)
                            .map(result ->
                                    result instanceof CommitResult.Conflict ? new CommitResult.Duplicate() : result);
                }
            }));

    final Promise breaks;

    @SuppressWarnings("ImmutableEnumChecker") // what it makes is fresh each time
    private final Supplier<Plant> plant;

    Bug(Promise breaks, Supplier<Plant> plant) {
        this.breaks = breaks;
        this.plant = plant;
    }

    /** A fresh one, for one run. */
    Plant plant() {
        return plant.get();
    }

    private static Plant store(UnaryOperator<SessionStore> detour) {
        return new Plant() {
            @Override
            public SessionStore shared(Ledger ledger) {
                return detour.apply(ledger);
            }
        };
    }

    /** What belongs together is written in two calls, of which the second may never come. */
    private abstract static class TwoSteps implements Plant {
        private @Nullable Ledger ledger;

        abstract Commit first(Commit commit);

        abstract List<Lease> second(Ledger ledger, Commit commit, long version);

        @Override
        public SessionStore shared(Ledger own) {
            ledger = own;
            return own;
        }

        @Override
        public SessionStore link(StoreLink link, Life life) {
            Ledger known = Objects.requireNonNull(ledger);
            return new Detour(link) {
                @Override
                public Future<CommitResult> commit(Commit commit) {
                    return super.commit(first(commit))
                            .compose(result -> result instanceof CommitResult.Committed done && commit.state() != null
                                    ? link.call(
                                                    "the second step",
                                                    () -> Future.succeededFuture(second(known, commit, done.version())))
                                            .map(leases -> new CommitResult.Committed(
                                                    done.version(), leases.isEmpty() ? done.leases() : leases))
                                    : Future.succeededFuture(result));
                }
            };
        }
    }

    private static final class CheckThenMark implements Plant {
        private final Set<String> marked = new HashSet<>();

        @Override
        public SessionStore link(StoreLink link, Life life) {
            Set<String> checked = new HashSet<>();
            return new Detour(link) {
                private int number;

                @Override
                public Future<CommitResult> commit(Commit commit) {
                    String id = commit.key().id() + commit.eventId();
                    Future<Boolean> seen = checked.add(id)
                            ? link.call("the check", () -> Future.succeededFuture(marked.contains(id)))
                            : Future.succeededFuture(false);
                    return seen.compose(known ->
                                    known ? Future.succeededFuture(new CommitResult.Duplicate()) : write(commit, id))
                            .onComplete(result -> {
                                if (!(result.result() instanceof CommitResult.Conflict)) {
                                    checked.remove(id);
                                }
                            });
                }

                private Future<CommitResult> write(Commit commit, String id) {
                    number++;
                    return super.commit(withEvent(commit, commit.eventId() + "#" + life.name + life.instant() + number))
                            .compose(result -> result instanceof CommitResult.Committed
                                    ? link.call("the mark", () -> Future.succeededFuture(marked.add(id)))
                                            .map(done -> result)
                                    : Future.succeededFuture(result));
                }
            };
        }
    }

    private static final class ForgetsIds implements Plant {
        private static final long KEPT = 30_000;

        @Override
        public SessionStore shared(Ledger ledger) {
            Map<String, Long> seen = new HashMap<>();
            return new Detour(ledger) {
                @Override
                public Future<CommitResult> commit(Commit commit) {
                    String id = commit.key().id() + commit.eventId();
                    long now = ledger.now();
                    long first = seen.merge(id, now, (old, fresh) -> fresh - old > KEPT ? fresh : old);
                    return super.commit(withEvent(commit, commit.eventId() + "#" + first));
                }
            };
        }
    }
}
