package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * How an assistant turns speech into text.
 *
 * @param model Telnyx's default knows only English
 * @param language its meaning depends on the model; Telnyx's default is auto
 */
public record TranscriptionConfig(
        @Nullable String model, @Nullable String language) implements Part {
    @Override
    public void check(Checks checks) {
        checks.oneOf("model", model, Vocabulary.TRANSCRIPTION_MODELS);
    }
}
