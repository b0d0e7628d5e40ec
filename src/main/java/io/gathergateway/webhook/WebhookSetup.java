package io.gathergateway.webhook;

import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.TokenSeal;
import io.gathergateway.door.Door;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all instances of the verticle share, made once at start: the choice of verifier, meters, alarms. Thread-safe.
 *
 * <p>Deploy with {@code vertx.deployVerticle(setup::verticle, new DeploymentOptions().setInstances(n))}, after {@link
 * io.gathergateway.bus.LocalCodecs#register}.
 */
public final class WebhookSetup {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSetup.class);

    private final WebhookOptions options;
    private final VerifierChoice choice;
    private final WebhookMetrics metrics;
    private final Alarms alarms;
    private final RateLimit peeks;
    private final RateLimit keeps;
    private final InFlight inFlight;
    private final Door door;
    private final AtomicInteger port = new AtomicInteger();
    private volatile boolean ending;

    private WebhookSetup(WebhookOptions options, VerifierChoice choice, MeterRegistry registry) {
        this.options = options;
        this.choice = choice;
        this.metrics = new WebhookMetrics(registry, choice);
        this.alarms = new Alarms(options.clock());
        this.peeks = new RateLimit(options.clock(), Duration.ofSeconds(1));
        this.keeps = new RateLimit(options.clock(), Duration.ofMillis(100));
        this.inFlight = new InFlight(options.maxInFlight(), options.memoryShort(), registry);
        this.door = new Door("webhook", options.door(), registry);
    }

    /** Tests the verifiers and logs which one will check signatures. */
    public static WebhookSetup create(WebhookOptions options, MeterRegistry registry) {
        WebhookSetup setup = create(options, VerifierChoice.best(), registry);
        if (setup.verifies()) {
            LOG.atInfo()
                    .addKeyValue("verifier", setup.verifier())
                    .addKeyValue("keys", options.keys().size())
                    .log("Webhook signatures are checked");
        } else {
            LOG.atError()
                    .addKeyValue("verifier", setup.verifier())
                    .addKeyValue("keys", options.keys().size())
                    .log("No webhook can be verified, so all are answered 503. Set TELNYX_PUBLIC_KEY to the public key"
                            + " shown in the Mission Control portal under Keys & Credentials");
        }
        return setup;
    }

    static WebhookSetup create(WebhookOptions options, VerifierChoice choice, MeterRegistry registry) {
        return new WebhookSetup(options, choice, registry);
    }

    /** A new instance of the verticle. */
    public WebhookVerticle verticle() {
        return new WebhookVerticle(this);
    }

    /** Whether signatures can be checked at all; while not, the pod is not ready. */
    public boolean verifies() {
        return choice != VerifierChoice.NONE && !options.keys().isEmpty();
    }

    /** The event of a body that was verified before; empty where it is none. {@code tokens} opens its token. */
    public static Optional<SessionEvent> event(byte[] body, TokenSeal tokens) {
        return WebhookReader.read(body, 0, body.length, tokens, kind -> {})
                        instanceof WebhookReader.Reading.Usable usable
                ? Optional.of(new SessionEvent.Webhook(usable.key(), usable.event()))
                : Optional.empty();
    }

    /** What checks signatures: {@code aws-lc}, {@code bouncycastle} or {@code none}. */
    public String verifier() {
        return choice.provider();
    }

    /** The port listened on; 0 before. */
    public int port() {
        return port.get();
    }

    /**
     * From now on each answer closes its connection, so that the sender's next one is made to another pod and none is
     * open when this one stops listening.
     */
    public void expectEnd() {
        ending = true;
    }

    boolean ending() {
        return ending;
    }

    InFlight inFlight() {
        return inFlight;
    }

    Door door() {
        return door;
    }

    void listeningOn(int actual) {
        port.set(actual);
    }

    WebhookOptions options() {
        return options;
    }

    VerifierChoice choice() {
        return choice;
    }

    WebhookMetrics metrics() {
        return metrics;
    }

    Alarms alarms() {
        return alarms;
    }

    /** Ten unusable bodies a second are kept. */
    RateLimit keeps() {
        return keeps;
    }

    /** One look into an unsigned body a second. */
    RateLimit peeks() {
        return peeks;
    }
}
