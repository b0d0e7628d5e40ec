package io.gathergateway.command;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.command.Exchange.Exchanged;
import io.gathergateway.command.TelnyxBreaker.Health;
import io.gathergateway.outbox.Answer;
import io.gathergateway.outbox.TelnyxPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Telnyx over HTTP/1.1 with kept connections: bearer key, bounded connections, one deadline per request, a breaker in
 * front, and one of their own for assistants. Redirects are not followed, so the key goes to the configured host and
 * nowhere else. Not HTTP/2: once connected that is as fast and as dear, and there a connection that died silently takes
 * all requests with it, here one.
 *
 * <p>Confined to the event loop of the verticle that made it; the gauges may be read from any thread.
 */
public final class TelnyxClient implements TelnyxPort {
    private static final Logger LOG = LoggerFactory.getLogger(TelnyxClient.class);
    private static final Pattern PATH = Pattern.compile("/[!-~]*");

    /** Commands that begin a conversation with Telnyx's assistant. A flow has another way where they fail. */
    private static final Pattern ASSISTANT = Pattern.compile("/actions/(gather_using_ai|ai_assistant_start)$");

    private static final Pattern KEY = Pattern.compile("[!-~]+");
    /** Stands in a log line where a question is about no call. */
    private static final SessionKey ACCOUNT = new SessionKey("account");

    private static final int CLOSED = 0;
    private static final Duration UNSENDABLE_PAUSE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final CommandOptions options;
    private final InstantSource clock;
    private final HttpClient http;
    private final TelnyxBreaker breaker;
    private final TelnyxBreaker assistants;
    private final boolean tls;
    private final int port;
    private final String basePath;
    private volatile int inFlight;

    public TelnyxClient(Vertx vertx, CommandOptions options, InstantSource clock) {
        this.vertx = vertx;
        this.options = options;
        this.clock = clock;
        this.breaker = new TelnyxBreaker("telnyx", options.breaker(), clock);
        this.assistants = new TelnyxBreaker("telnyx-ai", options.breaker(), clock);
        URI base = options.apiBase();
        this.tls = "https".equalsIgnoreCase(base.getScheme());
        this.port = base.getPort() >= 0 ? base.getPort() : tls ? 443 : 80;
        this.basePath = base.getRawPath().replaceFirst("/+$", "");
        this.http = open(vertx, options.wire());
        // Reading the first answer loads half of Jackson: now, while no call waits on this loop.
        AnswerReader.errorCode(new byte[0]);
    }

    private static HttpClient open(Vertx vertx, CommandOptions.Wire wire) {
        return vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setConnectTimeout(Math.toIntExact(wire.connect().toMillis()))
                        .setKeepAliveTimeout(Math.toIntExact(wire.keepAlive().toSeconds()))
                        .setSslHandshakeTimeout(wire.attempt().toSeconds() + 1)
                        .setTcpNoDelay(true))
                .with(new PoolOptions().setHttp1MaxSize(wire.connections()).setMaxWaitQueueSize(wire.waiters()))
                .build();
    }

    @Override
    public Future<Answer> send(SessionKey key, OutboxCommand.Request request) {
        // Assistants fail by themselves, and then neither their commands nor all others wait for them. While all of
        // Telnyx is being probed, they are probes as any.
        return ASSISTANT.matcher(request.path()).find() && breaker.state() == CLOSED
                ? send(key, request, assistants, pause -> new Answer.Spared("assistants' breaker open"))
                : send(key, request, breaker, pause -> new Answer.NotSent("breaker open", pause));
    }

    @Override
    public Future<Pulse> pulse(SessionKey key, String path) {
        if (breaker.refusal().isPresent()) {
            return Future.succeededFuture(Pulse.UNKNOWN);
        }
        long start = System.nanoTime();
        return exchange(key, new OutboxCommand.Request("GET", path, "")).map(exchanged -> {
            breaker.record(exchanged.health(), System.nanoTime() - start);
            return exchanged.answer() instanceof Answer.Response response
                    ? switch (response.status()) {
                        case 200 -> AnswerReader.pulse(exchanged.body().getBytes());
                        case 404 -> Pulse.OVER;
                        default -> Pulse.UNKNOWN;
                    }
                    : Pulse.UNKNOWN;
        });
    }

    private Future<Answer> send(
            SessionKey key, OutboxCommand.Request request, TelnyxBreaker guard, Function<Duration, Answer> refused) {
        Optional<Duration> refusal = guard.refusal();
        if (refusal.isPresent()) {
            return Future.succeededFuture(refused.apply(refusal.get()));
        }
        long start = System.nanoTime();
        return exchange(key, request).map(exchanged -> {
            guard.record(exchanged.health(), System.nanoTime() - start);
            return exchanged.answer();
        });
    }

    private Future<Exchanged> exchange(SessionKey key, OutboxCommand.Request request) {
        RequestOptions to;
        try {
            to = address(request);
        } catch (IllegalArgumentException e) {
            LOG.atError()
                    .addKeyValue("callId", key.id())
                    .addKeyValue("why", e.getMessage())
                    .log("a command cannot be written as an HTTP request");
            return Future.succeededFuture(
                    new Exchanged(new Answer.NotSent("not an HTTP request", UNSENDABLE_PAUSE), Health.UNKNOWN));
        }
        count(1);
        return Exchange.run(
                        vertx,
                        clock,
                        options.wire(),
                        http,
                        to,
                        Buffer.buffer(options.tokens().seal(request.body())))
                .onComplete(ended -> count(-1));
    }

    /** The path goes out as it lies in the outbox: it is percent-encoded already. */
    private RequestOptions address(OutboxCommand.Request request) {
        if (!PATH.matcher(request.path()).matches()) {
            throw new IllegalArgumentException("a path starts with / and has no blank");
        }
        String key = options.apiKey().get();
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("no API key, or one with a blank in it");
        }
        return new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setSsl(tls)
                .setHost(options.apiBase().getHost())
                .setPort(port)
                .setURI(basePath + request.path())
                .setFollowRedirects(false)
                // The wait for a free connection included.
                .setConnectTimeout(options.wire().longestWait().toMillis())
                .putHeader("authorization", "Bearer " + key)
                .putHeader("content-type", "application/json")
                .putHeader("accept", "application/json")
                .putHeader("user-agent", "gather-gateway");
    }

    /** The body of a 200; fails where none came. Not behind the breaker: whoever asks can wait. */
    Future<Buffer> get(String path) {
        return exchange(ACCOUNT, new OutboxCommand.Request("GET", path, ""))
                .compose(exchanged -> exchanged.answer() instanceof Answer.Response response && response.status() == 200
                        ? Future.succeededFuture(exchanged.body())
                        : Future.failedFuture("Telnyx did not answer 200"));
    }

    /** Requests under way. */
    public int inFlight() {
        return inFlight;
    }

    /** 0 closed, 1 probing, 2 open. */
    public int breakerState() {
        return breaker.state();
    }

    /** The same of the breaker before commands that begin a conversation with an assistant. */
    public int assistantBreakerState() {
        return assistants.state();
    }

    public Future<Void> close() {
        return http.close();
    }

    /** Written on the event loop only; volatile for those who read. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count(int change) {
        inFlight += change;
    }
}
