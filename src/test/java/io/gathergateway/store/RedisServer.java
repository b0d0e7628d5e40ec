package io.gathergateway.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real Redis for tests: the one that property {@code redis.server} names, else whatever {@link EmbeddedRedis} finds.
 */
public final class RedisServer implements AutoCloseable {
    private final List<String> options;
    private EmbeddedRedis redis;

    private RedisServer(Optional<Integer> port, List<String> options) {
        this.options = List.copyOf(options);
        this.redis = launch(port, this.options);
    }

    private static final class Shared {
        static final RedisServer SERVER = new RedisServer(Optional.empty(), List.of());
    }

    /** One for the whole test run, started at first use; not to be stopped. Use keys of your own. */
    public static RedisServer shared() {
        return Shared.SERVER;
    }

    /** One to stop and kill. {@code options} as on redis-server's command line. */
    public static RedisServer start(String... options) {
        return new RedisServer(Optional.empty(), List.of(options));
    }

    static RedisServer startOn(int port, String... options) {
        return new RedisServer(Optional.of(port), List.of(options));
    }

    public String url() {
        return redis.url();
    }

    public int port() {
        return redis.port();
    }

    /** Its process, to be paused and to go on. */
    public long pid() {
        return redis.process().pid();
    }

    /** A plain blocking client. */
    public RawRedis connect() {
        return new RawRedis(port());
    }

    /** Ends it as kill -9 does. */
    public void kill() {
        try {
            redis.process().destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops it in its tracks, as a frozen machine does: connections stay and nothing is answered. */
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(redis.process().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The redis-server that runs. */
    Path binary() {
        return Path.of(redis.process().info().command().orElseThrow());
    }

    /** A new, empty one on the same port. */
    public void restart() {
        int port = port();
        redis.close();
        redis = launch(Optional.of(port), options);
    }

    @Override
    public void close() {
        redis.close();
    }

    private static EmbeddedRedis launch(Optional<Integer> port, List<String> options) {
        String named = System.getProperty("redis.server", "");
        Optional<Path> binary = named.isBlank() ? Optional.empty() : Optional.of(Path.of(named));
        try {
            return EmbeddedRedis.start(binary, port, new ArrayList<>(options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
