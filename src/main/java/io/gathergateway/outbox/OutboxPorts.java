package io.gathergateway.outbox;

import io.gathergateway.call.SessionEvent;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Everything the outbox knows of the world outside its store. Under the seeded simulation each is virtual; nothing in
 * this room reads a clock, a thread or a die but through here.
 *
 * @param clock a steady one, the same for all who grant leases in this pod; a clock that is set back would let an
 *     attempt outlive its lease
 * @param telnyx completes its futures on the caller's context, as do {@code callouts}, {@code apply} and the store
 * @param apply hands an event to the owner of its call; succeeds once it is committed
 * @param random the next number in [0, 1), for jitter
 * @param watch told of everything, on the caller's context; must not block
 */
public record OutboxPorts(
        InstantSource clock,
        Timers timers,
        TelnyxPort telnyx,
        CalloutPort callouts,
        Function<SessionEvent, Future<?>> apply,
        DoubleSupplier random,
        Consumer<OutboxSignal> watch) {}
