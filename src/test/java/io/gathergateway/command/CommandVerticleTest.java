package io.gathergateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.bus.Addresses;
import io.gathergateway.bus.Applied;
import io.gathergateway.bus.CallTrace;
import io.gathergateway.bus.SendCommand;
import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.outbox.Dispatch;
import io.gathergateway.outbox.Outbox;
import io.gathergateway.outbox.Sweeper;
import io.gathergateway.store.DueWork;
import io.gathergateway.telnyx.CommandResult;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verticle on a real event bus, against an HTTP server; the store is a stand-in. */
class CommandVerticleTest {
    private static final int OWNERS = 4;
    private static final SessionKey KEY = new SessionKey("call-1");
    private static final Lease LEASE = new Lease(
            KEY,
            "leg",
            "id-1",
            "speak",
            new OutboxCommand.Request("POST", "/calls/v3%3Aa/actions/speak", "{}"),
            1,
            1,
            Duration.ZERO,
            Duration.ofSeconds(30));

    private final Loop loop = new Loop();
    private final SteadyClock clock = new SteadyClock();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final StandInStore store = new StandInStore();
    private final Promise<SessionEvent> reported = Promise.promise();
    private final Promise<CallTrace> traced = Promise.promise();

    @BeforeAll
    static void warmUp() {
        TelnyxRig.warmUp();
    }

    @BeforeEach
    void bus() {
        for (Class<?> type : List.of(
                SendCommand.class,
                SessionEvent.CommandOutcome.class,
                SessionEvent.TimerFired.class,
                CallTrace.Answered.class,
                Applied.class)) {
            register(type);
        }
        loop.vertx.eventBus().<SessionEvent>localConsumer(Addresses.session(KEY, OWNERS), message -> {
            reported.tryComplete(message.body());
            message.reply(Applied.COMMITTED);
        });
        loop.vertx.eventBus().<CallTrace>localConsumer(Addresses.TRACE, trace -> traced.tryComplete(trace.body()));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void anAcceptedCommandIsSettledTracedAndCounted() {
        deploy(request -> request.response().end());

        loop.vertx.eventBus().send(Addresses.COMMANDS, new SendCommand(LEASE, clock.instant()));

        assertThat(Loop.await(store.settled.future())).isEqualTo(LEASE);
        assertThat(Loop.await(traced.future()))
                .isInstanceOfSatisfying(
                        CallTrace.Answered.class,
                        answered -> assertThat(answered)
                                .extracting(
                                        CallTrace.Answered::command,
                                        CallTrace.Answered::commandId,
                                        CallTrace.Answered::detail)
                                .containsExactly("speak", "id-1", "ok"));
        assertThat(registry.scrape())
                .contains("gateway_commands_total{command=\"speak\",result=\"accepted\"} 1.0")
                .contains("gateway_command_attempts_total{answer=\"2xx\"} 1.0")
                .contains("gateway_command_seconds_count 1")
                .contains("gateway_breaker_state 0.0")
                .contains("gateway_commands_limit 14.0")
                .contains("gateway_commands_waiting 0.0")
                .contains("gateway_telnyx_held_seconds 0.0")
                .contains("gateway_telnyx_rate 0.0")
                .contains("gateway_commands_in_flight 0.0")
                .contains("gateway_telnyx_key_refused 0.0");
    }

    @Test
    void aVerdictGoesToTheOwnerOfTheCall() {
        deploy(request -> request.response().setStatusCode(422).end("{\"errors\":[{\"code\":\"90061\"}]}"));

        loop.vertx.eventBus().send(Addresses.COMMANDS, new SendCommand(LEASE, clock.instant()));

        assertThat(Loop.await(reported.future()))
                .isEqualTo(new SessionEvent.CommandOutcome(
                        KEY, "leg", "id-1", "speak", new CommandResult.Refused(422, "90061")));
        assertThat(Loop.await(traced.future())).extracting("detail").isEqualTo("422 90061");
    }

    @Test
    void overdueWorkIsFoundWithoutAMessage() {
        store.due.add(new DueWork.Timer(KEY, "step", 3));
        deploy(request -> request.response().end());

        assertThat(Loop.await(reported.future())).isEqualTo(new SessionEvent.TimerFired(KEY, "step", 3));
    }

    @Test
    void stoppingWaitsForTheAnswerThatIsUnderWay() {
        Promise<HttpServerRequest> arrived = Promise.promise();
        String deployment = deploy(arrived::complete);
        loop.vertx.eventBus().send(Addresses.COMMANDS, new SendCommand(LEASE, clock.instant()));
        HttpServerRequest request = Loop.await(arrived.future());

        Future<Void> stopped = loop.vertx.undeploy(deployment);
        loop.vertx.setTimer(200, later -> {
            assertThat(stopped.isComplete()).isFalse();
            request.response().end();
        });

        Loop.await(stopped);
        assertThat(store.settled.future().isComplete()).isTrue();
    }

    private String deploy(Handler<HttpServerRequest> telnyx) {
        int port = Loop.await(
                        loop.vertx.createHttpServer().requestHandler(telnyx).listen(0, "127.0.0.1"))
                .actualPort();
        CommandOptions options =
                CommandOptions.of(URI.create("http://127.0.0.1:" + port), () -> "KEY", TelnyxRig.TOKENS, OWNERS);
        return Loop.await(loop.vertx.deployVerticle(new CommandVerticle(
                options,
                clock,
                registry,
                vertx -> (key, id, request, within) -> Future.failedFuture("no backend here"),
                ports -> Future.succeededFuture(
                        new Dispatch(ports, store, Outbox.Bounds.DEFAULT, Sweeper.Bounds.of(4))))));
    }

    private <T> void register(Class<T> type) {
        loop.vertx.eventBus().registerDefaultCodec(type, new Identity<>(type));
    }

    /** Immutable records cross the local bus as they are. */
    private record Identity<T>(Class<T> type) implements MessageCodec<T, T> {
        @Override
        public void encodeToWire(Buffer buffer, T message) {
            throw new UnsupportedOperationException("local only");
        }

        @Override
        public T decodeFromWire(int position, Buffer buffer) {
            throw new UnsupportedOperationException("local only");
        }

        @Override
        public T transform(T message) {
            return message;
        }

        @Override
        public String name() {
            return type.getName();
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }
}
