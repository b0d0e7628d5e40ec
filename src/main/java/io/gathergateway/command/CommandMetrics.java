package io.gathergateway.command;

import io.gathergateway.outbox.Answer;
import io.gathergateway.outbox.Outbox;
import io.gathergateway.outbox.OutboxSignal;
import io.gathergateway.outbox.OutboxSignal.Slip;
import io.gathergateway.telnyx.CommandResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The command room in numbers. Invariant: labels come from closed sets, never from a path or an answer. Meters are made
 * when first used and kept; confined to the event loop of its verticle.
 */
final class CommandMetrics {
    /** Telnyx's names of the commands a gateway sends; anything else is counted as "other". */
    private static final Set<String> NAMES = Set.of(
            "answer",
            "reject",
            "hangup",
            "dial",
            "speak",
            "playback_start",
            "playback_stop",
            "gather",
            "gather_stop",
            "gather_using_ai",
            "gather_using_audio",
            "gather_using_speak",
            "ai_assistant_start",
            "ai_assistant_stop",
            "ai_assistant_add_messages",
            "transfer",
            "bridge",
            "enqueue",
            "leave_queue",
            "record_start",
            "record_stop",
            "send_dtmf",
            "client_state_update",
            "transcription_start",
            "transcription_stop");

    private static final String[] LABEL_OF_HUNDRED = {"other", "other", "2xx", "3xx", "4xx", "5xx"};

    private final MeterRegistry registry;
    private final Timer attempts;
    private final Map<String, Map<Class<? extends CommandResult>, Counter>> results = new HashMap<>();
    private final Map<String, Counter> answers = new HashMap<>();
    private final Map<Slip, Counter> slips = new EnumMap<>(Slip.class);
    private volatile boolean keyRefused;
    private volatile Outbox.Load load = Outbox.Load.NONE;

    CommandMetrics(MeterRegistry registry, TelnyxClient client) {
        this.registry = registry;
        this.attempts = Timer.builder("gateway.command")
                .description("From the writing of a command to Telnyx's whole answer")
                .publishPercentileHistogram()
                .register(registry);
        gauge("gateway.commands.in.flight", "Requests to Telnyx under way", client, TelnyxClient::inFlight);
        gauge("gateway.breaker.state", "0 closed, 1 probing, 2 open", client, TelnyxClient::breakerState);
        gauge(
                "gateway.breaker.assistants.state",
                "The same of the breaker before gather_using_ai and ai_assistant_start",
                client,
                TelnyxClient::assistantBreakerState);
        gauge("gateway.commands.limit", "Requests to Telnyx at a time, as found out", this, m -> m.load.limit());
        gauge("gateway.commands.waiting", "Commands waiting for a place or their pace", this, m -> m.load.waiting());
        gauge(
                "gateway.telnyx.held.seconds",
                "How much longer Telnyx wants nothing sent; hang-ups are tried",
                this,
                m -> m.load.heldSeconds());
        gauge(
                "gateway.telnyx.rate",
                "Commands a second after Telnyx refused some for their number; 0: not limited",
                this,
                m -> m.load.rate());
        gauge("gateway.telnyx.key.refused", "1 while Telnyx refuses our key", this, m -> m.keyRefused ? 1 : 0);
    }

    /** How the way to Telnyx is now. */
    void show(Outbox.Load now) {
        load = now;
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    void count(OutboxSignal signal) {
        switch (signal) {
            case OutboxSignal.Answered answered -> {
                if (!(answered.answer() instanceof Answer.NotSent || answered.answer() instanceof Answer.Spared)) {
                    attempts.record(answered.took());
                }
                answers.computeIfAbsent(label(answered.answer()), this::answerCounter)
                        .increment();
            }
            case OutboxSignal.Finished finished ->
                results.computeIfAbsent(nameOf(finished.lease().name()), name -> new HashMap<>())
                        .computeIfAbsent(
                                finished.result().getClass(),
                                type -> resultCounter(finished.lease().name(), finished.result()))
                        .increment();
            // The callout room counts its own.
            case OutboxSignal.Asked asked -> {}
            case OutboxSignal.CalloutFinished finished -> {}
            case OutboxSignal.PutOff putOff ->
                slips.computeIfAbsent(putOff.why(), this::slipCounter).increment();
            case OutboxSignal.KeyRefused(boolean raised) -> keyRefused = raised;
        }
    }

    private Counter answerCounter(String answer) {
        return Counter.builder("gateway.command.attempts")
                .description("Attempts to send a command, by Telnyx's answer")
                .tag("answer", answer)
                .register(registry);
    }

    private Counter resultCounter(String name, CommandResult result) {
        return Counter.builder("gateway.commands")
                .description("Commands done with")
                .tag("command", nameOf(name))
                .tag("result", label(result))
                .register(registry);
    }

    private Counter slipCounter(Slip why) {
        return Counter.builder("gateway.outbox.put.off")
                .description("Work left to the sweeper")
                .tag("why", why.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private static String nameOf(String command) {
        return NAMES.contains(command) ? command : "other";
    }

    private static String label(CommandResult result) {
        return switch (result) {
            case CommandResult.Accepted accepted -> "accepted";
            case CommandResult.CallOver over -> "call_over";
            case CommandResult.NotAnswered early -> "not_answered";
            case CommandResult.Refused refused -> "refused";
            case CommandResult.Unconfirmed unknown -> "unconfirmed";
            case CommandResult.Expired late -> "expired";
        };
    }

    private static String label(Answer answer) {
        return switch (answer) {
            case Answer.Response response ->
                switch (response.status()) {
                    case 401, 403 -> "unauthorised";
                    case 429 -> "rate_limited";
                    default -> LABEL_OF_HUNDRED[Math.clamp(response.status() / 100, 0, 5)];
                };
            case Answer.NoAnswer silence -> "no_answer";
            case Answer.NotSent unsent -> "not_sent";
            case Answer.Spared spared -> "spared";
        };
    }
}
