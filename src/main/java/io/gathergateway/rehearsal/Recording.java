package io.gathergateway.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.CalloutResult;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Journal;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.scenario.Scenario.EndedBy;
import io.gathergateway.scenario.Scenario.OtherSide;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.EventHeader;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call that really was, as a scenario: its journal decided again, line by line, and what the caller, the other sides
 * and the backend did written down. How long somebody hesitated is not kept. Confined to one reading.
 */
public final class Recording {
    private final SentCommands commands;
    private final OtherLegs others = new OtherLegs();
    private @Nullable ScenarioNotes notes;
    private @Nullable String heard;

    /** The step that the flow is in began with these words, so that they tell its moment. */
    private boolean cue;

    private @Nullable FlowSet set;
    private long now;
    private long lastAct;
    private long queuedAt;

    /** The assistant was left for what it knew so far; what it tells at its end was told already. */
    private boolean left;

    /** The caller hung up. */
    private boolean gone;

    /** What came of a recording. */
    public sealed interface Recorded {
        /** The notes, and the flows the call began with. */
        record Whole(ScenarioNotes notes, FlowSet flows) implements Recorded {}

        /** The call held something sensitive: nobody can read that line of its journal. */
        record Sealed() implements Recorded {}

        /** The flows it was on cannot be had any more. */
        record NoFlows(String revision) implements Recorded {}

        /** No call begins in this journal. */
        record NoCall() implements Recorded {}
    }

    private Recording(SessionKey key) {
        this.commands = new SentCommands(key);
    }

    /**
     * Records a call.
     *
     * @param sets by revision
     * @param lines the whole journal, oldest first
     */
    public static Recorded of(
            Decider decider, Function<String, Optional<FlowSet>> sets, SessionKey key, List<String> lines) {
        Recording recording = new Recording(key);
        CallSession before = null;
        for (String line : lines) {
            Optional<Journal.Entry> read = Journal.read(key, line, null);
            if (read.isEmpty()) {
                return new Recorded.Sealed();
            }
            Journal.Entry entry = read.get();
            String revision = entry.revision(before);
            Optional<FlowSet> set = sets.apply(revision);
            if (set.isEmpty()) {
                return new Recorded.NoFlows(revision);
            }
            Decision decision = decider.decide(set.get(), before, entry.event(), entry.now());
            recording.take(set.get(), entry, before, decision);
            before = decision.next();
        }
        return recording.whole();
    }

    private Recorded whole() {
        ScenarioNotes into = notes;
        if (into == null) {
            return new Recorded.NoCall();
        }
        commands.open().forEach(question -> into.backend(question.command(), new CalloutResult.TimedOut(), 0));
        return new Recorded.Whole(into, Objects.requireNonNull(set));
    }

    private void take(FlowSet flows, Journal.Entry entry, @Nullable CallSession before, Decision decision) {
        begin(flows, entry);
        this.now = entry.now();
        ScenarioNotes into = notes;
        if (into == null) {
            return;
        }
        switch (entry.event()) {
            case SessionEvent.Webhook webhook -> webhook(into, webhook.event(), before, decision);
            case SessionEvent.CommandOutcome outcome -> outcome(into, outcome);
            case SessionEvent.CalloutEnded callout -> {
                SentCommands.Asked question = commands.answered(callout.commandId());
                if (question != null) {
                    into.backend(question.command(), callout.result(), entry.now() - question.at());
                }
            }
            case SessionEvent.External external when !counts(decision) -> {}
            case SessionEvent.External external -> {
                // Nobody in the call does it: it has its time, not its cue.
                into.waited(entry.now() - lastAct);
                lastAct = entry.now();
                heard = null;
                into.event(external.name(), external.data());
            }
            case SessionEvent.TimerFired timer -> {}
            case SessionEvent.PlaceCall place -> {}
        }
        decision.moves().forEach(move -> {
            cue = false;
            into.entered(move.flow(), move.step());
        });
        decision.commands().forEach(command -> command(command));
        CallSession after = decision.next();
        if (after != null && after.stage() == Stage.HANDED_OVER && !gone) {
            into.endedBy(EndedBy.TRANSFER);
        }
    }

    private void begin(FlowSet flows, Journal.Entry entry) {
        if (notes != null) {
            return;
        }
        if (entry.event() instanceof SessionEvent.PlaceCall place) {
            lastAct = entry.now();
            notes = new ScenarioNotes(place.from(), place.to(), entry.now());
            notes.placed(place.with());
            set = flows;
        } else if (entry.event() instanceof SessionEvent.Webhook webhook
                && webhook.event() instanceof CallEvent.CallInitiated initiated) {
            EventHeader header = initiated.header();
            lastAct = entry.now();
            notes = new ScenarioNotes(text(header.from()), text(header.to()), entry.now());
            set = flows;
        }
    }

