package io.gathergateway.flow;

import java.util.Locale;

/** The ways a step can end, as the flow file names them. */
public enum Outcome {
    NEXT("it did what it should"),
    EXHAUSTED("all tries are used up"),
    INVALID("the assistant did not get all values, or they do not fit the schema"),
    BUSY("the other side is busy"),
    NO_ANSWER("the other side does not answer"),
    TIMEOUT("it took too long"),
    FULL("the queue is full"),
    DEGRADED("the backend failed too often lately and was not asked"),
    FAILED("it was refused, what it did is unknown, or a value it needs cannot be had");

    private final String about;

    Outcome(String about) {
        this.about = about;
    }

    /** Its name in a flow file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** When a step ends so, in a few words. */
    public String about() {
        return about;
    }
}
