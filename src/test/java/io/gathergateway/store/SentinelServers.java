package io.gathergateway.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real master, its replica, and a sentinel, on loopback. */
public final class SentinelServers implements AutoCloseable {
    private static final String MASTER = "the.master";

    private final RedisServer master;
    private final RedisServer replica;
    private final int port;
    private final Path folder;
    private final Process sentinel;

    private SentinelServers(Duration patience, String... options) {
        master = RedisServer.start(options);
        replica = RedisServer.start(
                Stream.concat(Stream.of("--replicaof", "127.0.0.1", String.valueOf(master.port())), Stream.of(options))
                        .toArray(String[]::new));
        try {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            folder = Files.createTempDirectory("sentinel");
            // The sentinel writes down in this file what it finds out.
            Path config = Files.write(
                    folder.resolve("sentinel.conf"),
                    List.of(
                            "port " + port,
                            "bind 127.0.0.1",
                            "dir " + folder,
                            "sentinel monitor " + MASTER + " 127.0.0.1 " + master.port() + " 1",
                            "sentinel down-after-milliseconds " + MASTER + " " + patience.toMillis(),
                            "sentinel failover-timeout " + MASTER + " 2000"));
            sentinel = new ProcessBuilder(master.binary().toString(), config.toString(), "--sentinel")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("sentinel.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sentinel that is quick to judge. */
    public static SentinelServers start(String... options) {
        return start(Duration.ofMillis(200), options);
    }

    /** {@code patience} is how long the sentinel lets a master be silent. */
    public static SentinelServers start(Duration patience, String... options) {
        SentinelServers servers = new SentinelServers(patience, options);
        Outcome.await(servers::isWhole);
        return servers;
    }

    /** One of the two sentinels that it names is not there. */
    public String url() {
        return "redis-sentinel://127.0.0.1:1,127.0.0.1:" + port + "/" + MASTER;
    }

    public RedisServer master() {
        return master;
    }

    public RedisServer replica() {
        return replica;
    }

    /** Lets the sentinel change their roles, though nothing is wrong. */
    public void changeRoles() {
        try (RawRedis raw = new RawRedis(port)) {
            Outcome.await(() -> {
                try {
                    return "OK".equals(raw.text("SENTINEL", "FAILOVER", MASTER));
                } catch (IllegalStateException notYet) {
                    return false; // It has not looked long enough at the replica to know whether it will do.
                }
            });
        }
    }

    /** The one that the sentinel names as the master now. */
    public RedisServer current() {
        try (RawRedis raw = new RawRedis(port)) {
            String named =
                    raw.list("SENTINEL", "get-master-addr-by-name", MASTER).get(1);
            return named.equals(String.valueOf(master.port())) ? master : replica;
        }
    }

    /** Whether the sentinel knows of a master and a replica, and the replica follows its master. */
    public boolean isWhole() {
        try (RawRedis raw = new RawRedis(port);
                RawRedis first = current().connect()) {
            String known = String.valueOf(raw.text("INFO", "sentinel"));
            return known.contains("status=ok")
                    && known.contains("slaves=1")
                    && String.valueOf(first.text("INFO", "replication")).contains("state=online");
        } catch (UncheckedIOException e) {
            return false; // One of them is still coming up.
        }
    }

    @Override
    public void close() {
        sentinel.destroyForcibly();
        master.close();
        replica.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
