package io.gathergateway.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/** One request and its answer, given exactly once. Confined to the request's event loop. */
final class Exchange {
    static final int MAX_BODY = 64 * 1024;

    /** A connection is closed this long after its answer where a body is unread: at once would take the answer along. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Runnable after;
    private final List<IntConsumer> onAnswer = new ArrayList<>();
    private boolean answered;

    /** {@code after}: the connection may bring its next request. */
    Exchange(Vertx vertx, HttpServerRequest request, Runnable after) {
        this.vertx = vertx;
        this.request = request;
        this.after = after;
    }

    /** Told of the status, once; 499 where nobody is there any more to be answered. */
    void onAnswer(IntConsumer told) {
        onAnswer.add(told);
    }

    /** Reads the body, or answers why not. */
    void withBody(BiConsumer<byte[], Integer> then) {
        long announced = announced();
        if (announced > MAX_BODY) {
            tooLarge();
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        BodyReader.read(vertx, request, MAX_BODY, (end, body) -> {
            switch (end) {
                case COMPLETE -> then.accept(body.getBytes(), body.length());
                case TOO_LARGE -> tooLarge();
                case TOO_SLOW ->
                    answer(Reply.refused(
                            408,
                            "the body took longer than " + BodyReader.DEADLINE.toSeconds() + " s",
                            "send it again"));
                case GONE -> done(499);
            }
        });
    }

    private void tooLarge() {
        answer(Reply.refused(413, "the body is over " + MAX_BODY / 1024 + " KB", "send less"));
    }

    void answerWith(Future<Reply> reply) {
        reply.onComplete(done -> answer(done.succeeded() ? done.result() : Reply.unavailable()));
    }

    void answer(Reply reply) {
        if (answered) {
            return;
        }
        done(reply.status());
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(reply.status()).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        if (!request.isEnded() && announced() != 0) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.handler(rest -> {}).exceptionHandler(broken -> {});
            vertx.setTimer(LINGER.toMillis(), id -> request.connection().close());
        } else {
            after.run();
        }
        response.end(io.vertx.core.buffer.Buffer.buffer(reply.body().toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void done(int status) {
        if (!answered) {
            answered = true;
            onAnswer.forEach(told -> told.accept(status));
        }
    }

    /** The announced length of the body; 0 for none, -1 where nobody says. */
    private long announced() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null ? 0 : -1;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
