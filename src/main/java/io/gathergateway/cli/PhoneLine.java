package io.gathergateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.CalloutResult;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TimerChange;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.rehearsal.ScenarioNotes;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.telnyx.AnswerPolicy;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.model.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call between the Decider and the model of Telnyx, in virtual time and in this process: what a gateway does with a
 * store and a network is here a queue. Nothing is lost, late or double. Confined to one thread.
 */
final class PhoneLine {
    private static final long BETWEEN_KEYS_MILLIS = 300;

    private final Consumer<PhoneSight> screen;
    private final ScenarioNotes notes;
    private final PhoneClock clock;
    private final Decider decider;
    private final FlowSet set;
    private final SessionKey key;
    private final PhoneLegs legs;
    private final Queue<Question> questions = new ArrayDeque<>();
    private final Map<String, ArrayDeque<OutboxCommand>> lanes = new HashMap<>();
    private @Nullable CallSession session;

    /** What the caller is asked; told when all that is heard at the same time was told. */
    private PhoneSight.@Nullable Asked asked;

    private int events;
    private int shown;

    /** Somebody is asked: time stands still until the person says what happens. */
    private boolean asks;

    private record Question(OutboxCommand command, long asked) {}

    PhoneLine(FlowSet set, String from, String to, long now, Consumer<PhoneSight> screen) {
        this.set = set;
        this.screen = screen;
        notes = new ScenarioNotes(from, to, now);
        clock = new PhoneClock(now);
        decider = new Decider(AssistantVoice.DEFAULT, bug -> {
            throw new IllegalStateException("a step of the flow could not be decided", bug);
        });
        legs = new PhoneLegs(clock, this::webhook, this::show);
        key = new SessionKey(legs.ring(from, to));
        goOn();
    }

    /** Presses keys, one after the other. */
    void press(String keys) {
        asks = false;
        notes.pressed(keys);
        for (int i = 0; i < keys.length(); i++) {
            legs.press(keys.charAt(i));
            clock.until(clock.now() + BETWEEN_KEYS_MILLIS);
        }
        goOn();
    }

    void say(String text, ObjectNode fields) {
        asks = false;
        notes.answered(fields);
        legs.say(text, fields);
        goOn();
    }

    /** Says and presses nothing, until the next question or until something else happens. */
    void silence() {
        boolean question = asks;
        long before = clock.now();
        if (question) {
            notes.silent();
        }
        asks = false;
        clock.next();
        if (!question) {
            notes.waited(clock.now() - before);
        }
        goOn();
    }

    void wait(Duration time) {
        int before = shown;
        boolean asked = asks;
        if (!isBackendAsked()) {
            notes.waited(time.toMillis());
        }
        asks = false;
        clock.until(clock.now() + time.toMillis());
        asks |= asked && shown == before;
        goOn();
    }

    void hangUp() {
        asks = false;
        notes.hungUp();
        legs.hangUp();
        goOn();
    }

    /** What somebody does whose phone rings, or who is on the line. */
    void otherSide(Scenario.OtherSide does) {
        asks = false;
        legs.others().ifPresent(number -> notes.otherSide(number, does));
        legs.otherSide(does);
        goOn();
    }

    void event(String name, @Nullable JsonNode data) {
        events++;
        notes.event(name, data);
        decide(new SessionEvent.External(key, "phone-" + events, name, data));
        goOn();
    }

    /** What the backend says to the oldest question it was asked. */
    void backend(CalloutResult result) {
        Question answered = Objects.requireNonNull(questions.poll());
        OutboxCommand question = answered.command();
        notes.backend(question, result, clock.now() - answered.asked());
        asks = !questions.isEmpty();
        decide(new SessionEvent.CalloutEnded(key, question.lane(), question.commandId(), result));
        goOn();
    }

    private void late(Question question) {
        questions.remove(question);
        OutboxCommand command = question.command();
        CalloutResult late = new CalloutResult.TimedOut();
        notes.backend(command, late, clock.now() - question.asked());
        show(new PhoneSight.Late(command.request().path()));
        decide(new SessionEvent.CalloutEnded(key, command.lane(), command.commandId(), late));
    }

    /** The voice assistant ends the conversation by itself. */
    void assistantEnds() {
        asks = false;
        notes.assistantEnded();
        legs.assistantEnds();
        goOn();
    }

