package io.gathergateway.webhook;

import io.gathergateway.call.TokenSeal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The room's meters, all made at start so that a request looks nothing up. Thread-safe. */
final class WebhookMetrics {
    /** Telnyx waits 2 s; we answer within 1.5. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofMillis(1_000),
        Duration.ofMillis(1_500),
        Duration.ofMillis(2_000)
    };

    private final Map<WebhookResult, Counter> results = new EnumMap<>(WebhookResult.class);
    private final Map<Defect, Counter> defects = new EnumMap<>(Defect.class);
    private final Map<TokenSeal.Kind, Counter> tokens = new EnumMap<>(TokenSeal.Kind.class);
    private final Timer seconds;
    private final Counter clockSkew;
    private final Counter apiV1;

    WebhookMetrics(MeterRegistry registry, VerifierChoice choice) {
        for (WebhookResult result : WebhookResult.values()) {
            results.put(
                    result,
                    Counter.builder("gateway.webhooks")
                            .description("Requests to the webhook port, by how they ended")
                            .tag("result", result.label())
                            .register(registry));
        }
        for (Defect defect : Defect.values()) {
            defects.put(
                    defect,
                    Counter.builder("gateway.webhook.defects")
                            .description("Signed webhooks answered 400, by what is wrong with them")
                            .tag("reason", defect.label())
                            .register(registry));
        }
        for (TokenSeal.Kind kind : TokenSeal.Kind.values()) {
            tokens.put(
                    kind,
                    Counter.builder("gateway.webhook.tokens")
                            .description("Signed webhooks by whose client_state they bring; forged ones name a call of"
                                    + " ours without our key")
                            .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        seconds = Timer.builder("gateway.webhook")
                .description("From the head of an admitted webhook to its answer")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        clockSkew = Counter.builder("gateway.webhook.clock.skew")
                .description("Signed webhooks whose timestamp is over 300 s off: our clock or Telnyx's is wrong")
                .register(registry);
        apiV1 = Counter.builder("gateway.webhook.api.v1")
                .description("Webhooks of API v1: the application in the Telnyx portal must be switched to API v2")
                .register(registry);
        Gauge.builder("gateway.signature.verifier", () -> 1)
                .description("What checks signatures in this process")
                .tag("provider", choice.provider())
                .register(registry);
    }

    void ended(WebhookResult result) {
        count(results, result);
    }

    void defect(Defect defect) {
        count(defects, defect);
    }

    void took(long nanos) {
        seconds.record(nanos, TimeUnit.NANOSECONDS);
    }

    void clockSkew() {
        clockSkew.increment();
    }

    void apiV1() {
        apiV1.increment();
    }

    private static <K> void count(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }

    void token(TokenSeal.Kind kind) {
        Counter counter = tokens.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }
}
