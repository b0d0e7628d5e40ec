package io.gathergateway.cli;

import io.gathergateway.store.DeadList;
import io.gathergateway.store.Durability;
import io.gathergateway.store.RedisAddress;
import io.gathergateway.store.RedisClient;
import io.gathergateway.store.RedisError;
import io.gathergateway.store.RedisLink;
import io.gathergateway.store.RedisMetrics;
import io.gathergateway.store.RedisSessionStore;
import io.gathergateway.store.RedisUnavailable;
import io.gathergateway.store.RevisionStore;
import io.gathergateway.store.SessionStore;
import io.gathergateway.store.StoreSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The way of commands to the gateway's Redis, on a link of their own. */
final class RevisionTool {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** A set that is no longer named outlives the longest session that {@code sessions.ttl} allows, and an hour. */
    private static final Duration TTL = Duration.ofHours(169);

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "Where the gateway's Redis is; REDIS_URL or REDIS_URL_FILE if not given.")
    private @Nullable String url;

    /** Runs one piece of work on published flows; fails with {@link Gateway.CannotStart} where Redis does not do it. */
    <T> T run(CommandSpec spec, Function<RevisionStore, Future<T>> work) throws Exception {
        return onLink(spec, "{flows}:*", redis -> work.apply(new RevisionStore(redis, TTL)));
    }

    /** Runs one piece of work on the dead list. */
    <T> T onDead(CommandSpec spec, Function<DeadList, Future<T>> work) throws Exception {
        return onLink(spec, "{dead}:*", redis -> work.apply(new DeadList(redis)));
    }

    /** Runs one piece of work on calls and the flows they are on. */
    <T> T run(CommandSpec spec, BiFunction<SessionStore, RevisionStore, Future<T>> work) throws Exception {
        return onLink(
                spec,
                "{flows}:*",
                redis ->
                        work.apply(new RedisSessionStore(redis, StoreSettings.DEFAULT), new RevisionStore(redis, TTL)));
    }

    private <T> T onLink(CommandSpec spec, String keys, Function<RedisClient, Future<T>> work) throws Exception {
        RedisAddress address = address(spec);
        Vertx vertx = Vertx.vertx();
        try {
            Promise<T> done = Promise.promise();
            vertx.getOrCreateContext().runOnContext(v -> {
                RedisClient redis = RedisClient.of(
                        vertx,
                        address,
                        new RedisLink.Limits(Duration.ofSeconds(5), 100, Duration.ofMillis(50), Duration.ofSeconds(1)),
                        Durability.MEMORY,
                        new RedisMetrics(new SimpleMeterRegistry()));
                redis.expectEnd();
                redis.start().compose(up -> work.apply(redis)).onComplete(result -> {
                    redis.close();
                    done.handle(result);
                });
            });
            return Await.result(done.future(), PATIENCE);
        } catch (RedisError refusal) {
            throw refused(address, keys, refusal);
        } catch (RedisUnavailable away) {
            throw switch (away.reason()) {
                case READ_ONLY, NOT_READY, NOT_KEPT -> refused(address, keys, away);
                case DISCONNECTED, OVERLOADED, TIMEOUT, LOST, CLOSED -> silent(address, away);
            };
        } catch (Exception silent) {
            throw silent(address, silent);
        } finally {
            Await.result(vertx.close(), PATIENCE);
        }
    }

    private static Gateway.CannotStart refused(RedisAddress address, String keys, Exception refusal) {
        return new Gateway.CannotStart("Redis at " + address + " refuses: " + refusal.getMessage()
                + ": it must be one that takes writes, by a user who may run scripts on " + keys);
    }

    private static Gateway.CannotStart silent(RedisAddress address, Exception silent) {
        String why = silent.getMessage() == null ? silent.getClass().getSimpleName() : silent.getMessage();
        return new Gateway.CannotStart(
                "Redis does not answer at " + address + " (" + why + "): check --redis or REDIS_URL, and that it runs");
    }

    private RedisAddress address(CommandSpec spec) {
        String given = url == null ? environment() : url;
        if (given == null || given.isBlank()) {
            throw new ParameterException(spec.commandLine(), "no Redis is named: set REDIS_URL, or give --redis URL");
        }
        try {
            return RedisAddress.of(given.strip());
        } catch (IllegalArgumentException e) {
            // The address may hold a password: it is not repeated.
            throw new ParameterException(
                    spec.commandLine(),
                    "that is not the address of a Redis: give redis://[[user]:password@]host[:port], or the form for"
                            + " Sentinel or Cluster that conf/gateway.yaml has");
        }
    }

    private static @Nullable String environment() {
        String file = System.getenv("REDIS_URL_FILE");
        if (file == null || file.isBlank()) {
            return System.getenv("REDIS_URL");
        }
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return null;
        }
    }
}
