package io.gathergateway.call;

import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Prompt;
import io.gathergateway.flow.Retries;
import io.gathergateway.flow.Step;
import io.gathergateway.flow.Value;
import io.gathergateway.telnyx.command.GatherBuilder;
import io.gathergateway.telnyx.command.GatherUsingAudioBuilder;
import io.gathergateway.telnyx.command.GatherUsingSpeakBuilder;
import io.gathergateway.telnyx.command.TelnyxCommand;
import io.gathergateway.telnyx.event.CallEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code menu} and {@code gather} share: one Telnyx gather for each try, so that prompts can taper, silence and
 * wrong keys count apart, and what fits is judged here alone. Telnyx is therefore told that every key is valid and one is
 * enough: what does not fit comes back as what it was, instead of vanishing or being asked again behind our back.
 *
 * <p>The times, so that nobody who types slowly but steadily is cut off: with a prompt, Telnyx's {@code timeout_millis}
 * is the silence after it, and from the first key on {@code inter_digit_timeout_millis} alone counts. Without a prompt
 * {@code timeout_millis} is the time for the whole input, so it is made longer than the slowest input can last; {@code
 * initial_timeout_millis} is the silence before the first key. Source: the commands' texts in Telnyx's specification.
 */
final class Keypad {
    /** Every key, so that a wrong one comes back as the key it was. */
    private static final String ALL_KEYS = "0123456789*#";

    /** The keys that may end an input, the usual ones first. */
    private static final String ENDS = "#*0123456789";

    /** Beyond the slowest input. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final String ENDED = "call.gather.ended";

    private Keypad() {}

    /**
     * One way of asking.
     *
     * @param end the key that ends the input
     * @param timeout silence that counts as no input
     * @param between silence between keys that ends the input
     */
    record Ask(int max, String end, Duration timeout, Duration between, Value.Mapping telnyx) {}

    /** What the caller typed, as far as Telnyx tells. */
    sealed interface Typed {
        record Keys(String keys) implements Typed {}

        /** Nothing. */
        record Nothing() implements Typed {}

        record CallerLeft() implements Typed {}

        /** Something else ended it. */
        record Cancelled() implements Typed {}
    }

    /** A key to end the input with that is none of {@code needed}, for Telnyx would keep it to itself. */
    static String spareKey(String needed) {
        return ENDS.chars()
                .filter(key -> needed.indexOf(key) < 0)
                .mapToObj(Character::toString)
                .findFirst()
                .orElse("#");
    }

    static Typed typed(CallEvent.GatherEnded ended, String end) {
        String digits = ended.digits() == null ? "" : ended.digits();
        return switch (ended.status() == null ? "" : ended.status()) {
            case "call_hangup" -> new Typed.CallerLeft();
            case "cancelled", "cancelled_amd" -> new Typed.Cancelled();
            case "timeout" -> digits.isEmpty() ? new Typed.Nothing() : new Typed.Keys(digits);
            // It ended without a key and not by silence: the key that ends the input was the only one.
            default -> new Typed.Keys(digits.isEmpty() ? end : digits);
        };
    }

    /** Asks with a prompt; null waits in silence. */
    static void ask(Turn turn, Step step, @Nullable Prompt prompt, Ask ask) {
        turn.tries++;
        Speech speech = prompt == null ? new Speech.Silence() : Speech.of(turn, prompt);
        if (prompt != null && speech instanceof Speech.Silence) {
            turn.go(step, Outcome.FAILED);
            return;
        }
        Duration typing = ask.between().multipliedBy(ask.max());
        turn.ask(
                command(turn, speech, ask),
                ask.telnyx(),
                List.of(ENDED),
                speech.patience().plus(ask.timeout()).plus(typing).plus(SLACK));
    }

    /** After a try that brought nothing usable: the next one, with the prompt for it, or the end of the tries. */
    static void again(Turn turn, Step step, @Nullable Prompt prompt, Retries retries, boolean silent, Ask ask) {
        int count = silent ? ++turn.noInput : ++turn.noMatch;
        turn.miss = silent ? Decision.Miss.NO_INPUT : Decision.Miss.NO_MATCH;
        List<Prompt> tapering = silent ? retries.noInput() : retries.noMatch();
        if (turn.noInput + turn.noMatch >= retries.tries()) {
            turn.go(step, Outcome.EXHAUSTED);
        } else {
            ask(turn, step, tapering.isEmpty() ? prompt : tapering.get(Math.min(count, tapering.size()) - 1), ask);
        }
    }

    private static TelnyxCommand command(Turn turn, Speech speech, Ask ask) {
        int timeout = millis(ask.timeout());
        int between = millis(ask.between());
        return switch (speech) {
            case Speech.Spoken spoken ->
                GatherUsingSpeakBuilder.builder()
                        .payload(spoken.text())
                        .payloadType(spoken.type())
                        .voice(turn.language().voice())
                        .language(turn.language().tag())
                        .minimumDigits(1)
                        .maximumDigits(ask.max())
                        .maximumTries(1)
                        .validDigits(ALL_KEYS)
                        .terminatingDigit(ask.end())
                        .timeoutMillis(timeout)
                        .interDigitTimeoutMillis(between)
                        .build();
            case Speech.File file ->
                GatherUsingAudioBuilder.builder()
                        .audioUrl(file.url())
                        .mediaName(file.media())
                        .minimumDigits(1)
                        .maximumDigits(ask.max())
                        .maximumTries(1)
                        .validDigits(ALL_KEYS)
                        .terminatingDigit(ask.end())
                        .timeoutMillis(timeout)
                        .interDigitTimeoutMillis(between)
                        .build();
            case Speech.Silence silence ->
                GatherBuilder.builder()
                        .minimumDigits(1)
                        .maximumDigits(ask.max())
                        .validDigits(ALL_KEYS)
                        .terminatingDigit(ask.end())
                        .initialTimeoutMillis(timeout)
                        .interDigitTimeoutMillis(between)
                        .timeoutMillis(millis(ask.timeout()
                                .plus(ask.between().multipliedBy(ask.max()))
                                .plus(SLACK)))
                        .build();
        };
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }
}
