package io.gathergateway.session;

import io.gathergateway.flow.FlowFiles;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.store.StoredSet;

/** A flow set as it is kept, and back. */
public final class SetReading {
    private SetReading() {}

    /** Reads it as if from files; takes long enough to be kept off event loops. */
    public static FlowReading of(StoredSet stored) {
        return FlowReader.read("", stored.entry(), FlowFiles.of(stored.files()));
    }

    public static StoredSet stored(FlowSet set) {
        return new StoredSet(set.entry(), set.files());
    }
}
