package io.gathergateway.store;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is: {@code redis[s]://[[user]:password@]host[:port][/db]}. The only place that knows how a client is
 * configured. Never shows the password.
 *
 * @param certificateAuthority a PEM file to trust with {@code rediss}; null trusts what the JDK trusts
 */
public record RedisAddress(String url, @Nullable String certificateAuthority) {
    private static final Set<String> SCHEMES = Set.of("redis", "rediss");

    /** Throws IllegalArgumentException, with the cure but without the password, where it is no such address. */
    public RedisAddress {
        URI uri = parse(url);
        if (uri == null || uri.getHost() == null || !SCHEMES.contains(String.valueOf(uri.getScheme()))) {
            throw new IllegalArgumentException(
                    "not a Redis address: expected redis://[[user]:password@]host[:port][/db], or rediss:// for TLS");
        }
        if (!uri.getPath().matches("(/\\d*)?")) {
            throw new IllegalArgumentException("not a Redis address: after the host comes the number of a database");
        }
    }

    public static RedisAddress of(String url) {
        return new RedisAddress(url, null);
    }

    RedisOptions options(Duration connectTimeout, int maxInFlight) {
        NetClientOptions net = new NetClientOptions()
                .setConnectTimeout((int) connectTimeout.toMillis())
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
        if (url.startsWith("rediss:")) {
            net.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
            if (certificateAuthority != null) {
                net.setTrustOptions(new PemTrustOptions().addCertPath(certificateAuthority));
            }
        }
        // The pool is only the way to a connection: each client makes one, which is held until it ends.
        return new RedisOptions()
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setPoolCleanerInterval(-1)
                .setPoolRecycleTimeout(-1)
                .setConnectionString(url)
                .setNetClientOptions(net)
                .setMaxWaitingHandlers(maxInFlight + 1);
    }

    @Override
    public String toString() {
        URI uri = URI.create(url);
        int port = uri.getPort() == -1 ? 6379 : uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + ":" + port + uri.getPath();
    }

    private static @Nullable URI parse(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
