package io.gathergateway.webhook;

import io.gathergateway.bus.LoopLag;
import io.gathergateway.door.Guests;
import io.gathergateway.webhook.SignedHeaders.Window;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses from the head of a request whatever can be refused there, cheapest check first, and admits the rest to
 * {@link Delivery}. Confined to its event loop.
 */
final class WebhookEndpoint implements Handler<HttpServerRequest> {
    static final String PATH = "/webhooks/telnyx";
    static final int MAX_BODY = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookEndpoint.class);
    private static final int MAX_PEEK = 8 * 1024;

    private final Vertx vertx;
    private final WebhookSetup setup;
    private final SignatureVerifier verifier;
    private final Guests guests;
    private final LoopLag lag;

    WebhookEndpoint(Vertx vertx, WebhookSetup setup, SignatureVerifier verifier, Guests guests, LoopLag lag) {
        this.vertx = vertx;
        this.setup = setup;
        this.verifier = verifier;
        this.guests = guests;
        this.lag = lag;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!guests.head(request)) {
            return;
        }
        try {
            WebhookResult refusal = refusal(request);
            if (refusal != null) {
                refuse(request, refusal);
            } else {
                signature(request);
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Bug: a webhook's head could not be handled");
            refuse(request, WebhookResult.FAULT);
        }
    }

    private @Nullable WebhookResult refusal(HttpServerRequest request) {
        if (!PATH.equals(request.path())) {
            return WebhookResult.NOT_FOUND;
        }
        if (!HttpMethod.POST.equals(request.method())) {
            return WebhookResult.METHOD_NOT_ALLOWED;
        }
        if (!setup.verifies()) {
            return WebhookResult.NO_VERIFIER;
        }
        if (contentLength(request) > MAX_BODY) {
            return WebhookResult.TOO_LARGE;
        }
        return isJson(request.getHeader(HttpHeaders.CONTENT_TYPE)) ? null : WebhookResult.UNSUPPORTED_MEDIA_TYPE;
    }

    private void signature(HttpServerRequest request) {
        List<String> timestamps = request.headers().getAll(SignedHeaders.TIMESTAMP);
        List<String> signatures = request.headers().getAll(SignedHeaders.SIGNATURE);
        SignedHeaders headers = SignedHeaders.of(timestamps, signatures);
        if (headers == null) {
            if (timestamps.isEmpty() && signatures.isEmpty() && setup.peeks().pass()) {
                peek(request);
            } else {
                refuse(request, WebhookResult.UNSIGNED);
            }
            return;
        }
        Window window = headers.window(setup.options().clock().instant().getEpochSecond());
        if (window == Window.FAR) {
            refuse(request, WebhookResult.STALE);
        } else {
            switch (setup.inFlight().ask()) {
                case ADMITTED -> {
                    continueIfExpected(request);
                    new Delivery(vertx, setup, verifier, guests, lag, request, headers, window).start();
                }
                case TOO_MANY -> refuse(request, WebhookResult.OVERLOADED);
                case MEMORY_SHORT -> refuse(request, WebhookResult.MEMORY_SHORT);
            }
        }
    }

    /** Answers 401 as always, but looks first whether the sender is an application that still uses API v1. */
    private void peek(HttpServerRequest request) {
        continueIfExpected(request);
        BodyReader.read(vertx, setup.inFlight(), request, new byte[0], MAX_PEEK, (end, body) -> {
            if (ApiV1.resembles(body.bytes(), body.length())) {
                setup.metrics().apiV1();
                setup.alarms().apiV1(false);
            }
            refuse(request, end == BodyReader.End.TOO_SLOW ? WebhookResult.BODY_TIMEOUT : WebhookResult.UNSIGNED);
        });
    }

    private void refuse(HttpServerRequest request, WebhookResult result) {
        setup.metrics().ended(result);
        Replies.send(vertx, guests, request, result, setup.ending());
    }

    /** The announced length; -1 where there is none. */
    static long contentLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().equalsIgnoreCase("application/json");
    }

    /** Asked for by hand and late, so that what is refused above is never sent. */
    private static void continueIfExpected(HttpServerRequest request) {
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
    }
}
