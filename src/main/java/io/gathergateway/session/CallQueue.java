package io.gathergateway.session;

import io.gathergateway.call.SessionKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * One FIFO per call: a call's events are dealt with one after the other, calls among each other are not held up.
 * Bounded per call and in all (P11). Touched on one event loop only.
 */
final class CallQueue {
    private final Map<SessionKey, Queue<Runnable>> waiting = new HashMap<>();
    private final int perCall;
    private final int capacity;
    private int size;

    CallQueue(int perCall, int capacity) {
        this.perCall = perCall;
        this.capacity = capacity;
    }

    /** Runs the work when all earlier work of the call is done; fails at once where the queue is full. */
    <T> Future<T> run(SessionKey key, Supplier<Future<T>> work) {
        Queue<Runnable> queue = waiting.get(key);
        if (size >= capacity || (queue != null && queue.size() >= perCall)) {
            return Future.failedFuture(new CallQueueFull());
        }
        size++;
        Promise<T> promise = Promise.promise();
        Runnable job = () -> start(key, work, promise);
        if (queue == null) {
            waiting.put(key, new ArrayDeque<>());
            job.run();
        } else {
            queue.add(job);
        }
        return promise.future();
    }

    int size() {
        return size;
    }

    private <T> void start(SessionKey key, Supplier<Future<T>> work, Promise<T> promise) {
        Future<T> running;
        try {
            running = work.get();
        } catch (RuntimeException bug) {
            running = Future.failedFuture(bug);
        }
        running.onComplete(result -> {
            size--;
            next(key);
            promise.handle(result);
        });
    }

    private void next(SessionKey key) {
        Queue<Runnable> queue = waiting.get(key);
        Runnable job = queue == null ? null : queue.poll();
        if (job == null) {
            waiting.remove(key);
        } else {
            job.run();
        }
    }

    /** Too much is waiting; the sender's repetition comes later. */
    static final class CallQueueFull extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CallQueueFull() {
            super("too many events are waiting", null, false, false);
        }
    }
}
