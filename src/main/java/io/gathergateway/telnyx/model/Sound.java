package io.gathergateway.telnyx.model;

/**
 * Something played to the caller.
 *
 * @param what the text, or the address or name of the medium
 * @param millis how long one play takes
 * @param loops how often; {@link #FOREVER} until stopped
 */
public record Sound(Kind kind, Source source, String what, long millis, int loops) {
    static final int FOREVER = -1;

    /** A file's length is not known here: all last as long. */
    static final long FILE_MILLIS = 3000;

    /** What asked for it: a prompt belongs to a DTMF gather. */
    public enum Kind {
        SPEAK,
        PLAYBACK,
        PROMPT
    }

    public enum Source {
        TEXT,
        URL,
        MEDIA
    }

    static Sound text(Kind kind, String text, int loops) {
        return new Sound(kind, Source.TEXT, text, Derived.speechMillis(text), loops);
    }

    static Sound file(Kind kind, Source source, String what, int loops) {
        return new Sound(kind, source, what, FILE_MILLIS, loops);
    }
}
