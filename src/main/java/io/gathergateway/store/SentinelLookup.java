package io.gathergateway.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks all sentinels at once who the master is. What most of them say comes first; where they do not agree, as while a
 * failover goes on, the next time the next. Whether it is a master is for the caller to see.
 *
 * <p>Confined to one event loop.
 */
final class SentinelLookup implements Supplier<Future<RedisAddress>> {
    private final Vertx vertx;
    private final RedisAddress address;
    private final Duration patience;
    private int asked;

    SentinelLookup(Vertx vertx, RedisAddress address, Duration patience) {
        this.vertx = vertx;
        this.address = address;
        this.patience = patience;
    }

    /** Fails where no sentinel that answers knows the master. */
    @Override
    public Future<RedisAddress> get() {
        List<Future<Optional<String>>> answers =
                address.hosts().stream().map(this::ask).toList();
        return Future.join(answers).transform(all -> {
            Map<String, Long> votes = answers.stream()
                    .filter(Future::succeeded)
                    .flatMap(answer -> answer.result().stream())
                    .collect(Collectors.groupingBy(master -> master, Collectors.counting()));
            if (votes.isEmpty()) {
                return Future.failedFuture(new RedisUnavailable(RedisUnavailable.Reason.DISCONNECTED));
            }
            List<String> masters = votes.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .map(Map.Entry::getKey)
                    .toList();
            return Future.succeededFuture(address.server(masters.get(Math.floorMod(asked++, masters.size()))));
        });
    }

    /** {@code host:port}; empty where this one does not know. */
    private Future<Optional<String>> ask(String sentinel) {
        Request question =
                Request.cmd(Command.SENTINEL).arg("get-master-addr-by-name").arg(address.master());
        return OneQuestion.ask(vertx, address.sentinel(sentinel), patience, question)
                .recover(refused -> isForUsersOnly(refused)
                        ? OneQuestion.ask(vertx, address.server(sentinel), patience, question)
                        : Future.failedFuture(refused))
                .map(SentinelLookup::host);
    }

    private static boolean isForUsersOnly(Throwable refused) {
        return String.valueOf(refused.getMessage()).contains("NOAUTH");
    }

    private static Optional<String> host(@Nullable Response answer) {
        return answer == null
                ? Optional.empty()
                : Optional.of(ClusterSlots.host(
                        answer.get(0).toString(), answer.get(1).toInteger()));
    }
}
