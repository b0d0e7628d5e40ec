package io.gathergateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.call.Decision.Ignored;
import io.gathergateway.flow.Evaluation;
import io.gathergateway.flow.Expression;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Prompt;
import io.gathergateway.flow.Schemas;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.command.PlaybackStartBuilder;
import io.gathergateway.telnyx.command.PlaybackStopBuilder;
import io.gathergateway.telnyx.command.SpeakBuilder;
import io.gathergateway.telnyx.command.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code http}: asks the customer's backend, in a lane of its own, so that a prompt can be heard meanwhile. The first
 * answer counts; a prompt that is still heard then is stopped, and its end awaited, before the flow goes on.
 */
final class HttpStep {
    /** Added to a step's awaited results while the hold prompt is heard. */
    private static final String HOLDING = "(holding)";

    /** Begins the outcome that is taken once the hold prompt has ended. */
    private static final String THEN = "(then)";

    private static final List<String> HEARD = List.of("call.speak.ended", "call.playback.ended");

    /** The longest a stopped prompt may take to say that it ended. */
    private static final Duration STOPPING = Duration.ofSeconds(2);

    /** Beyond the deadline: a pod may have died, and another must notice and settle the question. */
    private static final Duration SLACK = Duration.ofSeconds(15);

    private HttpStep() {}

    static void enter(Turn turn, Step.Http http) {
        Map<String, Object> values = turn.values();
        Optional<String> url = http.url().renderUrl(values);
        if (url.isEmpty()) {
            turn.go(http, Outcome.FAILED);
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        http.headers().forEach((name, header) -> headers.put(name, header.renderHeader(values)));
        int attempts = http.idempotent() ? 1 + http.retries() : 1;
        OutboxCommand asked = turn.out.callout(
                OutboxCommand.CALLOUT + (turn.before.version() + 1),
                http.name(),
                http.timeout(),
                // Each attempt has what is left of it.
                http.timeout(),
                new OutboxCommand.Request(
                        http.method(),
                        url.get(),
                        http.body() == null
                                ? ""
                                : Evaluation.json(http.body(), values).toString(),
                        new OutboxCommand.Callout(headers, http.secrets(), attempts)),
                sensitive(turn, http));
        turn.asking.await(
                Awaited.ANY_TOKEN,
                List.of(Awaited.CALLOUT),
                asked.lane(),
                asked.commandId(),
                http.timeout().plus(SLACK));
        if (http.hold() != null && !turn.callerGone()) {
            turn.timers.start(Timers.HOLD, http.holdAfter());
        }
    }

    /** The answer takes long: the caller hears so. */
    static @Nullable Ignored hold(Turn turn) {
        Awaited awaited = turn.awaited;
        boolean waits = turn.step != null && awaited != null && awaited.takes(Awaited.CALLOUT) && !turn.callerGone();
        Prompt hold = waits && turn.flow.step(turn.stepName()) instanceof Step.Http http ? http.hold() : null;
        if (awaited == null || hold == null) {
            return Ignored.NOT_AWAITED;
        }
        String token = turn.out.nextToken(turn.stepName()).id();
        switch (Speech.ofHold(turn, hold)) {
            case Speech.Silence silence -> {
                return null;
            }
            case Speech.Spoken spoken ->
                turn.asking.tell(
                        SpeakBuilder.builder()
                                .payload(spoken.text())
                                .payloadType(spoken.type())
                                .voice(turn.language().voice())
                                .language(turn.language().tag())
                                .build(),
                        Values.NONE);
            case Speech.File file ->
                turn.asking.tell(
                        PlaybackStartBuilder.builder()
                                .audioUrl(file.url())
                                .mediaName(file.media())
                                .build(),
                        Values.NONE);
        }
        List<String> also = new ArrayList<>(HEARD);
        also.add(HOLDING);
        turn.awaited = new Awaited(token, awaited.type(), also, List.of(), awaited.lane(), awaited.commandId());
        return null;
    }

    /** The hold prompt ended: by itself, and the answer is still awaited, or because the answer stopped it. */
    static void heard(Turn turn, Step.Http http) {
        Awaited before = turn.before.awaited();
        String then = before == null
                ? null
                : before.also().stream()
                        .filter(word -> word.startsWith(THEN))
                        .findFirst()
                        .orElse(null);
        if (then != null) {
            turn.go(http, Outcome.valueOf(then.substring(THEN.length())));
        } else if (before != null) {
            turn.awaited = new Awaited(
                    before.token(), Awaited.CALLOUT, List.of(), List.of(), before.lane(), before.commandId());
        }
    }

    static void answered(Turn turn, Step.Http http, CalloutResult result) {
        turn.timers.cancel(Timers.HOLD);
        Outcome outcome = outcome(turn, http, result);
        Awaited before = turn.before.awaited();
        if (before == null || !before.takes(HOLDING) || turn.callerGone()) {
            turn.go(http, outcome);
            return;
        }
        String token = turn.out.nextToken(turn.stepName()).id();
        turn.asking.tell(PlaybackStopBuilder.builder().stop(Stop.ALL).build(), Values.NONE);
        List<String> results = new ArrayList<>(HEARD);
        results.add(Awaited.TIME);
        results.add(THEN + outcome.name());
        turn.asking.await(token, results, "", "", STOPPING);
        turn.asking.orNamedBy(before);
    }

    private static Outcome outcome(Turn turn, Step.Http http, CalloutResult result) {
        return switch (result) {
            case CalloutResult.Answered answered -> take(turn, http, answered);
            case CalloutResult.Failed failed -> Outcome.FAILED;
            case CalloutResult.TimedOut late -> Outcome.TIMEOUT;
            case CalloutResult.Degraded degraded -> Outcome.DEGRADED;
        };
    }

    private static Outcome take(Turn turn, Step.Http http, CalloutResult.Answered answered) {
        JsonNode body = answered.body();
        boolean good = answered.status() >= 200 && answered.status() < 300;
        boolean unfit = good
                && http.returns() != null
                && (body == null || Schemas.fits(http.returns(), body).isPresent());
        if (unfit) {
            return Outcome.FAILED;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", (long) answered.status());
        Object plain = Evaluation.plain(body);
        if (plain != null) {
            answer.put("body", plain);
        }
        // What does not fit the schema is no value of the variable that has it.
        boolean held =
                Scope.set(turn.variables, Scope.HTTP, answer) && (!good || Secrets.store(turn, http.into(), plain));
        if (!held) {
            return Outcome.FAILED;
        }
        Secrets.forgetUsed(turn, read(http));
        return Outcome.NEXT;
    }

    /** Whether a sensitive value goes out with it. */
    private static boolean sensitive(Turn turn, Step.Http http) {
        return read(http)
                .flatMap(expression -> expression.reads().stream())
                .anyMatch(path -> Scope.isSensitive(turn.flow, path));
    }

    /** The expressions whose values go out with it, but for those of the URL, which may not be sensitive. */
    private static Stream<Expression> read(Step.Http http) {
        Stream<Expression> headers = http.headers().values().stream().flatMap(header -> header.expressions().stream());
        Stream<Expression> body = http.body() == null ? Stream.empty() : Values.expressions(http.body());
        return Stream.concat(headers, body);
    }
}
