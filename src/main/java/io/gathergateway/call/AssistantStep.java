package io.gathergateway.call;

import io.gathergateway.flow.Evaluation;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.flow.Value;
import io.gathergateway.telnyx.command.AiAssistantAddMessages;
import io.gathergateway.telnyx.command.AiAssistantStartBuilder;
import io.gathergateway.telnyx.command.AiAssistantStop;
import io.gathergateway.telnyx.command.CallAssistantBuilder;
import io.gathergateway.telnyx.command.PayloadType;
import io.gathergateway.telnyx.event.CallEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code assistant}, {@code assistant_add_messages}, {@code assistant_wait}, {@code assistant_stop}: a stored voice
 * assistant talks with the caller. Left before its end it talks on, until a step is entered that needs the caller's ear:
 * then it is stopped first.
 */
final class AssistantStep {
    private static final String ENDED = "call.conversation.ended";
    private static final String KEY = "call.dtmf.received";

    /** Telnyx answers a command within the outbox's own bounds; this catches what is lost. */
    private static final Duration ACCEPTANCE = Duration.ofSeconds(30);

    private AssistantStep() {}

    static void enter(Turn turn, Step.Assistant step) {
        var assistant = CallAssistantBuilder.builder().id(step.id());
        Map<String, Object> values = turn.values();
        Map<String, Object> variables = Evaluation.of(step.variables(), values);
        if (!variables.isEmpty()) {
            assistant.dynamicVariables(variables);
        }
        if (step.greeting() != null
                && Speech.of(turn, step.greeting()) instanceof Speech.Spoken(String words, PayloadType type)) {
            assistant.greeting(words);
        }
        if (step.instructions() != null) {
            assistant.instructions(step.instructions().render(values));
        }
        String token = turn.out.nextToken(step.name()).id();
        turn.ask(
                AiAssistantStartBuilder.builder().assistant(assistant.build()).build(),
                step.telnyx(),
                results(step.keys(), step.events()),
                patience(turn, step.timeout()));
        turn.assistant = token;
    }

    static void enter(Turn turn, Step.AssistantWait wait) {
        Optional<String> came =
                turn.kept.keySet().stream().filter(wait.events()::containsKey).findFirst();
        if (came.isPresent()) {
            // While the assistant was told something.
            turn.kept.remove(came.get());
            told(turn, wait, wait.events(), came.get());
            return;
        }
        if (turn.assistant.isEmpty()) {
            // It ended while the flow did something else.
            turn.go(wait, Outcome.NEXT);
            return;
        }
        turn.await(results(wait.keys(), wait.events()), patience(turn, wait.timeout()));
    }

    static void add(Turn turn, Step.AssistantAddMessages add) {
        if (turn.assistant.isEmpty()) {
            turn.go(add, Outcome.FAILED);
            return;
        }
        Map<String, Value> parameters =
                new java.util.LinkedHashMap<>(add.telnyx().entries());
        parameters.put("messages", add.messages());
        turn.ask(
                new AiAssistantAddMessages(null, null),
                new Value.Mapping(parameters),
                List.of(Awaited.ACCEPTED),
                ACCEPTANCE);
    }

    static void stop(Turn turn, Step.AssistantStop stop) {
        if (turn.assistant.isEmpty()) {
            turn.go(stop, Outcome.NEXT);
            return;
        }
        turn.ask(new AiAssistantStop(), stop.telnyx(), List.of(Awaited.ACCEPTED), ACCEPTANCE);
    }

    static void stopped(Turn turn, Step.AssistantStop stop) {
        turn.assistant = "";
        turn.go(stop, Outcome.NEXT);
    }

    /** Its conversation is over. */
    static void ended(Turn turn, Step step) {
        turn.assistant = "";
        turn.go(step, Outcome.NEXT);
    }

    static boolean watches(Map<String, String> keys, CallEvent event) {
        return event instanceof CallEvent.DtmfReceived pressed
                && pressed.digit() != null
                && keys.containsKey(pressed.digit());
    }

    static void pressed(Turn turn, Step step, Map<String, String> keys, CallEvent event) {
        if (event instanceof CallEvent.DtmfReceived pressed) {
            lead(turn, step, keys.get(String.valueOf(pressed.digit())));
        }
    }

    static void told(Turn turn, Step step, Map<String, String> events, String name) {
        lead(turn, step, events.get(name));
    }

    private static void lead(Turn turn, Step step, @Nullable String way) {
        if (way != null) {
            turn.way.leave(step, way);
        }
    }

    /**
     * Whether the end of a conversation is that of the assistant that talks. That of an AI gather, or of an assistant that
     * was stopped, often comes when the next one talks already: it carries an older token, or another assistant's id.
     */
    static boolean isItsEnd(Turn turn, CallEvent.ConversationEnded ended) {
        if (turn.assistant.isEmpty() || !Lifecycle.isFlowLeg(turn, ended.header())) {
            return false;
        }
        boolean earlier = Token.of(ended.header().clientState())
                .filter(token -> token.session().equals(turn.key.id()))
                .filter(token -> token.isBefore(turn.assistant))
                .isPresent();
        if (earlier) {
            return false;
        }
        Step step = turn.step == null ? null : turn.flow.step(turn.step);
        if (step instanceof Step.Assistant assistant
                && ended.assistantId() != null
                && !assistant.id().equals(ended.assistantId())) {
            return false;
        }
        if (turn.awaited == null || !turn.awaited.takes(ENDED)) {
            turn.assistant = "";
        }
        return true;
    }

    /** Before a step is entered that needs the caller's ear, who talks is stopped. */
    static void leaving(Turn turn, Step next) {
        if (turn.assistant.isEmpty()) {
            return;
        }
        switch (next) {
            case Step.AssistantAddMessages add -> {}
            case Step.AssistantWait wait -> {}
            case Step.AssistantStop stop -> {}
            case Step.Set set -> {}
            case Step.Choose choose -> {}
            case Step.Http http -> {}
            case Step.Wait wait -> {}
            case Step.Call call -> {}
            case Step.Return back -> {}
            case Step.Hangup hangup -> turn.assistant = "";
            case Step step -> {
                turn.assistant = "";
                turn.asking.tell(new AiAssistantStop(), Values.NONE);
            }
        }
    }

    private static List<String> results(Map<String, String> keys, Map<String, String> events) {
        List<String> results = new ArrayList<>(List.of(ENDED, Awaited.TIME));
        if (!keys.isEmpty()) {
            results.add(KEY);
        }
        events.keySet().forEach(name -> results.add(Awaited.external(name)));
        return results;
    }

    private static Duration patience(Turn turn, @Nullable Duration timeout) {
        return timeout == null ? turn.way.root().limits().call() : timeout;
    }
}
