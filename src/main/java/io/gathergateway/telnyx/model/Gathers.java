package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.telnyx.model.Effect.Asked;
import io.gathergateway.telnyx.model.Effect.How;
import io.gathergateway.telnyx.model.LegState.Purpose;
import io.gathergateway.telnyx.model.Sound.Kind;
import io.gathergateway.telnyx.model.Sound.Source;
import org.jspecify.annotations.Nullable;

/**
 * DTMF gathers. What the specification leaves open is decided so: silence to the end is {@code timeout}; digits that do
 * not fit are {@code invalid} once the tries are used up; the terminating digit is not among the digits; a second gather
 * cancels the first.
 */
final class Gathers {
    private Gathers() {}

    static void start(Turn turn, String command, JsonNode body) {
        end(turn, "cancelled");
        Sound prompt = switch (command) {
            case "gather_using_speak" -> text(body, "payload");
            case "gather_using_audio" -> file(body, "audio_url", "media_name");
            default -> null;
        };
        Sound invalid = switch (command) {
            case "gather_using_speak" -> text(body, "invalid_payload");
            case "gather_using_audio" -> file(body, "invalid_audio_url", "invalid_media_name");
            default -> null;
        };
        DtmfGather gather = new DtmfGather(
                prompt,
                invalid,
                body.path("minimum_digits").asInt(1),
                body.path("maximum_digits").asInt(128),
                body.path("maximum_tries").asInt(3),
                body.path("timeout_millis").asLong(60_000),
                body.path("inter_digit_timeout_millis").asLong(5_000),
                body.path("initial_timeout_millis").asLong(5_000),
                body.path("terminating_digit").asText("#"),
                body.path("valid_digits").asText("0123456789#*"),
                "",
                0);
        if (prompt == null) {
            turn.gather = gather;
            turn.effect(new Asked(How.DTMF, 0));
            turn.alarm(Purpose.GATHER, gather.initialTimeoutMillis());
            turn.alarm(Purpose.GATHER_TOTAL, gather.timeoutMillis());
        } else {
            prompt(turn, gather, null);
        }
    }

    static void pressed(Turn turn, char digit) {
        turn.emit("call.dtmf.received", payload -> payload.put("digit", String.valueOf(digit)));
        DtmfGather gather = turn.gather;
        if (gather == null) {
            return;
        }
        Sounds.dropPrompts(turn);
        if (gather.terminating().indexOf(digit) >= 0) {
            judge(turn, gather);
            return;
        }
        DtmfGather longer = gather.withDigits(gather.digits() + digit);
        turn.gather = longer;
        if (longer.digits().length() >= longer.maximum()) {
            judge(turn, longer);
        } else {
            turn.alarm(Purpose.GATHER, longer.interDigitMillis());
        }
    }

    static void promptEnded(Turn turn) {
        DtmfGather gather = turn.gather;
        if (gather != null && gather.digits().isEmpty()) {
            turn.alarm(Purpose.GATHER, gather.timeoutMillis());
        }
    }

    /** Too long without a digit: between two, or before the first. */
    static void silent(Turn turn) {
        DtmfGather gather = turn.gather;
        if (gather == null) {
            return;
        }
        if (!gather.digits().isEmpty()) {
            judge(turn, gather);
        } else if (gather.prompt() != null && gather.plays() < gather.tries()) {
            prompt(turn, gather, null);
        } else {
            end(turn, "timeout");
        }
    }

    /** The plain gather's time is up. */
    static void timeUp(Turn turn) {
        DtmfGather gather = turn.gather;
        if (gather != null) {
            end(turn, gather.fits() ? "valid" : "timeout");
        }
    }

    /** Ends a gather, if there is one. */
    static void end(Turn turn, String status) {
        DtmfGather gather = turn.gather;
        if (gather == null) {
            return;
        }
        turn.gather = null;
        turn.silence(Purpose.GATHER);
        turn.silence(Purpose.GATHER_TOTAL);
        Sounds.dropPrompts(turn);
        turn.emit("call.gather.ended", payload -> {
            payload.put("digits", gather.digits());
            payload.put("status", status);
        });
    }

    private static void judge(Turn turn, DtmfGather gather) {
        if (gather.fits()) {
            end(turn, "valid");
        } else if (gather.prompt() != null && gather.plays() < gather.tries()) {
            prompt(turn, gather, gather.invalidPrompt());
        } else {
            end(turn, "invalid");
        }
    }

    private static void prompt(Turn turn, DtmfGather gather, @Nullable Sound before) {
        Sound prompt = gather.prompt();
        if (prompt == null) {
            return;
        }
        turn.gather = gather.played();
        turn.silence(Purpose.GATHER);
        turn.effect(new Asked(How.DTMF, prompt.millis() + (before == null ? 0 : before.millis())));
        if (before != null) {
            Sounds.play(turn, before);
        }
        Sounds.play(turn, prompt);
    }

    private static @Nullable Sound text(JsonNode body, String field) {
        return body.hasNonNull(field) ? Sound.text(Kind.PROMPT, body.path(field).asText(), 1) : null;
    }

    private static @Nullable Sound file(JsonNode body, String url, String media) {
        if (body.hasNonNull(url)) {
            return Sound.file(Kind.PROMPT, Source.URL, body.path(url).asText(), 1);
        }
        return body.hasNonNull(media)
                ? Sound.file(Kind.PROMPT, Source.MEDIA, body.path(media).asText(), 1)
                : null;
    }
}
