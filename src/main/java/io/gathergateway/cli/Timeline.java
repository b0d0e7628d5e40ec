package io.gathergateway.cli;

import io.gathergateway.bus.CallTrace;
import io.gathergateway.call.SessionKey;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Calls as they happen, a line per event and per answer of Telnyx. Touched on one event loop only.
 *
 * <pre>
 *   0.412  #2  call.gather.ended valid          details   → gather_using_ai
 *   0.431  #2                                             ← gather_using_ai ok, 6 ms
 * </pre>
 */
final class Timeline {
    private static final int EVENT_WIDTH = 42;
    private static final int STEP_WIDTH = 10;

    private final PrintStream out;
    private final InstantSource clock;
    private final Instant start;
    private final Map<SessionKey, Integer> calls = new HashMap<>();

    Timeline(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
    }

    void show(CallTrace trace) {
        int call = calls.computeIfAbsent(trace.key(), key -> calls.size() + 1);
        switch (trace) {
            case CallTrace.Decided decided -> {
                String event = (decided.event() + " " + decided.detail()).strip();
                line(call, event, decided.step(), outcome(decided));
            }
            case CallTrace.Answered answered ->
                line(
                        call,
                        "",
                        "",
                        "← " + answered.command() + " " + answered.detail() + ", " + answered.millis() + " ms");
        }
    }

    private static String outcome(CallTrace.Decided decided) {
        List<String> commands = decided.commands();
        String sent = commands.isEmpty() ? "" : "→ " + String.join(", ", commands);
        return decided.ended() ? (sent + " call ended").strip() : sent;
    }

    private void line(int call, String event, String step, String outcome) {
        double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        String text = String.format(
                Locale.ROOT,
                "%8.3f  #%-3d %-" + EVENT_WIDTH + "s %-" + STEP_WIDTH + "s %s",
                seconds,
                call,
                event,
                step,
                outcome);
        out.println(text.stripTrailing());
    }
}
