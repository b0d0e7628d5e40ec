package io.gathergateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.flow.Evaluation;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.command.GatherUsingAiBuilder;
import io.gathergateway.telnyx.command.InlineAssistantBuilder;
import io.gathergateway.telnyx.event.CallEvent;
import java.time.Duration;
import java.util.List;

/** {@code gather_ai}: Telnyx's voice assistant asks for values; what it found goes into a variable. */
final class GatherAiStep {
    /** A conversation ends by itself sooner; this catches a lost result. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Characters of a result as JSON; a larger one is of no use and would weigh on every later commit. */
    private static final int MAX_RESULT = 16_384;

    private GatherAiStep() {}

    static void enter(Turn turn, Step.GatherAi gather) {
        var command = GatherUsingAiBuilder.builder()
                .parameters(gather.parameters())
                .userResponseTimeoutMs((int) gather.timeout().toMillis());
        if (gather.greeting() != null) {
            command.greeting(Speech.payload(gather.greeting().render(turn.values())));
        }
        if (gather.voice() != null) {
            command.voice(gather.voice());
        }
        if (gather.instructions() != null) {
            command.assistant(InlineAssistantBuilder.builder()
                    .instructions(gather.instructions().render(turn.values()))
                    .build());
        }
        turn.ask(command.build(), gather.telnyx(), List.of("call.ai_gather.ended"), PATIENCE);
    }

    static void result(Turn turn, Step.GatherAi gather, CallEvent event) {
        if (!(event instanceof CallEvent.AiGatherEnded ended)) {
            return;
        }
        JsonNode result = ended.result();
        if (result == null || !result.isObject() || result.toString().length() > MAX_RESULT) {
            turn.go(gather, Outcome.FAILED);
        } else if (!"valid".equals(ended.status()) || !complete(gather, result)) {
            turn.go(gather, Outcome.INVALID);
        } else {
            boolean held = Secrets.store(turn, gather.into(), Evaluation.plain(result));
            turn.go(gather, held ? Outcome.NEXT : Outcome.FAILED);
        }
    }

    /** Whether every value the schema requires is there: Telnyx's word alone is not taken for it. */
    private static boolean complete(Step.GatherAi gather, JsonNode result) {
        for (JsonNode required : gather.parameters().path("required")) {
            if (!result.hasNonNull(required.asText())) {
                return false;
            }
        }
        return true;
    }
}
