package io.gathergateway.webhook;

import io.gathergateway.bus.Addresses;
import io.gathergateway.bus.Applied;
import io.gathergateway.bus.LocalCodecs;
import io.gathergateway.bus.LoopLag;
import io.gathergateway.bus.UnusableBody;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.door.Guests;
import io.gathergateway.webhook.SignedHeaders.Window;
import io.gathergateway.webhook.WebhookReader.Reading;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One admitted webhook on its way: body, signature, parser, event bus, answer; in this order, and answered exactly once.
 * Confined to its event loop.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** From the complete body to the answer. Telnyx waits 2 s in all, and sees the answer within 1.5 s (P10). */
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(1_400);

    /** Bytes of an unusable body that is kept. */
    private static final int MOST_KEPT = 64 * 1024;

    private final Vertx vertx;
    private final WebhookSetup setup;
    private final SignatureVerifier verifier;
    private final Guests guests;
    private final LoopLag lag;
    private final HttpServerRequest request;
    private final SignedHeaders headers;
    private final Window window;
    private final long startedAt = System.nanoTime();
    private boolean atWork;
    private boolean answered;

    Delivery(
            Vertx vertx,
            WebhookSetup setup,
            SignatureVerifier verifier,
            Guests guests,
            LoopLag lag,
            HttpServerRequest request,
            SignedHeaders headers,
            Window window) {
        this.vertx = vertx;
        this.setup = setup;
        this.verifier = verifier;
        this.guests = guests;
        this.lag = lag;
        this.request = request;
        this.headers = headers;
        this.window = window;
    }

    void start() {
        BodyReader.read(vertx, setup.inFlight(), request, headers.prefix(), WebhookEndpoint.MAX_BODY, this::body);
    }

    private void body(BodyReader.End end, BodyReader body) {
        try {
            switch (end) {
                case COMPLETE -> enter(body);
                case TOO_LARGE -> answer(WebhookResult.TOO_LARGE);
                case NO_ROOM -> answer(WebhookResult.OVERLOADED);
                case TOO_SLOW -> answer(WebhookResult.BODY_TIMEOUT);
                case GONE -> answer(WebhookResult.ABORTED);
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Bug: a webhook could not be handled");
            answer(WebhookResult.FAULT);
        }
    }

    private void enter(BodyReader body) {
        switch (setup.inFlight().enter()) {
            case ADMITTED -> {
                atWork = true;
                verify(body);
            }
            case TOO_MANY -> answer(WebhookResult.OVERLOADED);
            case MEMORY_SHORT -> answer(WebhookResult.MEMORY_SHORT);
        }
    }

    private void verify(BodyReader body) {
        long bodyAt = System.nanoTime();
        boolean signed = verifier.verify(headers.signature(), body.bytes(), body.length());
        if (signed && window == Window.FRESH) {
            read(body, bodyAt);
        } else if (signed) {
            long now = setup.options().clock().instant().getEpochSecond();
            setup.metrics().clockSkew();
            setup.alarms().clockOff(headers.timestamp() - now);
            answer(WebhookResult.CLOCK_OFF);
        } else if (window == Window.FRESH) {
            setup.alarms().signatureWrong();
            answer(WebhookResult.SIGNATURE_WRONG);
        } else {
            answer(WebhookResult.STALE);
        }
    }

    private void read(BodyReader body, long bodyAt) {
        guests.proved(request);
        int offset = headers.prefix().length;
        switch (WebhookReader.read(
                body.bytes(), offset, body.length() - offset, setup.options().tokens(), setup.metrics()::token)) {
            case Reading.Usable usable when usable.event().isObservation() -> observed(usable);
            case Reading.Usable usable -> apply(new SessionEvent.Webhook(usable.key(), usable.event()), bodyAt);
            case Reading.LegacyFormat legacy -> {
                setup.metrics().apiV1();
                setup.alarms().apiV1(true);
                answer(WebhookResult.API_V1);
            }
            case Reading.Defective(Defect defect) -> {
                setup.metrics().defect(defect);
                setup.alarms().defect(defect);
                answer(defect.result());
                unusable(defect, body);
            }
        }
    }

    /** For the dead list, which may take it or not. */
    private void unusable(Defect defect, BodyReader body) {
        int offset = headers.prefix().length;
        if (body.length() - offset <= MOST_KEPT && setup.keeps().pass()) {
            byte[] copy = Arrays.copyOfRange(body.bytes(), offset, body.length());
            vertx.eventBus().send(Addresses.UNUSABLE, new UnusableBody(defect.label(), copy), LocalCodecs.local());
        }
    }

    /** Answered at once; a call that waits for it gets it if it can. */
    private void observed(Reading.Usable usable) {
        answer(WebhookResult.OBSERVED);
        vertx.eventBus()
                .send(
                        Addresses.observations(usable.key(), setup.options().owners()),
                        new SessionEvent.Webhook(usable.key(), usable.event()),
                        LocalCodecs.local());
    }

    /** A commit still under way when the time is up is let finish; Telnyx's next delivery finds a duplicate. */
    private void apply(SessionEvent event, long bodyAt) {
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - bodyAt);
        long left = Math.max(1, ANSWER_WITHIN.toMillis() - elapsed);
        vertx.eventBus()
                .<Object>request(
                        Addresses.session(event.key(), setup.options().owners()),
                        event,
                        LocalCodecs.local().setSendTimeout(left))
                .onComplete(reply -> {
                    setup.inFlight().took(System.nanoTime() - bodyAt, lag.nanos());
                    applied(event, reply.result(), reply.cause());
                });
    }

    private void applied(SessionEvent event, @Nullable Message<Object> reply, @Nullable Throwable failure) {
        if (reply != null && reply.body() instanceof Applied applied) {
            answer(WebhookResult.of(applied));
            return;
        }
        LOG.atDebug()
                .addKeyValue("call", event.key().id())
                .addKeyValue("eventId", event.id())
                .setCause(failure)
                .log("An event was not committed in time and is answered 503");
        answer(WebhookResult.NOT_COMMITTED);
    }

    private void answer(WebhookResult result) {
        if (answered) {
            return;
        }
        answered = true;
        if (atWork) {
            setup.inFlight().leave();
        }
        setup.metrics().ended(result);
        setup.metrics().took(System.nanoTime() - startedAt);
        Replies.send(vertx, guests, request, result, setup.ending());
    }
}
