package io.gathergateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.SessionKey;
import io.gathergateway.session.CallQueue.CallQueueFull;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallQueueTest {
    private static final SessionKey ONE = new SessionKey("one");
    private static final SessionKey OTHER = new SessionKey("other");

    private final CallQueue queue = new CallQueue(2, 4);
    private final List<String> begun = new ArrayList<>();

    @Test
    void theEventsOfACallComeOneAfterTheOtherAndHoldUpNoOtherCall() {
        Promise<String> first = Promise.promise();
        queue.run(ONE, () -> begin("one-1", first.future()));
        queue.run(ONE, () -> begin("one-2", Future.succeededFuture("")));
        queue.run(OTHER, () -> begin("other-1", Future.succeededFuture("")));
        assertThat(begun).containsExactly("one-1", "other-1");

        first.complete("");
        assertThat(begun).containsExactly("one-1", "other-1", "one-2");
    }

    @Test
    void aFailureOrABugDoesNotStopTheCallsNextEvent() {
        Future<String> failed = queue.run(ONE, () -> begin("fails", Future.failedFuture("no")));
        Future<String> thrown = queue.run(ONE, () -> {
            throw new IllegalStateException("bug");
        });
        Future<String> next = queue.run(ONE, () -> begin("next", Future.succeededFuture("done")));
        assertThat(failed.failed()).isTrue();
        assertThat(thrown.cause()).hasMessage("bug");
        assertThat(next.result()).isEqualTo("done");
    }

    @Test
    void aCallsQueueAndTheWholeAreBounded() {
        Promise<String> held = Promise.promise();
        queue.run(ONE, held::future);
        queue.run(ONE, held::future);
        queue.run(ONE, held::future);
        assertThat(queue.run(ONE, held::future).cause()).as("per call").isInstanceOf(CallQueueFull.class);
        queue.run(OTHER, held::future);
        assertThat(queue.run(OTHER, held::future).cause()).as("in all").isInstanceOf(CallQueueFull.class);

        held.complete("");
        assertThat(queue.size()).isZero();
        assertThat(queue.run(OTHER, () -> Future.succeededFuture("again")).result())
                .isEqualTo("again");
    }

    private Future<String> begin(String what, Future<String> end) {
        begun.add(what);
        return end;
    }
}
