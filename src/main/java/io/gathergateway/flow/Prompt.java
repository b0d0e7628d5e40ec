package io.gathergateway.flow;

/** What the caller hears: written in the step, or named by a key that each language's file has. */
public sealed interface Prompt {
    /**
     * Spoken text.
     *
     * @param ssml whether it is SSML; then what expressions bring is escaped
     */
    record Text(Template text, boolean ssml) implements Prompt {}

    /** Audio at a fixed address. */
    record Audio(String url) implements Prompt {}

    /** Audio stored at Telnyx, by its {@code media_name}. */
    record Media(String name) implements Prompt {}

    /** A prompt of the call's language, by its key; never leads to another key. */
    record Keyed(String key) implements Prompt {}
}
