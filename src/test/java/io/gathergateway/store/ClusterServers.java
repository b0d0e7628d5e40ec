package io.gathergateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A real Redis Cluster on loopback: masters that share the slots evenly, and replicas as asked for. */
final class ClusterServers implements AutoCloseable {
    /** A node's cluster port is 10,000 higher. */
    private static final int HIGHEST_PORT = 55_000;

    private final List<RedisServer> nodes = new ArrayList<>();
    private final int masters;

    private ClusterServers(int masters, int all) {
        this.masters = masters;
        for (int i = 0; i < all; i++) {
            nodes.add(RedisServer.startOn(
                    clusterPort(),
                    "--cluster-enabled",
                    "yes",
                    "--cluster-node-timeout",
                    "500",
                    "--cluster-replica-validity-factor",
                    "0",
                    "--repl-diskless-sync",
                    "yes",
                    "--repl-diskless-sync-delay",
                    "0"));
        }
    }

    static ClusterServers start(int masters) {
        ClusterServers cluster = new ClusterServers(masters, masters);
        cluster.form();
        return cluster;
    }

    /** The last node is a replica of the first. */
    static ClusterServers withAReplica(int masters) {
        ClusterServers cluster = new ClusterServers(masters, masters + 1);
        cluster.form();
        try (RawRedis replica = cluster.nodes.getLast().connect()) {
            replica.text("CLUSTER", "REPLICATE", cluster.id(0));
            Outcome.await(() -> {
                String info = String.valueOf(replica.text("INFO", "replication"));
                return info.contains("role:slave") && info.contains("master_link_status:up");
            });
        }
        cluster.untilAll(info -> info.contains("cluster_state:ok"));
        return cluster;
    }

    /** Names one node only: it tells the others. */
    String url() {
        return "redis-cluster://127.0.0.1:" + nodes.get(1).port();
    }

    RedisServer node(int number) {
        return nodes.get(number);
    }

    String id(int number) {
        try (RawRedis node = nodes.get(number).connect()) {
            return String.valueOf(node.text("CLUSTER", "MYID"));
        }
    }

    /** Which master has a slot, as they were shared out. */
    int owner(int slot) {
        return slot * masters / ClusterSlots.COUNT;
    }

    /** Sends a command to every master. */
    void everywhere(String... command) {
        nodes.subList(0, masters).forEach(node -> {
            try (RawRedis redis = node.connect()) {
                redis.text(command);
            }
        });
    }

    private void form() {
        for (int i = 0; i < nodes.size(); i++) {
            int number = i;
            try (RawRedis node = nodes.get(i).connect()) {
                if (i < masters) {
                    node.text(Stream.concat(
                                    Stream.of("CLUSTER", "ADDSLOTS"),
                                    IntStream.range(0, ClusterSlots.COUNT)
                                            .filter(slot -> owner(slot) == number)
                                            .mapToObj(String::valueOf))
                            .toArray(String[]::new));
                }
                node.text("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
                node.text(
                        "CLUSTER",
                        "MEET",
                        "127.0.0.1",
                        String.valueOf(nodes.getFirst().port()));
            }
        }
        untilAll(info ->
                info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + nodes.size() + "\r\n"));
    }

    private void untilAll(Predicate<String> state) {
        for (RedisServer server : nodes) {
            try (RawRedis node = server.connect()) {
                Outcome.await(() -> state.test(String.valueOf(node.text("CLUSTER", "INFO"))));
            }
        }
    }

    private static int clusterPort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, HIGHEST_PORT);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    ServerSocket bus = new ServerSocket(port + 10_000, 1, InetAddress.getLoopbackAddress())) {
                assertThat(bus.getLocalPort() - free.getLocalPort()).isEqualTo(10_000);
                return port;
            } catch (BindException e) {
                // Taken: another one.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }

    @Override
    public String toString() {
        return nodes.stream().map(RedisServer::url).collect(Collectors.joining(", "));
    }
}