    ScenarioNotes notes() {
        return notes;
    }

    boolean isBackendAsked() {
        return !questions.isEmpty();
    }

    boolean isRinging() {
        return legs.isRinging();
    }

    boolean isOver() {
        return session != null && session.stage() == CallSession.Stage.ENDED;
    }

    @Nullable
    CallSession session() {
        return session;
    }

    long now() {
        return clock.now();
    }

    /** Lets time pass until somebody is asked, or nothing is left but deadlines. */
    private void goOn() {
        clock.until(clock.now());
        while (!asks && !isOver() && clock.isBusy()) {
            clock.next();
            clock.until(clock.now());
        }
        if (asked != null) {
            screen.accept(asked);
            asked = null;
        }
    }

    private void show(PhoneSight sight) {
        shown++;
        switch (sight) {
            case PhoneSight.Asked question -> {
                asks = true;
                asked = question;
                return;
            }
            case PhoneSight.Rings same -> asks = true;
            case PhoneSight.Backend same -> asks = true;
            case PhoneSight.Heard(String what) -> notes.heard(what);
            case PhoneSight.Entered(String flow, String step, String by) -> notes.entered(flow, step);
            case PhoneSight.Lacked same -> {}
            case PhoneSight.Refused same -> {}
            case PhoneSight.Joined same -> {}
            case PhoneSight.Late same -> asks = isBackendAsked();
            case PhoneSight.HungUp same -> {
                asks = isBackendAsked();
                asked = null;
            }
        }
        screen.accept(sight);
    }

    private void webhook(CallEvent event) {
        SessionEvent.Webhook webhook = new SessionEvent.Webhook(key, event);
        if (!event.isObservation() || (session != null && decider.watches(set, session, webhook, clock.now()))) {
            decide(webhook);
        }
    }

    private void decide(SessionEvent event) {
        CallSession before = session;
        Decision decision = decider.decide(set, before, event, clock.now());
        CallSession next = decision.next();
        if (next == null) {
            return;
        }
        session = next;
        PhoneSteps.told(decision).forEach(this::show);
        for (TimerChange change : decision.timers()) {
            if (change instanceof TimerChange.Start(String name, Duration after)) {
                start(name, after, Objects.requireNonNull(next.timers().get(name)));
            }
        }
        decision.clearedLanes().forEach(lanes::remove);
        decision.commands().forEach(this::enqueue);
    }

    private void start(String timer, Duration after, long setAt) {
        clock.after(
                after.toMillis(),
                true,
                () -> session != null && Objects.equals(session.timers().get(timer), setAt),
                () -> decide(new SessionEvent.TimerFired(key, timer, setAt)));
    }

    private void enqueue(OutboxCommand command) {
        ArrayDeque<OutboxCommand> lane = lanes.computeIfAbsent(command.lane(), name -> new ArrayDeque<>());
        if (command.supersedes()) {
            lane.clear();
        }
        lane.add(command);
        clock.soon(() -> {
            if (lane.remove(command)) {
                send(command);
            }
        });
    }

    private void send(OutboxCommand command) {
        if (command.request().callout() != null || command.name().equals(OutboxCommand.CALLOUT)) {
            Question question = new Question(command, clock.now());
            questions.add(question);
            long patience = command.validFor().toMillis();
            clock.after(patience, true, () -> questions.contains(question), () -> late(question));
            show(new PhoneSight.Backend(command, PhoneSteps.sensitive(set, session)));
            return;
        }
        Answer answer = legs.command(command.request().path(), command.request().body());
        CommandResult result = switch (AnswerPolicy.of(answer.status(), answer.code(), command.name())) {
            case AnswerPolicy.Verdict.Final(CommandResult last) -> last;
            case AnswerPolicy.Verdict.TryAgain again -> new CommandResult.Unconfirmed();
            case AnswerPolicy.Verdict.SlowDown slow -> new CommandResult.Unconfirmed();
            case AnswerPolicy.Verdict.Unauthorised not -> new CommandResult.Unconfirmed();
        };
        if (result instanceof CommandResult.Refused(int status, String code)) {
            show(new PhoneSight.Refused(command.name(), status, code));
        }
        decide(new SessionEvent.CommandOutcome(key, command.lane(), command.commandId(), command.name(), result));
    }
}