    private void webhook(ScenarioNotes into, CallEvent event, @Nullable CallSession before, Decision decision) {
        switch (event) {
            case CallEvent.GatherEnded ended when counts(decision) -> keys(into, ended);
            case CallEvent.DtmfReceived pressed
            when counts(decision) -> {
                did(into);
                into.pressed(text(pressed.digit()));
            }
            case CallEvent.AiGatherEnded ended
            when counts(decision) -> {
                values(into, ended.result());
                left = false;
            }
            case CallEvent.AiGatherPartialResults partial
            when counts(decision) -> {
                values(into, partial.partialResults());
                left = true;
            }
            case CallEvent.ConversationEnded ended
            when counts(decision) -> {
                did(into);
                into.assistantEnded();
            }
            case CallEvent.MachineDetected detected -> into.answeredBy(text(detected.result()));
            case CallEvent.CallInitiated initiated -> others.began(initiated);
            case CallEvent.CallAnswered answered -> others.answered(answered.header());
            case CallEvent.CallBridged joined -> {
                others.joined(joined.header());
                if (queuedAt > 0) {
                    into.taken(now - queuedAt);
                    queuedAt = 0;
                }
            }
            case CallEvent.CallHangup hangup -> hangUp(into, hangup, before);
            default -> {}
        }
    }

    private static boolean counts(Decision decision) {
        return decision.reason() == null;
    }

    private void keys(ScenarioNotes into, CallEvent.GatherEnded ended) {
        String digits = text(ended.digits());
        String status = text(ended.status());
        if (!digits.isEmpty()) {
            did(into);
            into.pressed(digits);
        } else if (status.equals("valid") || status.equals("invalid") || status.equals("timeout")) {
            into.silent();
            lastAct = now;
            heard = null;
        }
    }

    private void values(ScenarioNotes into, @Nullable JsonNode values) {
        if (left) {
            return;
        }
        if (values instanceof ObjectNode object && !object.isEmpty()) {
            did(into);
            into.answered(object);
        } else {
            into.silent();
            lastAct = now;
            heard = null;
        }
    }

    /** Whose phone it was says its leg; the flow's own is the caller. */
    private void hangUp(ScenarioNotes into, CallEvent.CallHangup hangup, @Nullable CallSession before) {
        String leg = text(hangup.header().callControlId());
        if (before == null || gone || before.stage() == Stage.HANDED_OVER || before.stage() == Stage.ENDED) {
            return;
        }
        if (!isFlowLeg(before, leg) || others.rings(leg)) {
            others.left(leg, text(hangup.hangupCause()))
                    .ifPresent(other -> into.otherSide(other.number(), other.reaction()));
        } else if (before.hangUps() > 0) {
            into.endedBy(EndedBy.GATEWAY);
        } else {
            gone = true;
            leaves(into, leg);
            into.endedBy(EndedBy.CALLER);
        }
    }

    /** The caller hangs up at a cue if there is one, else after a time; whoever only talks does so without a line. */
    private void leaves(ScenarioNotes into, String own) {
        others.ringing().forEach(number -> into.otherSide(number, OtherSide.NO_ANSWER));
        if (others.talkWith(own)) {
            return;
        }
        if (cue) {
            did(into);
        } else {
            into.waited(now - lastAct);
        }
        into.hungUp();
    }

    private static boolean isFlowLeg(CallSession session, String callControlId) {
        String own = session.flowLeg();
        return own != null
                && session.legs().containsKey(own)
                && callControlId.equals(session.legs().get(own).callControlId());
    }

    private void outcome(ScenarioNotes into, SessionEvent.CommandOutcome outcome) {
        if (outcome.result() instanceof CommandResult.Refused(int status, String code)) {
            into.refused(outcome.name(), commands.number(outcome.commandId()), status, code);
        }
    }

    private void command(OutboxCommand command) {
        commands.take(command, now).ifPresent(words -> {
            heard = words;
            cue = true;
        });
        if (command.name().equals("enqueue")) {
            queuedAt = now;
        }
    }

    /** Somebody did something after what was heard last. */
    private void did(ScenarioNotes into) {
        lastAct = now;
        if (heard != null) {
            into.heard(heard);
            heard = null;
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
