package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;

/** What reading a flow or a flow set gives: flows without a fault, or every fault of the files. */
public sealed interface FlowReading {
    /** The flows; their files have no finding. */
    record Loaded(FlowSet set) implements FlowReading {}

    /** What is wrong; at least one problem. */
    record Refused(Problems problems) implements FlowReading {}
}
