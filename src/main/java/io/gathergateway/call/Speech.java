package io.gathergateway.call;

import io.gathergateway.flow.Prompt;
import java.time.Duration;

/** What spoken text needs. */
final class Speech {
    /** Telnyx's limit for a payload, in characters. */
    private static final int MAX_PAYLOAD = 3000;

    /** Slow speech: better a late watchdog than one that cuts a prompt short. */
    private static final long MILLIS_PER_CHARACTER = 120;

    /** What the network, the synthesis and a queue may add. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    private Speech() {}

    /** The text of a prompt that is spoken. */
    static String text(Turn turn, Prompt prompt) {
        return switch (prompt) {
            case Prompt.Text text -> payload(text.text().render(turn.values()));
            case Prompt.Audio audio -> "";
            case Prompt.Media media -> "";
            case Prompt.Keyed keyed -> "";
        };
    }

    static String payload(String text) {
        return text.length() <= MAX_PAYLOAD ? text : text.substring(0, MAX_PAYLOAD);
    }

    /** How long to wait for the end of a prompt before it counts as lost. */
    static Duration patience(String text) {
        return SLACK.plusMillis(text.length() * MILLIS_PER_CHARACTER);
    }
}
