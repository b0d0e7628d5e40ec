package io.gathergateway.command;

import io.gathergateway.bus.Addresses;
import io.gathergateway.bus.CallTrace;
import io.gathergateway.bus.SendCommand;
import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.outbox.Answer;
import io.gathergateway.outbox.CalloutAnswer;
import io.gathergateway.outbox.CalloutPort;
import io.gathergateway.outbox.Dispatch;
import io.gathergateway.outbox.OutboxPorts;
import io.gathergateway.outbox.OutboxSignal;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Wires the outbox to the world: heads come by the event bus or by the sweeper and go out over HTTP; what Telnyx answers
 * goes back to the owner of the call. One per pod: the account's pace and the breaker are kept here.
 */
public final class CommandVerticle extends VerticleBase {
    /** Longer than a commit may take, shorter than a lease. */
    private static final Duration APPLY_TIMEOUT = Duration.ofSeconds(3);

    /** Longer than an attempt to Telnyx, or most callouts, and the commit after it: where nobody says otherwise. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /** How old the gauges of the outbox may be. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final CommandOptions options;
    private final InstantSource clock;
    private final MeterRegistry registry;
    private final Function<Vertx, CalloutPort> callouts;
    private final Function<OutboxPorts, Future<Dispatch>> outbox;
    private @Nullable MessageConsumer<SendCommand> commands;
    private @Nullable Dispatch dispatch;
    private @Nullable TelnyxClient telnyx;
    private volatile Duration drain = DRAIN;

    /**
     * Made here, wired when deployed.
     *
     * @param clock the pod's steady one, as {@link SteadyClock}: the same that stamps {@link SendCommand#askedAt}
     * @param callouts makes what asks the customer's backends; called on this verticle's event loop
     * @param outbox makes the outbox over a store whose link lives on this verticle's event loop; called there
     */
    public CommandVerticle(
            CommandOptions options,
            InstantSource clock,
            MeterRegistry registry,
            Function<Vertx, CalloutPort> callouts,
            Function<OutboxPorts, Future<Dispatch>> outbox) {
        this.options = options;
        this.clock = clock;
        this.registry = registry;
        this.callouts = callouts;
        this.outbox = outbox;
    }

    @Override
    public Future<?> start() {
        TelnyxClient client = new TelnyxClient(vertx, options, clock);
        telnyx = client;
        CommandMetrics metrics = new CommandMetrics(registry, client);
        OutboxPorts ports = new OutboxPorts(
                clock,
                new VertxTimers(vertx),
                client,
                callouts.apply(vertx),
                this::apply,
                () -> ThreadLocalRandom.current().nextDouble(),
                signal -> {
                    metrics.count(signal);
                    trace(signal);
                });
        return outbox.apply(ports).onSuccess(ready -> begin(ready, metrics));
    }

    private void begin(Dispatch ready, CommandMetrics metrics) {
        dispatch = ready;
        commands = vertx.eventBus()
                .localConsumer(
                        Addresses.COMMANDS,
                        message -> ready.send(
                                message.body().lease(), message.body().askedAt()));
        ready.start();
        metrics.show(ready.load());
        vertx.setPeriodic(BETWEEN_LOOKS.toMillis(), look -> metrics.show(ready.load()));
    }

    /** How long stopping may wait for what is under way, at least 1 ms; to be said before, from any thread. */
    public void drainFor(Duration most) {
        drain = most;
    }

    /** Sends nothing new, waits a while for what is under way, then closes the connections. */
    @Override
    public Future<?> stop() {
        if (commands != null) {
            commands.unregister();
        }
        Promise<Void> drained = Promise.promise();
        if (dispatch == null) {
            drained.complete();
        } else {
            dispatch.close().onComplete(ended -> drained.tryComplete());
            vertx.setTimer(drain.toMillis(), timer -> drained.tryComplete());
        }
        return drained.future().compose(ended -> telnyx == null ? Future.succeededFuture() : telnyx.close());
    }

    private Future<?> apply(SessionEvent event) {
        DeliveryOptions delivery = new DeliveryOptions().setLocalOnly(true).setSendTimeout(APPLY_TIMEOUT.toMillis());
        return vertx.eventBus().request(Addresses.session(event.key(), options.owners()), event, delivery);
    }

    private void trace(OutboxSignal signal) {
        if (signal instanceof OutboxSignal.Answered(Lease lease, Answer answer, Duration took)) {
            publish(lease, detail(answer), took);
        } else if (signal instanceof OutboxSignal.Asked(Lease lease, CalloutAnswer answer, Duration took)) {
            publish(lease, detail(answer), took);
        }
    }

    private void publish(Lease lease, String detail, Duration took) {
        var answered = new CallTrace.Answered(lease.key(), lease.name(), lease.commandId(), detail, took.toMillis());
        vertx.eventBus().publish(Addresses.TRACE, answered, new DeliveryOptions().setLocalOnly(true));
    }

    private static String detail(Answer answer) {
        return switch (answer) {
            case Answer.Response response ->
                response.status() / 100 == 2 ? "ok" : (response.status() + " " + response.code()).strip();
            case Answer.NoAnswer silence -> "no answer: " + silence.reason();
            case Answer.NotSent unsent -> "not sent: " + unsent.reason();
            case Answer.Spared spared -> "not sent: " + spared.reason();
        };
    }

    private static String detail(CalloutAnswer answer) {
        return switch (answer) {
            case CalloutAnswer.Response response -> String.valueOf(response.status());
            case CalloutAnswer.Broken broken -> "no answer: " + broken.reason();
            case CalloutAnswer.Silence silence -> "no answer: silence";
            case CalloutAnswer.Spared spared -> "not sent: " + spared.reason();
            case CalloutAnswer.Hopeless hopeless -> "no use: " + hopeless.reason();
        };
    }
}
