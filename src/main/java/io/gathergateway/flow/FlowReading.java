package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;

/** What reading a flow file gives: a flow without a fault, or every fault of the file. */
public sealed interface FlowReading {
    /** The flow; the file has no finding. */
    record Loaded(Flow flow) implements FlowReading {}

    /** What is wrong; at least one problem. */
    record Refused(Problems problems) implements FlowReading {}
}
