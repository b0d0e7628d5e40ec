package io.gathergateway.call;

import java.util.Arrays;

/** A try to decide an event. */
public sealed interface Attempt {
    /** It is decided. */
    record Made(Decision decision) implements Attempt {}

    /**
     * The decision threw, which is a bug. Holds nothing a caller said: the message of an exception may.
     *
     * @param kind the class of what was thrown
     * @param at where, as {@code class.method:line}; empty where it is not known
     * @param sensitive whether the event may hold what the flow calls sensitive: it must not be kept as it is
     */
    record Threw(String kind, String at, boolean sensitive) implements Attempt {
        static Threw of(RuntimeException bug, boolean sensitive) {
            String at = Arrays.stream(bug.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("io.gathergateway."))
                    .findFirst()
                    .map(frame -> frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                    .orElse("");
            return new Threw(bug.getClass().getName(), at, sensitive);
        }
    }
}
