package io.gathergateway.telnyx.command;

/**
 * Where {@code ai_assistant_start} carries its voice. Telnyx's published schema moved it on 2026-08-04; whether the API
 * still takes the older form is not published, so it is a switch, and only one form is ever sent.
 */
public enum AssistantVoice {
    /** The older form: {@code voice} and {@code voice_settings} beside {@code assistant}. */
    TOP_LEVEL,
    /**
     * The newer form: {@code assistant.voice_settings}, an object with the voice's name and its provider's settings.
     * Where the command names no assistant there is no place for it, and the older form is sent.
     */
    IN_ASSISTANT;

    /** What Telnyx publishes today. */
    public static final AssistantVoice DEFAULT = IN_ASSISTANT;
}
