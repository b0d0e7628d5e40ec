package io.gathergateway.webhook;

import io.gathergateway.door.Guests;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * Writes answers, also to requests whose body was not read: a modest rest is let come in and thrown away, so that the
 * connection stays usable; otherwise the connection is closed, a little later, since closing it on unread bytes would
 * reset it and take the answer with it.
 *
 * <p>A refusal keeps the connection too, that for overload above all: making a new one costs us more than refusing one
 * more request. None says Retry-After: Telnyx delivers again by a schedule of its own and is not known to look for it.
 */
final class Replies {
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private Replies() {}

    static void send(Vertx vertx, Guests guests, HttpServerRequest request, WebhookResult result, boolean last) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(result.status()).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        if (result == WebhookResult.METHOD_NOT_ALLOWED) {
            response.putHeader(HttpHeaders.ALLOW, "POST");
        }
        boolean whole = request.isEnded() || !hasBody(request);
        boolean keeps = !last && (whole || (result != WebhookResult.BODY_TIMEOUT && isModest(request)));
        if (!keeps) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            response.end(result.body()).onComplete(written -> closeAfter(vertx, request, whole));
            return;
        }
        if (whole) {
            guests.answered(request);
        } else {
            guests.owesBody(request);
            request.handler(rest -> {})
                    .endHandler(nothing -> guests.answered(request))
                    .exceptionHandler(failure -> {});
        }
        response.end(result.body());
    }

    /** Vert.x does not do so for the header's sake. */
    private static void closeAfter(Vertx vertx, HttpServerRequest request, boolean whole) {
        if (whole || request.isEnded()) {
            request.connection().close();
            return;
        }
        long timer =
                vertx.setTimer(LINGER.toMillis(), id -> request.connection().close());
        request.handler(rest -> {})
                .endHandler(nothing -> {
                    vertx.cancelTimer(timer);
                    request.connection().close();
                })
                .exceptionHandler(failure -> vertx.cancelTimer(timer));
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null || (length != null && !length.equals("0"));
    }

    private static boolean isModest(HttpServerRequest request) {
        long announced = WebhookEndpoint.contentLength(request);
        return announced >= 0 && announced <= WebhookEndpoint.MAX_BODY;
    }
}
