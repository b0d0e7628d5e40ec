package io.gathergateway.store;

import io.gathergateway.store.RedisUnavailable.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis Cluster: a link to each master, and each command to the one that has its key's slot. Who has which is asked for
 * at the start, now and then, and soon after anything went wrong; a node that knows better redirects.
 *
 * <p>Up while any master is: the calls of one shard do not wait for those of another.
 */
final class RedisCluster extends RedisClient {
    private static final Logger LOG = LoggerFactory.getLogger(RedisCluster.class);
    private static final Pattern REDIRECT = Pattern.compile("(MOVED|ASK) (\\d+) (\\S*:\\d+)");
    private static final int MOST_REDIRECTS = 3;
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofMillis(200);

    private final Vertx vertx;
    private final RedisAddress address;
    private final Duration patience;
    private final Function<RedisAddress, RedisClient> nodes;
    private final Map<String, RedisClient> links = new ConcurrentHashMap<>(); // isUp() reads it on other threads
    private final RedisMetrics.Meter topology;
    private ClusterSlots slots = ClusterSlots.UNKNOWN;
    private long timer = -1;
    private boolean soon;
    private boolean closed;
    private volatile boolean ending;

    /** {@code nodes} makes the way to one node. */
    RedisCluster(
            Vertx vertx,
            RedisAddress address,
            Duration patience,
            RedisMetrics metrics,
            Function<RedisAddress, RedisClient> nodes) {
        super(metrics);
        this.vertx = vertx;
        this.address = address;
        this.patience = patience;
        this.nodes = nodes;
        this.topology = metrics.meter("cluster_slots");
    }

    @Override
    public Future<Void> start() {
        return lookUp();
    }

    @Override
    public boolean isUp() {
        return links.values().stream().anyMatch(RedisClient::isUp);
    }

    @Override
    public void expectEnd() {
        ending = true;
        links.values().forEach(RedisClient::expectEnd);
    }

    @Override
    public void close() {
        closed = true;
        vertx.cancelTimer(timer);
        links.values().forEach(RedisClient::close);
        links.clear();
    }

    @Override
    List<RedisClient> masters() {
        return List.copyOf(links.values());
    }

    @Override
    Object home(String key) {
        String host = slots.master(ClusterSlots.of(key));
        return host == null ? "" : host;
    }

    @Override
    Future<Response> send(RedisCall call) {
        String host = slots.master(ClusterSlots.of(call.key()));
        return host == null ? unreachable() : send(call, host, 0);
    }

    private Future<Response> send(RedisCall call, String host, int redirects) {
        RedisClient link = links.get(host);
        if (link == null) {
            return unreachable();
        }
        return link.send(call).recover(failure -> {
            Matcher redirect = REDIRECT.matcher(String.valueOf(failure.getMessage()));
            if (failure instanceof RedisError && redirect.lookingAt()) {
                return redirects < MOST_REDIRECTS ? follow(call, redirect, host, redirects + 1) : unreachable();
            }
            if (failure instanceof RedisUnavailable) {
                lookUpSoon();
            }
            return Future.failedFuture(failure);
        });
    }

    /** MOVED is for good, ASK for this once. */
    private Future<Response> follow(RedisCall call, Matcher redirect, String from, int redirects) {
        String to = ClusterSlots.at(redirect.group(3), from);
        boolean forGood = redirect.group(1).equals("MOVED");
        if (forGood) {
            slots = slots.moved(Integer.parseInt(redirect.group(2)), to);
            lookUpSoon();
        }
        return reach(to).compose(v -> send(forGood ? call : call.afterAsking(), to, redirects));
    }

    private Future<Response> unreachable() {
        lookUpSoon();
        return Future.failedFuture(new RedisUnavailable(closed ? Reason.CLOSED : Reason.DISCONNECTED));
    }

    private Future<Void> reach(String host) {
        RedisClient there = links.get(host);
        if (there != null || closed) {
            return Future.succeededFuture();
        }
        RedisClient link = nodes.apply(address.server(host));
        if (ending) {
            link.expectEnd();
        }
        links.put(host, link);
        return link.start();
    }

    private void lookUpSoon() {
        if (!soon && !closed && !ending) {
            soon = true;
            again(SOON);
        }
    }

    /** Up to half of it sooner, so that many pods do not ask in step. */
    private void again(Duration pause) {
        vertx.cancelTimer(timer);
        long half = pause.toMillis() / 2;
        timer = vertx.setTimer(half + 1 + ThreadLocalRandom.current().nextLong(half), id -> lookUp());
    }

    private Future<Void> lookUp() {
        List<String> hosts = new ArrayList<>(address.hosts());
        links.forEach((host, link) -> {
            if (link.isUp()) {
                hosts.addFirst(host);
            }
        });
        Collections.shuffle(hosts.subList(0, hosts.size() - address.hosts().size()));
        return lookUp(hosts).compose(this::adopt).onComplete(done -> {
            soon = false;
            if (!closed) {
                again(done.succeeded() ? NOW_AND_THEN : SOON);
            }
        });
    }

    /** The first of them that answers. */
    private Future<ClusterSlots> lookUp(List<String> hosts) {
        if (hosts.isEmpty()) {
            return Future.failedFuture(new RedisUnavailable(Reason.DISCONNECTED));
        }
        String host = hosts.getFirst();
        return ask(host)
                .map(answer -> ClusterSlots.read(answer, host))
                .recover(failure ->
                        hosts.size() == 1 ? Future.failedFuture(failure) : lookUp(hosts.subList(1, hosts.size())));
    }

    private Future<Response> ask(String host) {
        Request question = Request.cmd(Command.CLUSTER).arg("SLOTS");
        @Nullable RedisClient link = links.get(host);
        return link != null && link.isUp()
                ? link.send(RedisCall.anywhere(topology, question))
                : OneQuestion.ask(vertx, address.server(host), patience, question);
    }

    private Future<Void> adopt(ClusterSlots found) {
        Set<String> masters = found.masters();
        if (masters.isEmpty()) {
            return Future.failedFuture(new RedisUnavailable(Reason.NOT_READY));
        }
        if (!masters.equals(slots.masters())) {
            LOG.atInfo().addKeyValue("masters", String.join(", ", masters)).log("the Redis Cluster");
        }
        slots = found;
        List<String> gone =
                links.keySet().stream().filter(host -> !masters.contains(host)).toList();
        for (String host : gone) {
            RedisClient link = links.remove(host);
            if (link != null) {
                link.close();
            }
        }
        return Future.join(masters.stream().map(this::reach).toList()).mapEmpty();
    }
}
