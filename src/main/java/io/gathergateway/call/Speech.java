package io.gathergateway.call;

import io.gathergateway.flow.NoValue;
import io.gathergateway.flow.Prompt;
import io.gathergateway.telnyx.command.PayloadType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a prompt is at a moment of a call, in the call's language. */
sealed interface Speech {
    /** Slow speech: better a late watchdog than one that cuts a prompt short. */
    long MILLIS_PER_CHARACTER = 120;

    /** What the network, the synthesis and a queue may add. */
    Duration SLACK = Duration.ofSeconds(30);

    /** Telnyx's limit for a payload, in characters. */
    int MAX_PAYLOAD = 3000;

    /** How long a sound file may take: what it says it takes, nobody knows beforehand. */
    Duration LONGEST_FILE = Duration.ofMinutes(5);

    /** Text, not blank; {@code type} null is plain text. */
    record Spoken(String text, @Nullable PayloadType type) implements Speech {}

    /** Audio at an address, or stored at Telnyx: exactly one of them. */
    record File(@Nullable String url, @Nullable String media) implements Speech {}

    /** Nothing is left to say. */
    record Silence() implements Speech {}

    static Speech of(Turn turn, Prompt prompt) {
        return switch (prompt) {
            case Prompt.Text text ->
                spoken(
                        text.ssml()
                                ? text.text().renderSsml(turn.values())
                                : text.text().render(turn.values()),
                        text.ssml());
            case Prompt.Audio audio -> new File(audio.url(), null);
            case Prompt.Media media -> new File(null, media.name());
            case Prompt.Keyed keyed -> {
                Prompt own = turn.language().prompts().get(keyed.key());
                yield own == null || own instanceof Prompt.Keyed ? new Silence() : of(turn, own);
            }
        };
    }

    /** The same while something else goes on: a prompt that cannot be had is silence then. */
    static Speech ofHold(Turn turn, Prompt prompt) {
        try {
            return of(turn, prompt);
        } catch (NoValue none) {
            turn.way.lacks(none, Decision.Then.LEFT_OUT);
            return new Silence();
        }
    }

    private static Speech spoken(String text, boolean ssml) {
        return text.isBlank() ? new Silence() : new Spoken(payload(text), ssml ? PayloadType.SSML : null);
    }

    static String payload(String text) {
        return text.length() <= MAX_PAYLOAD ? text : text.substring(0, MAX_PAYLOAD);
    }

    /** How long to wait for the end of a prompt before it counts as lost. */
    default Duration patience() {
        return switch (this) {
            case Spoken spoken -> patience(spoken.text());
            case File file -> LONGEST_FILE;
            case Silence silence -> SLACK;
        };
    }

    static Duration patience(String text) {
        return SLACK.plusMillis(text.length() * MILLIS_PER_CHARACTER);
    }
}
