package io.gathergateway.flow;

import java.time.Duration;
import java.util.Map;

/**
 * A checked call flow. Invariant: {@code start} and every way of every step name a step of {@code steps}.
 *
 * @param revision the content hash of its source: the same text, the same revision
 * @param speech what is spoken with, where a step does not say otherwise
 */
public record Flow(String name, String revision, String start, Speech speech, Limits limits, Map<String, Step> steps) {

    public Step step(String name) {
        Step step = steps.get(name);
        if (step == null) {
            throw new IllegalArgumentException("flow " + this.name + " has no step " + name);
        }
        return step;
    }

    /** {@code voice} as Telnyx names it, {@code language} such as en-US. */
    public record Speech(String voice, String language) {}

    /** A call ends when it lasts longer than {@code call} or enters more than {@code steps} steps. */
    public record Limits(Duration call, int steps) {}
}
