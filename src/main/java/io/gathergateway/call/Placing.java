package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.Decision.Ignored;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.Value;
import io.gathergateway.telnyx.command.DialBuilder;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.EventHeader;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls that we place. The session has our own key; its leg is the one whose events carry the token of the dial. The
 * flow begins when the call is answered or, where the flow asked Telnyx to listen who answers, when that is known. A dial
 * that nobody confirmed is never repeated.
 */
final class Placing {
    private static final String DETECTION = "answering_machine_detection";
    private static final String OFF = "disabled";

    private static final String ANSWERED = "call.answered";

    /** How long a placed call rings. */
    private static final Duration RINGS = Duration.ofSeconds(30);

    private static final Duration SLACK = Duration.ofSeconds(30);

    /** From the answer until it must be known who answered. */
    private static final Duration LISTENING = Duration.ofSeconds(30);

    private static final List<String> DETECTED =
            List.of("call.machine.detection.ended", "call.machine.premium.detection.ended");

    private Placing() {}

    static @Nullable Ignored place(Turn turn, SessionEvent.PlaceCall event) {
        Flow flow = turn.flows.flows().get(event.flow());
        if (turn.before.version() > 0 || flow == null) {
            return Ignored.NO_FLOW;
        }
        turn.stage = Stage.RUNNING;
        turn.from = event.from();
        turn.to = event.to();
        turn.connection = event.connection();
        turn.way.begin(flow, event.with());
        turn.timers.start(Timers.CALL, RINGS.plus(flow.limits().call()));
        turn.asking.dial(
                DialBuilder.builder()
                        .connectionId(event.connection())
                        .to(List.of(event.to()))
                        .from(event.from())
                        .timeoutSecs((int) RINGS.toSeconds())
                        .build(),
                turn.asking.ifHad(flow.answer()),
                List.of(ANSWERED),
                RINGS.plus(SLACK));
        return null;
    }

    /** Whether the event is of the leg that a placed call waits for; from now on that is the flow's. */
    static boolean binds(Turn turn, EventHeader header) {
        String leg = Lifecycle.legOf(header);
        if (turn.flowLeg != null
                || leg == null
                || turn.stage != Stage.RUNNING
                || turn.awaited == null
                || !turn.awaited.isNamedBy(turn.key, header)) {
            return false;
        }
        turn.flowLeg = leg;
        return true;
    }

    /**
     * A placed call was answered, and Telnyx listens who it is: the flow waits for that. A call is placed where its key is
     * ours, not Telnyx's {@code call_session_id}.
     */
    static boolean listens(Turn turn, EventHeader header) {
        Value asked = turn.flow.answer().entries().get(DETECTION);
        Awaited dial = turn.awaited;
        if (turn.key.id().equals(header.callSessionId())
                || dial == null
                || turn.answeredBy != null
                || asked == null
                || asked.equals(new Value.Constant(OFF))) {
            return false;
        }
        turn.settle(dial.lane(), dial.commandId());
        turn.asking.await(
                Awaited.ANY_TOKEN, List.of(DETECTED.get(0), DETECTED.get(1), Awaited.TIME), "", "", LISTENING);
        return true;
    }

    /** Who answered: the flow begins and may ask. Where this overtakes {@code call.answered} it begins with that. */
    static @Nullable Ignored detected(Turn turn, CallEvent.MachineDetected event) {
        Awaited awaited = turn.awaited;
        if (turn.step != null || turn.stage != Stage.RUNNING || awaited == null) {
            return Ignored.NOT_AWAITED;
        }
        boolean listening = awaited.takes(DETECTED.get(0)) && Lifecycle.isFlowLeg(turn, event.header());
        boolean early = awaited.takes(ANSWERED) && awaited.isNamedBy(turn.key, event.header());
        if (!listening && !early) {
            return Ignored.NOT_AWAITED;
        }
        String result = event.result() == null ? "" : event.result();
        turn.answeredBy = result.startsWith("human")
                ? "human"
                : result.equals("machine") || result.startsWith("fax") ? "machine" : "unknown";
        if (listening) {
            Lifecycle.begin(turn);
        }
        return null;
    }
}
