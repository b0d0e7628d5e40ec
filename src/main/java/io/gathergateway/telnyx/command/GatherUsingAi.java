package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets a voice assistant ask for values and gather them. Ends in {@code call.ai_gather.ended}, and {@code
 * call.conversation.ended} follows it.
 *
 * @param parameters the values as a JSON Schema object; the gather ends when all that {@code required} names are there,
 *     or at the first value where it names none
 * @param assistant an assistant described here, not a stored one
 * @param gatherEndedSpeech spoken at the end, at most 3000 characters
 * @param greeting spoken at the start, at most 3000 characters; nothing is spoken without it
 * @param language what the assistant listens to, a short code of Google's list; Telnyx's default is en
 * @param messageHistory what was said before
 * @param transcription how speech becomes text
 * @param userResponseTimeoutMs silence that ends it; Telnyx's default is 10000, its range is not published
 * @param voice an assistant's voice, another set than speak's: never {@code male} or {@code female} (error 90012)
 */
@CommandBuilder
public record GatherUsingAi(
        ObjectNode parameters,
        @Nullable InlineAssistant assistant,
        @Nullable String gatherEndedSpeech,
        @Nullable String greeting,
        @Nullable InterruptionSettings interruptionSettings,
        @Nullable String language,
        @Nullable List<HistoryMessage> messageHistory,
        @Nullable Boolean sendMessageHistoryUpdates,
        @Nullable Boolean sendPartialResults,
        @Nullable TranscriptionConfig transcription,
        @Nullable Integer userResponseTimeoutMs,
        @Nullable String voice,
        @Nullable VoiceSettings voiceSettings)
        implements TelnyxCommand {

    public GatherUsingAi {
        new Checks(name())
                .required("parameters", parameters)
                .part("assistant", assistant)
                .length("gather_ended_speech", gatherEndedSpeech, 0, Speech.MAX_CHARACTERS)
                .length("greeting", greeting, 0, Speech.MAX_CHARACTERS)
                .oneOf("language", language, Vocabulary.GOOGLE_TRANSCRIPTION)
                .part("transcription", transcription)
                .range("user_response_timeout_ms", userResponseTimeoutMs, 1, Checks.FOREVER)
                .flat(new Voice(voice, voiceSettings))
                .done();
    }

    /** What {@link #language} is for a language tag such as es-MX; empty where Telnyx has no word for it. */
    public static Optional<String> listensTo(String tag) {
        String primary = tag.indexOf('-') < 0 ? tag : tag.substring(0, tag.indexOf('-'));
        return Stream.of(tag, primary)
                .filter(Vocabulary.GOOGLE_TRANSCRIPTION::contains)
                .findFirst();
    }

    @Override
    public String name() {
        return "gather_using_ai";
    }
}
