package io.gathergateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.flow.Evaluation;
import io.gathergateway.flow.NoValue;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Schemas;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.command.AiAssistantStop;
import io.gathergateway.telnyx.command.GatherUsingAi;
import io.gathergateway.telnyx.command.GatherUsingAiBuilder;
import io.gathergateway.telnyx.command.InlineAssistantBuilder;
import io.gathergateway.telnyx.command.InvalidCommand;
import io.gathergateway.telnyx.command.PayloadType;
import io.gathergateway.telnyx.event.CallEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code gather_ai}: Telnyx's voice assistant asks for values; what it found goes into a variable. One that cannot be
 * begun, or brings nothing usable, is begun again; one that ends without all values is not.
 */
final class GatherAiStep {
    private static final String ENDED = "call.ai_gather.ended";
    private static final String PARTIAL = "call.ai_gather.partial_results";

    /** Begins the way that is taken once the assistant has ended. */
    private static final String THEN = "(then)";

    /** A conversation ends by itself sooner; this catches a lost result. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * How long after the end of its conversation the result may take: a webhook that found nobody ready is repeated after
     * seconds, and to ask the caller all of it again is worse than a pause.
     */
    private static final Duration RESULT = Duration.ofSeconds(9);

    /** The longest a stopped assistant may take to say that it ended. */
    private static final Duration STOPPING = Duration.ofSeconds(3);

    /** Characters of a result as JSON; a larger one is of no use and would weigh on every later commit. */
    private static final int MAX_RESULT = 16_384;

    private GatherAiStep() {}

    static void enter(Turn turn, Step.GatherAi gather) {
        turn.tries++;
        var command = GatherUsingAiBuilder.builder()
                .parameters(gather.parameters())
                .userResponseTimeoutMs((int) gather.timeout().toMillis());
        if (gather.greeting() != null
                && Speech.of(turn, gather.greeting()) instanceof Speech.Spoken(String words, PayloadType type)) {
            command.greeting(words);
        }
        command.voice(gather.voice() == null ? turn.language().voice() : gather.voice());
        if (!gather.telnyx().entries().containsKey("language")) {
            GatherUsingAi.listensTo(turn.language().tag()).ifPresent(command::language);
        }
        if (gather.instructions() != null) {
            command.assistant(InlineAssistantBuilder.builder()
                    .instructions(gather.instructions().render(turn.values()))
                    .build());
        }
        boolean mayLeave = !gather.leave().isEmpty();
        if (mayLeave) {
            command.sendPartialResults(true);
        }
        turn.ask(command.build(), gather.telnyx(), mayLeave ? List.of(ENDED, PARTIAL) : List.of(ENDED), PATIENCE);
    }

    /** The conversation is over and its result is not there yet; where it is lost, the caller does not wait for it. */
    static boolean outlives(Turn turn, CallEvent.ConversationEnded event) {
        Awaited awaited = turn.awaited;
        boolean its = awaited != null
                && turn.stage == Stage.RUNNING
                && awaited.takes(ENDED)
                && !awaited.takes(Awaited.TIME)
                && awaited.concerns(turn.key, event.header());
        if (its) {
            turn.timers.start(Timers.STEP, RESULT);
        }
        return its;
    }

    static void result(Turn turn, Step.GatherAi gather, CallEvent event) {
        Optional<String> way = wayOut(turn);
        if (way.isPresent()) {
            turn.enter(way.get());
            return;
        }
        if (!(event instanceof CallEvent.AiGatherEnded ended)) {
            return;
        }
        JsonNode result = ended.result();
        if (result == null || !result.isObject() || result.toString().length() > MAX_RESULT) {
            failed(turn, gather);
        } else if (!"valid".equals(ended.status())
                || Schemas.fits(gather.parameters(), result).isPresent()) {
            // Telnyx's word alone is not taken for it.
            turn.go(gather, Outcome.INVALID);
        } else {
            boolean held = Secrets.store(turn, gather.into(), Evaluation.plain(result));
            turn.go(gather, held ? Outcome.NEXT : Outcome.FAILED);
        }
    }

    /** Begins again while there are tries. */
    static void failed(Turn turn, Step.GatherAi gather) {
        if (turn.tries >= gather.tries()) {
            turn.go(gather, Outcome.FAILED);
            return;
        }
        try {
            enter(turn, gather);
        } catch (InvalidCommand same) {
            turn.go(gather, Outcome.FAILED);
        } catch (NoValue none) {
            turn.way.lacks(none, Decision.Then.FAILED);
            turn.go(gather, Outcome.FAILED);
        }
    }

    /** Where the values so far lead, if they lead out. */
    static Optional<String> leaves(Turn turn, Step.GatherAi gather, CallEvent event) {
        if (!(event instanceof CallEvent.AiGatherPartialResults partial)) {
            return Optional.empty();
        }
        Map<String, Object> values = turn.values();
        Object known = Evaluation.plain(partial.partialResults());
        values.put("partial", known == null ? Map.of() : known);
        return gather.leave().stream()
                .filter(branch -> branch.when().holds(values))
                .map(Step.Branch::go)
                .findFirst();
    }

    /**
     * Ends it early. Telnyx documents no command of its own for this; a gather is an assistant's conversation, so it is
     * stopped like one. Where that ends nothing, the next command takes the call over after a short wait.
     */
    static void observed(Turn turn, Step.GatherAi gather, CallEvent event) {
        leaves(turn, gather, event)
                .ifPresent(way ->
                        turn.asking.askMore(new AiAssistantStop(), List.of(ENDED, Awaited.TIME, THEN + way), STOPPING));
    }

    /** It was stopped and did not say that it ended. */
    static void left(Turn turn, Step.GatherAi gather) {
        wayOut(turn).ifPresentOrElse(turn::enter, () -> failed(turn, gather));
    }

    private static Optional<String> wayOut(Turn turn) {
        Awaited before = turn.before.awaited();
        return before == null
                ? Optional.empty()
                : before.also().stream()
                        .filter(word -> word.startsWith(THEN))
                        .map(word -> word.substring(THEN.length()))
                        .findFirst();
    }
}
