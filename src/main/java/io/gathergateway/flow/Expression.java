package io.gathergateway.flow;

import com.google.common.collect.ImmutableSet;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.gathergateway.yaml.Place;
import java.util.Map;
import java.util.Optional;

/** A CEL expression, compiled and checked when the flow was read. Immutable; may be used from any thread. */
public final class Expression {
    private final String source;
    private final CelRuntime.Program program;
    private final ImmutableSet<String> reads;
    private final Place place;

    Expression(String source, CelRuntime.Program program, ImmutableSet<String> reads, Place place) {
        this.source = source;
        this.program = program;
        this.reads = reads;
        this.place = place;
    }

    /**
     * Whether it holds for these values; one that cannot be evaluated, because a value is missing or of another type,
     * does not hold. Never fails.
     *
     * @param values by variable: maps, lists, texts, numbers and booleans, or Jackson's trees of them
     */
    public boolean holds(Map<String, ?> values) {
        return value(CelValues.of(values)).filter(Boolean.TRUE::equals).isPresent();
    }

    /** The paths of all it reads, such as {@code request.account}, {@code input}, {@code call.from}. */
    public ImmutableSet<String> reads() {
        return reads;
    }

    /** Where the flow file has it. */
    Place place() {
        return place;
    }

    /** Its value for values that went through {@link CelValues}; empty when it has none. */
    Optional<Object> value(Map<String, Object> values) {
        try {
            return Optional.ofNullable(program.eval(values));
        } catch (CelEvaluationException | RuntimeException noValue) {
            return Optional.empty();
        }
    }

    /** The text as the flow file has it. */
    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return source;
    }
}
