package io.gathergateway.telnyx.command;

import java.util.List;

/**
 * A command to be held against Telnyx's specification.
 *
 * @param schema of its request body
 * @param minimal with what is required and nothing else
 * @param full together they set every parameter in every form
 */
record Sample(String schema, TelnyxCommand minimal, List<TelnyxCommand> full) {
    static Sample of(String schema, TelnyxCommand minimal, TelnyxCommand... full) {
        return new Sample(schema, minimal, List.of(full));
    }

    @Override
    public String toString() {
        return minimal.name();
    }
}
