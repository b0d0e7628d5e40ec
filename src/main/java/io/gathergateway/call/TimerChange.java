package io.gathergateway.call;

import java.time.Duration;

/** A change to a call's durable timers, committed with the decision. */
public sealed interface TimerChange {
    String name();

    /** Sets the timer, or sets it anew. */
    record Start(String name, Duration after) implements TimerChange {}

    record Cancel(String name) implements TimerChange {}
}
