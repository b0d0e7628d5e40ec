package io.gathergateway.callout;

import io.gathergateway.callout.Exchange.Exchanged;
import io.gathergateway.outbox.CalloutAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One host: its connections, its breaker, and its bound, so that a slow one holds up nobody but itself.
 *
 * <p>Confined to the event loop of the verticle that made it; the two gauges may be read from any thread.
 */
final class Backend {
    private final Vertx vertx;
    private final CalloutOptions.Host host;
    private final CalloutOptions.Wire wire;
    private final Predicate<@Nullable String> refused;
    private final HttpClient http;
    private final HostBreaker breaker;
    private volatile int inFlight;

    /** {@code refused}: whether to keep away from an address that its name leads to. */
    Backend(
            Vertx vertx,
            String name,
            CalloutOptions.Host host,
            CalloutOptions options,
            Predicate<@Nullable String> refused) {
        this.vertx = vertx;
        this.host = host;
        this.wire = options.wire();
        this.refused = refused;
        this.http = open(vertx, host, wire);
        this.breaker = new HostBreaker(name, options.breaker());
    }

    private static HttpClient open(Vertx vertx, CalloutOptions.Host host, CalloutOptions.Wire wire) {
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout(Math.toIntExact(wire.connect().toMillis()))
                .setKeepAliveTimeout(Math.toIntExact(wire.keepAlive().toSeconds()))
                .setTcpNoDelay(true);
        if (host.caFile() != null) {
            options.setTrustOptions(
                    new PemTrustOptions().addCertPath(host.caFile().toString()));
        }
        return vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(host.inFlight()))
                .build();
    }

    /** Never fails. */
    Future<CalloutAnswer> ask(RequestOptions to, Buffer body, Duration within) {
        if (inFlight >= host.inFlight()) {
            return Future.succeededFuture(new CalloutAnswer.Spared("too much under way"));
        }
        if (!breaker.permits()) {
            return Future.succeededFuture(new CalloutAnswer.Spared("breaker open"));
        }
        long start = System.nanoTime();
        count(1);
        return Exchange.run(vertx, http, to, body, within, wire.maxBody(), refused)
                .map((Exchanged ended) -> {
                    count(-1);
                    breaker.record(ended.health(), System.nanoTime() - start);
                    return ended.answer();
                });
    }

    /** Questions under way. */
    int inFlight() {
        return inFlight;
    }

    /** 0 closed, 1 probing, 2 open. */
    int breakerState() {
        return breaker.state();
    }

    /** Written on the event loop only; volatile for those who read. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count(int change) {
        inFlight += change;
    }
}
