package io.gathergateway.callout;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.outbox.CalloutAnswer;
import io.gathergateway.outbox.CalloutPort;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The customer's backends over HTTP/1.1. What may be asked is the list of hosts in the configuration and nothing else:
 * the host of a question is constant in its flow, redirects are not followed, and a listed name that points to a
 * link-local address, where clouds keep credentials, is not spoken to (see {@link LinkLocal}). Addresses in private
 * networks are: that is where backends live. Answers are bounded, and JSON is read strictly.
 *
 * <p>Confined to the event loop of the verticle that made it, with which its connections end.
 */
public final class CalloutClient implements CalloutPort {
    private static final Logger LOG = LoggerFactory.getLogger(CalloutClient.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    /** Hosts remembered for the log; flows are many, hosts are few. */
    private static final int MOST_LINES = 256;

    private final Map<String, Backend> backends = new HashMap<>();
    private final Headers headers;
    private final CalloutMetrics metrics;
    private final Map<String, Long> lines = new HashMap<>();

    /** Call on the event loop it is for. */
    public CalloutClient(Vertx vertx, CalloutOptions options, MeterRegistry registry) {
        this(vertx, options, registry, LinkLocal::is);
    }

    CalloutClient(Vertx vertx, CalloutOptions options, MeterRegistry registry, Predicate<@Nullable String> linkLocal) {
        headers = new Headers(options.secrets());
        metrics = new CalloutMetrics(registry);
        options.hosts().forEach((host, bounds) -> {
            // Whoever lists the address itself means it.
            boolean literal = linkLocal.test(addressOf(host));
            Backend backend = new Backend(vertx, host, bounds, options, address -> !literal && linkLocal.test(address));
            backends.put(host, backend);
            metrics.watch(host, backend);
        });
    }

    @Override
    public Future<CalloutAnswer> ask(SessionKey key, String commandId, OutboxCommand.Request request, Duration within) {
        Optional<Target> target = Target.of(request.path());
        String host = target.map(Target::host).orElse("");
        Backend backend = backends.get(host);
        long start = System.nanoTime();
        Future<CalloutAnswer> answer = backend == null
                ? hopeless("not listed", host, "list it under callouts.hosts in the configuration")
                : ask(backend, target.get(), commandId, request, within);
        return answer.onSuccess(ended -> metrics.count(
                backend == null ? CalloutMetrics.OTHER : host, ended, Duration.ofNanos(System.nanoTime() - start)));
    }

    private Future<CalloutAnswer> ask(
            Backend backend, Target target, String commandId, OutboxCommand.Request request, Duration within) {
        OutboxCommand.Callout callout = Objects.requireNonNull(request.callout(), "a callout");
        Optional<String> missing = headers.missing(callout);
        if (missing.isPresent()) {
            return hopeless(
                    "secret not configured",
                    target.host(),
                    "give it under callouts.secrets in the configuration: " + missing.get());
        }
        // "null" is what JSON has for no body.
        boolean hasBody = !request.body().isBlank() && !request.body().equals("null");
        RequestOptions to;
        try {
            to = new RequestOptions()
                    .setMethod(HttpMethod.valueOf(request.method()))
                    .setSsl(target.tls())
                    .setHost(target.name().replaceAll("[\\[\\]]", ""))
                    .setPort(target.port())
                    .setURI(target.uri())
                    .setFollowRedirects(false)
                    .setConnectTimeout(Math.max(1, within.toMillis()))
                    .setHeaders(headers.of(commandId, callout, hasBody));
        } catch (IllegalArgumentException e) {
            // Its message may hold the value.
            return hopeless("not an HTTP request", target.host(), "correct the headers of the flow's http step");
        }
        return backend.ask(to, hasBody ? Buffer.buffer(request.body()) : Buffer.buffer(), within);
    }

    /** A host is constant in its flow, so the log may have it. */
    private Future<CalloutAnswer> hopeless(String why, String host, String cure) {
        long now = System.nanoTime();
        Long last = lines.get(why + host);
        if ((last == null && lines.size() < MOST_LINES) || (last != null && now - last > BETWEEN_LINES.toNanos())) {
            lines.put(why + host, now);
            LOG.atError()
                    .addKeyValue("host", host)
                    .addKeyValue("why", why)
                    .addKeyValue("cure", cure)
                    .log("a flow asks a backend that cannot be asked");
        }
        return Future.succeededFuture(new CalloutAnswer.Hopeless(why));
    }

    private static String addressOf(String host) {
        return host.replaceFirst(":[0-9]+$", "").replaceAll("[\\[\\]]", "");
    }
}
