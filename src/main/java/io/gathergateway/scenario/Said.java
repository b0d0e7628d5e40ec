package io.gathergateway.scenario;

import io.gathergateway.yaml.Place;

/** Something a scenario says, and where: what does not come true is told there. */
public record Said<T>(Place place, T value) {}
