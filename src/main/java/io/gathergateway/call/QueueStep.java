package io.gathergateway.call;

import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.command.EnqueueBuilder;
import io.gathergateway.telnyx.event.CallEvent;
import java.time.Duration;
import java.util.List;

/** {@code queue}: the caller waits in a queue of Telnyx's until somebody takes them, or it took too long. */
final class QueueStep {
    /** Telnyx's error for a queue that takes no more. */
    static final String FULL = "90037";

    private static final Duration SLACK = Duration.ofSeconds(60);

    private QueueStep() {}

    static void enter(Turn turn, Step.Queue queue) {
        turn.ask(
                EnqueueBuilder.builder()
                        .queueName(queue.queue())
                        .maxWaitTimeSecs((int) queue.timeout().toSeconds())
                        .build(),
                queue.telnyx(),
                List.of("call.dequeued", "call.bridged"),
                queue.timeout().plus(SLACK));
        // Waiting in line is not the flow's doing: its own limit counts on from here.
        turn.timers.start(
                Timers.CALL, queue.timeout().plus(turn.way.root().limits().call()));
    }

    static void result(Turn turn, Step.Queue queue, CallEvent event) {
        if (event instanceof CallEvent.CallBridged) {
            turn.handOver();
        } else if (event instanceof CallEvent.Dequeued dequeued) {
            switch (dequeued.reason() == null ? "" : dequeued.reason()) {
                case "bridged", "bridging-in-process" -> turn.handOver();
                case "timeout" -> turn.go(queue, Outcome.TIMEOUT);
                case "hangup" -> turn.leaving();
                default -> turn.go(queue, Outcome.FAILED);
            }
        }
    }
}
