package io.gathergateway.flow;

import io.gathergateway.yaml.Place;

/** The name of a step, where a flow file has it: whether there is such a step is not known yet. */
record WayRef(Place place, String target) {}
