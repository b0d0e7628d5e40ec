package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an assistant may hand a caller over to.
 *
 * @param from the number shown to the destination
 */
public record TransferTargets(String from, Targets targets) implements Part {
    @Override
    public void check(Checks checks) {
        checks.required("from", from);
        switch (targets) {
            case null -> checks.required("targets", null);
            case Listed listed -> checks.required("targets", listed.targets()).parts("targets", listed.targets());
            case Variable variable -> checks.required("targets", variable.expression());
        }
    }

    /** Named in the command, or by a dynamic variable of the assistant. */
    public sealed interface Targets {}

    public record Listed(@JsonValue List<Target> targets) implements Targets {}

    /** {@code expression} names a dynamic variable in two braces. */
    public record Variable(@JsonValue String expression) implements Targets {}

    public record Target(String to, @Nullable String name) implements Part {
        @Override
        public void check(Checks checks) {
            checks.required("to", to);
        }
    }
}
