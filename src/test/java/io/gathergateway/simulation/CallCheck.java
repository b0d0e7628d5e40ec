package io.gathergateway.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.SessionCodec;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.TimerChange;
import io.gathergateway.simulation.Fates.Fate;
import io.gathergateway.simulation.Verdict.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Whether one call kept the promises: its state and its effects against its journal. */
final class CallCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** From asking for a lease to the last moment its attempt begins, and from there to the last that it is written. */
    private static final long IN_FLIGHT = 3_000;

    private final World world;
    private final Fold fold;
    private final Fates fates;
    private final BiConsumer<Promise, String> broken;

    CallCheck(World world, Fold fold, Fates fates, BiConsumer<Promise, String> broken) {
        this.world = world;
        this.fold = fold;
        this.fates = fates;
        this.broken = broken;
    }

    /** Whether it also ended as on a good day. */
    boolean judge() {
        state();
        effects();
        vanished();
        results();
        sent();
        timers();
        return endedWell();
    }

    private void state() {
        CallSession last = fold.last;
        String stored = world.ledger
                .model()
                .load(fold.key)
                .result()
                .map(session -> session.state())
                .orElse("");
        if (last != null && !SessionCodec.write(last).equals(stored)) {
            broken.accept(Promise.REPLAY, "the journal gives another state than the stored one");
        }
    }

    private void effects() {
        Map<String, Integer> newest = new HashMap<>();
        Map<String, Integer> places = new HashMap<>();
        fates.lanes().values().forEach(lane -> {
            for (Fate fate : lane) {
                places.put(fate.command.commandId(), places.size());
            }
        });
        for (SimTelnyx.Done done : world.telnyx.done()) {
            Fate fate = fates.all.get(done.commandId());
            if (fate == null) {
                continue;
            }
            fate.done(done.at());
            if (fate.effects > 1) {
                broken.accept(Promise.EFFECT_TWICE, fate.toString());
            }
            int place = places.getOrDefault(done.commandId(), 0);
            int before = newest.getOrDefault(fate.command.lane(), -1);
            if (place < before && !fate.late) {
                broken.accept(Promise.ORDER, fate + " took effect after one decided later");
            }
            newest.put(fate.command.lane(), Math.max(place, before));
            if (fate.refused) {
                broken.accept(Promise.UNDECIDED, fate + " took effect, the journal says it did not");
            }
        }
    }

    /** What is gone from its lane took effect, or the journal says why not. */
    private void vanished() {
        var outstanding = world.ledger.model().outstanding(fold.key);
        fates.lanes().values().forEach(lane -> {
            for (int i = 0; i < lane.size(); i++) {
                Fate fate = lane.get(i);
                boolean overtaken = lane.subList(i + 1, lane.size()).stream()
                        .anyMatch(later -> later.effects > 0 && later.version < fate.droppedBy);
                boolean gone = fate.droppedBy == Long.MAX_VALUE && !outstanding.contains(fate.command.commandId());
                if (!fate.accounted() && (overtaken || gone)) {
                    broken.accept(Promise.VANISHED, fate.toString());
                }
            }
        });
    }

    /** No result of an earlier step drives a later one, whatever its token says. */
    private void results() {
        long enteredAt = 0;
        for (Fold.Line line : fold.lines) {
            var decision = line.decision();
            long version = line.entry().version();
            String cause = line.entry().event() instanceof SessionEvent.Webhook
                    ? world.post.cause(line.entry().event().id())
                    : null;
            boolean drove = decision.reason() == null && (!decision.moves().isEmpty() || asks(line));
            Fate fate = cause == null ? null : fates.all.get(cause);
            if (drove && fate != null && !fate.late && fate.version < enteredAt) {
                broken.accept(Promise.STALE, "v" + version + " was driven by a result of " + fate);
            }
            if (!decision.moves().isEmpty() || asks(line)) {
                enteredAt = version;
            }
        }
    }

    private static boolean asks(Fold.Line line) {
        return line.decision().commands().stream()
                .anyMatch(command -> command.name().startsWith("gather"));
    }

    private void sent() {
        long ended = fold.lines.stream()
                .filter(line -> line.decision().ended())
                .mapToLong(Fold.Line::writtenAt)
                .findFirst()
                .orElse(Long.MAX_VALUE - IN_FLIGHT);
        for (TelnyxLink.Written request : world.evidence.written()) {
            Fate fate = request.call().equals(fold.key) ? fates.all.get(commandId(request.body())) : null;
            if (fate == null) {
                continue;
            }
            if (request.at() > ended + IN_FLIGHT && fate.decidedAt < ended) {
                broken.accept(Promise.AFTER_END, fate + " was sent " + (request.at() - ended) + " ms after the end");
            }
            long late = request.at() - fate.decidedAt - fate.command.validFor().toMillis();
            if (late > 0) {
                broken.accept(Promise.TOO_LATE, fate + " was sent " + late + " ms after its deadline");
            }
        }
        boolean over = false;
        for (Fold.Line line : fold.lines) {
            if (over && !line.decision().commands().isEmpty()) {
                broken.accept(Promise.AFTER_END, "v" + line.entry().version() + " decides commands after the end");
            }
            over |= line.decision().ended();
        }
    }

    private static String commandId(String body) {
        try {
            return JSON.readTree(body).path("command_id").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a command's body is no JSON", e);
        }
    }

    /** A live call has something outstanding, and what was to ring has rung. */
    private void timers() {
        CallSession last = fold.last;
        if (last == null) {
            return;
        }
        if (last.stage() != Stage.ENDED) {
            Map<String, Long> stored = world.ledger.model().timers(fold.key);
            if (!stored.equals(last.timers())) {
                broken.accept(Promise.STUCK, "timers are " + stored + ", the call believes in " + last.timers());
            }
            if (stored.isEmpty() && world.ledger.model().outstanding(fold.key).isEmpty()) {
                broken.accept(Promise.STUCK, "nothing is outstanding at " + last.step());
            }
        }
        Map<String, Long> due = new HashMap<>();
        for (Fold.Line line : fold.lines) {
            Map<String, Long> found =
                    world.ledger.timersBefore(fold.key, line.entry().version());
            if (line.before() != null && !line.before().timers().equals(found)) {
                broken.accept(
                        Promise.STUCK,
                        "before v" + line.entry().version() + " timers were " + found + ", the call believed in "
                                + line.before().timers());
            }
            overdue(due, line.writtenAt());
            for (TimerChange change : line.decision().timers()) {
                switch (change) {
                    case TimerChange.Start start ->
                        due.put(start.name(), line.writtenAt() + start.after().toMillis());
                    case TimerChange.Cancel cancel -> due.remove(cancel.name());
                }
            }
            if (line.decision().ended()) {
                due.clear();
            }
        }
        overdue(due, world.clock.now());
    }

    private void overdue(Map<String, Long> due, long now) {
        due.forEach((name, at) -> {
            if (now - at > world.slack()) {
                broken.accept(Promise.STUCK, "timer " + name + " is " + (now - at) + " ms late");
            }
        });
    }

    private boolean endedWell() {
        CallSession last = fold.last;
        boolean known = fates.all.values().stream().noneMatch(fate -> fate.unconfirmed);
        boolean inTime = fold.lines.stream()
                .noneMatch(line -> line.decision().reason() == null
                        && line.entry().event() instanceof SessionEvent.TimerFired timer
                        && timer.timer().equals("step"));
        return last != null && last.stage() == Stage.ENDED && known && inTime;
    }
}
