package io.gathergateway.store;

import io.gathergateway.store.RedisUnavailable.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A link whose commits count only once a replica has them too. They go over a connection of their own, because WAIT holds
 * up whatever comes after it: a batch of commits, one WAIT, and meanwhile the next batch gathers.
 *
 * <p>A commit that no replica confirmed in time fails as {@link Reason#NOT_KEPT}. It may have taken effect; repeated, it
 * is found a duplicate and waits again.
 */
final class ReplicatedLink extends RedisClient {
    private static final int REPLICAS = 1;
    private static final int MOST_AT_ONCE = 1_000;

    private final RedisLink link;
    private final RedisLink commits;
    private final int mostWaiting;
    private final Duration patience;
    private final RedisMetrics.Meter mark;
    private final RedisMetrics.Meter wait;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean busy;

    private record Waiting(RedisCall call, Promise<Response> promise) {}

    ReplicatedLink(Vertx vertx, RedisAddress address, RedisLink.Limits limits, RedisMetrics metrics) {
        super(metrics);
        // A whole batch, the mark and WAIT fit at any time.
        RedisLink.Limits batch = new RedisLink.Limits(
                limits.timeout(), 2 * (MOST_AT_ONCE + 2), limits.firstPause(), limits.longestPause());
        this.link = new RedisLink(vertx, address, limits, metrics);
        this.commits = new RedisLink(vertx, address, batch, metrics);
        this.mostWaiting = limits.maxInFlight();
        // A commit may wait for the batch before it and for its own: together no longer than any command.
        this.patience = limits.timeout().dividedBy(2);
        this.mark = metrics.meter("mark");
        this.wait = metrics.meter("wait");
    }

    @Override
    public Future<Void> start() {
        return Future.all(link.start(), commits.start()).mapEmpty();
    }

    @Override
    public boolean isUp() {
        return link.isUp() && commits.isUp();
    }

    @Override
    public void expectEnd() {
        link.expectEnd();
        commits.expectEnd();
    }

    @Override
    public void close() {
        link.close();
        commits.close();
    }

    @Override
    List<RedisClient> masters() {
        return List.of(this);
    }

    @Override
    Object home(String key) {
        return this;
    }

    @Override
    Future<Response> send(RedisCall call) {
        if (!call.commit()) {
            return link.send(call);
        }
        if (queue.size() >= mostWaiting) {
            return Future.failedFuture(new RedisUnavailable(Reason.OVERLOADED));
        }
        Promise<Response> promise = Promise.promise();
        queue.add(new Waiting(call, promise));
        next();
        return promise.future();
    }

    private void next() {
        if (busy || queue.isEmpty()) {
            return;
        }
        busy = true;
        List<Waiting> batch = new ArrayList<>();
        List<Future<Response>> answers = new ArrayList<>();
        while (batch.size() < MOST_AT_ONCE && !queue.isEmpty()) {
            Waiting waiting = queue.remove();
            batch.add(waiting);
            answers.add(commits.send(waiting.call()));
        }
        // WAIT promises no more than what this connection wrote. A duplicate wrote nothing, and what it repeats may
        // have
        // come over another connection, unconfirmed: the mark is written after both.
        commits.send(RedisCall.of(mark, "", mark(batch.getFirst().call().key())));
        Request request = Request.cmd(Command.WAIT).arg(REPLICAS).arg(patience.toMillis());
        Future<Response> confirmed = commits.send(RedisCall.anywhere(wait, request));
        List<Future<Response>> all = new ArrayList<>(answers);
        all.add(confirmed);
        Future.join(all).onComplete(done -> {
            busy = false;
            boolean kept = confirmed.succeeded() && confirmed.result().toInteger() >= REPLICAS;
            for (int i = 0; i < batch.size(); i++) {
                settle(batch.get(i).promise(), answers.get(i), kept);
            }
            if (confirmed.succeeded() && !kept) {
                // Perhaps another is the master by now, and this one does not know.
                link.lookAgain();
                commits.lookAgain();
            }
            next();
        });
    }

    private static void settle(Promise<Response> promise, Future<Response> answer, boolean kept) {
        if (answer.failed()) {
            promise.fail(answer.cause());
        } else if (kept) {
            promise.complete(answer.result());
        } else {
            promise.fail(new RedisUnavailable(Reason.NOT_KEPT));
        }
    }

    private static Request mark(String key) {
        return Request.cmd(Command.SET).arg(SessionLayout.mark(key)).arg("");
    }
}
