package io.gathergateway.api;

import io.gathergateway.door.Guests;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations of the control API. Every request bears {@code Authorization: Bearer <token>}; bodies are JSON of at
 * most 64 KB; what is wrong is told whole, as {@code {"errors": [{"at", "problem", "cure"}]}}.
 *
 * <pre>
 * POST /v1/calls               {flow, to, from, connection, with}      202 {id}: the call is committed and will be dialled
 *      Idempotency-Key: a key of yours makes the call's id: a repetition places no second call; the first body counts
 * POST /v1/calls/ID/events     {id, name, data}                        202 {}: the call was told
 *      id, or Idempotency-Key: repeated with the same one, the event counts once
 * GET  /v1/calls/ID                                                    200 {id, stage, flow, step, revision, started}
 *
 * 400 wrong body    401 no token    404 no such call or path    405 wrong method   408 slow body   409 the call is over,
 * or has not begun  413 too large   415 not JSON   429 too much at once   503 not known to be written: send it again
 * </pre>
 *
 * <pre>
 * curl -s http://127.0.0.1:8081/v1/calls -H "Authorization: Bearer $GATEWAY_API_TOKEN" \
 *   -H 'Content-Type: application/json' -H 'Idempotency-Key: reminder-4711' \
 *   -d '{"flow": "reminder", "to": "+13125550199", "from": "+13125550100", "connection": "1684641123236054244"}'
 * </pre>
 *
 * <p>{@code ID} is Telnyx's {@code call_session_id} for a call that came in. Confined to its event loop.
 */
final class ApiEndpoint implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ApiEndpoint.class);
    private static final String CALLS = "/v1/calls";
    private static final String EVENTS = "/events";

    private final Vertx vertx;
    private final int maxInFlight;
    private final Tokens tokens;
    private final Operations operations;
    private final Guests guests;
    private final ApiMetrics metrics;
    private int inFlight;

    /** What a path and method ask for. */
    private sealed interface Asked {
        /** Its name in metrics. */
        String name();

        record Place() implements Asked {
            @Override
            public String name() {
                return "place_call";
            }
        }

        record Tell(String call) implements Asked {
            @Override
            public String name() {
                return "tell_call";
            }
        }

        record Show(String call) implements Asked {
            @Override
            public String name() {
                return "show_call";
            }
        }

        /** A path of ours, by another method. */
        record WrongMethod(String allowed) implements Asked {
            @Override
            public String name() {
                return "other";
            }
        }

        record Nothing() implements Asked {
            @Override
            public String name() {
                return "other";
            }
        }
    }

    ApiEndpoint(Vertx vertx, ApiOptions options, Operations operations, Guests guests, ApiMetrics metrics) {
        this.vertx = vertx;
        this.maxInFlight = options.maxInFlight();
        this.tokens = new Tokens(options.tokens());
        this.operations = operations;
        this.guests = guests;
        this.metrics = metrics;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!guests.head(request)) {
            return;
        }
        Exchange exchange = new Exchange(vertx, request, () -> guests.answered(request));
        Asked asked = asked(request);
        exchange.onAnswer(status -> metrics.answered(asked.name(), status));
        try {
            if (!tokens.open(request.getHeader(HttpHeaders.AUTHORIZATION))) {
                request.response().putHeader("WWW-Authenticate", "Bearer");
                exchange.answer(Reply.refused(401, "no token that opens this", "send Authorization: Bearer <token>"));
            } else if (inFlight >= maxInFlight) {
                request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
                exchange.answer(Reply.refused(429, "too many requests at once", "send it again in a second"));
            } else {
                guests.proved(request);
                inFlight++;
                exchange.onAnswer(status -> inFlight--);
                serve(request, exchange, asked);
            }
        } catch (RuntimeException bug) {
            fault(exchange, bug);
        }
    }

    private void serve(HttpServerRequest request, Exchange exchange, Asked asked) {
        switch (asked) {
            case Asked.Show show -> exchange.answerWith(operations.show(show.call()));
            case Asked.Place place -> withBody(request, exchange, operations::place);
            case Asked.Tell tell ->
                withBody(request, exchange, (bytes, length, key) -> operations.tell(tell.call(), bytes, length, key));
            case Asked.WrongMethod(String allowed) -> {
                request.response().putHeader(HttpHeaders.ALLOW, allowed);
                exchange.answer(Reply.refused(405, "not by this method", "use " + allowed));
            }
            case Asked.Nothing nothing ->
                exchange.answer(Reply.refused(
                        Reply.NOT_FOUND,
                        "no such path",
                        "use " + CALLS + ", " + CALLS + "/ID, " + CALLS + "/ID/events"));
        }
    }

    private void withBody(HttpServerRequest request, Exchange exchange, Operations.WithBody operation) {
        String key = request.getHeader("Idempotency-Key");
        if (key != null && !PlaceCallRequest.Forms.KEY.matcher(key).matches()) {
            exchange.answer(Reply.refused(400, "Idempotency-Key is no key", "give 1 to 128 visible ASCII characters"));
        } else if (!isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            exchange.answer(Reply.refused(415, "the body is not JSON", "send Content-Type: application/json"));
        } else {
            exchange.withBody((bytes, length) -> {
                try {
                    exchange.answerWith(operation.run(bytes, length, key));
                } catch (RuntimeException bug) {
                    fault(exchange, bug);
                }
            });
        }
    }

    /** Where, not what: the message of an exception may hold what a request said. */
    private static void fault(Exchange exchange, RuntimeException bug) {
        StackTraceElement[] trace = bug.getStackTrace();
        LOG.atError()
                .addKeyValue("kind", bug.getClass().getName())
                .addKeyValue("at", trace.length == 0 ? "" : trace[0])
                .log("a request could not be served; this is a bug");
        exchange.answer(Reply.refused(500, "our mistake", "tell us of it"));
    }

    private static Asked asked(HttpServerRequest request) {
        String path = request.path();
        HttpMethod method = request.method();
        if (path == null || !path.startsWith(CALLS)) {
            return new Asked.Nothing();
        }
        String rest = path.substring(CALLS.length());
        if (rest.isEmpty()) {
            return method.equals(HttpMethod.POST) ? new Asked.Place() : new Asked.WrongMethod("POST");
        }
        boolean events = rest.endsWith(EVENTS);
        String call = events ? rest.substring(0, rest.length() - EVENTS.length()) : rest;
        if (call.length() < 2 || call.charAt(0) != '/' || call.indexOf('/', 1) >= 0) {
            return new Asked.Nothing();
        }
        String id = call.substring(1);
        if (events) {
            return method.equals(HttpMethod.POST) ? new Asked.Tell(id) : new Asked.WrongMethod("POST");
        }
        return method.equals(HttpMethod.GET) ? new Asked.Show(id) : new Asked.WrongMethod("GET");
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().equalsIgnoreCase("application/json");
    }
}
