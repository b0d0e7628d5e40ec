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
        checks.required("from", from).required("targets", targets).part("targets", targets);
    }

    /** Named in the command, or by a dynamic variable of the assistant. */
    public sealed interface Targets extends Part {}

    public record Listed(@JsonValue List<Target> targets) implements Targets {
        @Override
        public void check(Checks checks) {
            for (Target target : targets) {
                checks.required("to", target.to());
            }
        }
    }

    /** {@code expression} names a dynamic variable in two braces. */
    public record Variable(@JsonValue String expression) implements Targets {
        @Override
        public void check(Checks checks) {
            checks.rule(!expression.isBlank(), "expression", "must not be blank");
        }
    }

    public record Target(String to, @Nullable String name) {}
}
