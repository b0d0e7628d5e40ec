package io.gathergateway.rehearsal;

import io.gathergateway.yaml.Place;

/** Something that is not as a scenario says. {@code place} is that of the expectation. */
public record Deviation(Place place, String what) {
    @Override
    public String toString() {
        return place + ": " + what;
    }
}
