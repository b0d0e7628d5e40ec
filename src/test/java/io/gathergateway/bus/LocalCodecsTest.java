package io.gathergateway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.CalloutResult;
import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.EventHeader;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalCodecsTest {
    private static final SessionKey KEY = new SessionKey("s-1");

    /** Also tells when a kind of message is added and its codec is not. */
    @Test
    void everyMessageTravelsByReferenceAndSoDoesItsAnswer() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            LocalCodecs.register(vertx.eventBus());
            vertx.eventBus().localConsumer("echo", message -> message.reply(message.body(), LocalCodecs.local()));
            for (Object message : messages()) {
                Object back = vertx.eventBus()
                        .request("echo", message, LocalCodecs.local())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS)
                        .body();
                assertThat(back).isSameAs(message);
            }
            assertThat(messages().stream().filter(SessionEvent.class::isInstance))
                    .hasSize(SessionEvent.class.getPermittedSubclasses().length);
            assertThat(messages().stream().filter(CallTrace.class::isInstance))
                    .hasSize(CallTrace.class.getPermittedSubclasses().length);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static List<Object> messages() {
        EventHeader header = new EventHeader("e", "call.bridged", null, "s-1", null, null, null, null, null, null);
        OutboxCommand.Request request = new OutboxCommand.Request("POST", "/calls", "{}");
        return List.of(
                new SessionEvent.Webhook(KEY, new CallEvent.CallBridged(header)),
                new SessionEvent.CommandOutcome(KEY, "lane", "id", "answer", new CommandResult.Accepted()),
                new SessionEvent.TimerFired(KEY, "step", 3),
                new SessionEvent.CalloutEnded(KEY, "http1", "id", new CalloutResult.Failed()),
                new SessionEvent.External(KEY, "x-1", "payment", null),
                new SessionEvent.PlaceCall(KEY, "reminder", "7267", "+1", "+2", Map.of()),
                new SendCommand(
                        new Lease(KEY, "lane", "id", "answer", request, 1, 1, Duration.ZERO, Duration.ofSeconds(9)),
                        Instant.EPOCH),
                Applied.COMMITTED,
                new CallTrace.Decided(KEY, "call.bridged", "", "step", List.of(), false),
                new CallTrace.Answered(KEY, "answer", "id", "ok", 1));
    }
}
