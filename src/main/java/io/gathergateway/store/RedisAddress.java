package io.gathergateway.store;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is, and in which form. The only place that knows how a client is configured. Never shows the password.
 *
 * <pre>
 * redis://[[user]:password@]host[:port][/db]                            one server
 * redis-sentinel://[[user]:password@]host[:port],host…/master[/db]      the master that the sentinels name
 * redis-cluster://[[user]:password@]host[:port],host…                   a cluster, some of whose nodes are named
 * </pre>
 *
 * <p>{@code rediss} in place of {@code redis} is the same over TLS. Several addresses of {@code redis} are a cluster too.
 *
 * @param certificateAuthority a PEM file to trust with {@code rediss}; null trusts what the JDK trusts
 */
public record RedisAddress(String url, @Nullable String certificateAuthority) {
    private static final Pattern FORM =
            Pattern.compile("(?<scheme>rediss?)(?<form>-sentinel|-cluster)?://(?:(?<user>[^@/,]*)@)?(?<hosts>[^@/]+)"
                    + "(?:/(?<path>[^?#]*))?");

    private static final Pattern DATABASE = Pattern.compile("\\d{0,5}");
    private static final Pattern MASTER = Pattern.compile("(?<master>[A-Za-z0-9._-]+)(?:/(?<db>\\d{0,5}))?");
    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26_379;

    /** In which form Redis is there. */
    enum Form {
        SERVER,
        SENTINEL,
        CLUSTER
    }

    /** Throws IllegalArgumentException, with the cure but without the password, where it is no such address. */
    public RedisAddress {
        problem(url).ifPresent(problem -> {
            throw new IllegalArgumentException("not a Redis address: " + problem);
        });
    }

    public static RedisAddress of(String url) {
        return new RedisAddress(url, null);
    }

    Form form() {
        Matcher parts = parts();
        String form = parts.group("form");
        if (form == null) {
            return hosts(parts).size() > 1 ? Form.CLUSTER : Form.SERVER;
        }
        return form.equals("-sentinel") ? Form.SENTINEL : Form.CLUSTER;
    }

    /** {@code host:port} of each server that is named. */
    List<String> hosts() {
        int usual = form() == Form.SENTINEL ? SENTINEL_PORT : REDIS_PORT;
        return hosts(parts()).stream()
                .map(host -> URI.create("redis://" + host))
                .map(uri -> uri.getHost() + ":" + (uri.getPort() == -1 ? usual : uri.getPort()))
                .toList();
    }

    /** What the sentinels call the master. */
    String master() {
        return path(parts()).group("master");
    }

    /** One server of this Redis, with the same user, database and trust. */
    RedisAddress server(String host) {
        Matcher parts = parts();
        String user = parts.group("user");
        return new RedisAddress(
                parts.group("scheme") + "://" + (user == null ? "" : user + "@") + host + "/" + database(),
                certificateAuthority);
    }

    /** One sentinel, or another server that keeps no data: without user and database. */
    RedisAddress sentinel(String host) {
        return new RedisAddress(parts().group("scheme") + "://" + host, certificateAuthority);
    }

    private String database() {
        Matcher parts = parts();
        String db = switch (form()) {
            case SERVER -> parts.group("path");
            case SENTINEL -> path(parts).group("db");
            case CLUSTER -> null;
        };
        return db == null ? "" : db;
    }

    /** Of one server. */
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
                // Each may come behind an ASKING.
                .setMaxWaitingHandlers(2 * maxInFlight + 2);
    }

    @Override
    public String toString() {
        Matcher parts = parts();
        String form = parts.group("form");
        String path = parts.group("path");
        return parts.group("scheme") + (form == null ? "" : form) + "://" + String.join(",", hosts())
                + (path == null ? "" : "/" + path);
    }

    private static Optional<String> problem(String url) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches() || hosts(parts).stream().anyMatch(host -> !isHost(parts.group("user"), host))) {
            return Optional.of("expected redis://[[user]:password@]host[:port][/db], or rediss:// for TLS;"
                    + " redis-sentinel://host,host/master; redis-cluster://host,host");
        }
        String form = parts.group("form");
        String path = parts.group("path");
        boolean cluster =
                "-cluster".equals(form) || (form == null && hosts(parts).size() > 1);
        if (cluster) {
            return path == null || path.isEmpty() ? Optional.empty() : Optional.of("a cluster has no databases");
        }
        if (form != null) {
            return path(parts).matches()
                    ? Optional.empty()
                    : Optional.of("after the sentinels comes the master's name");
        }
        return path == null || DATABASE.matcher(path).matches()
                ? Optional.empty()
                : Optional.of("after the host comes the number of a database");
    }

    private Matcher parts() {
        Matcher parts = FORM.matcher(url);
        parts.matches();
        return parts;
    }

    private static Matcher path(Matcher parts) {
        String path = parts.group("path");
        Matcher matcher = MASTER.matcher(path == null ? "" : path);
        matcher.matches();
        return matcher;
    }

    private static List<String> hosts(Matcher parts) {
        return Stream.of(parts.group("hosts").split(",", -1)).toList();
    }

    private static boolean isHost(@Nullable String user, String host) {
        try {
            return URI.create("redis://" + (user == null ? "" : user + "@") + host)
                            .getHost()
                    != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
