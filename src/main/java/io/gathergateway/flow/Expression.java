package io.gathergateway.flow;

import com.google.common.collect.ImmutableSet;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import io.gathergateway.flow.NoValue.Why;
import io.gathergateway.yaml.Place;
import java.util.Map;
import java.util.function.Consumer;

/** A CEL expression, compiled and checked when the flow was read. Immutable; may be used from any thread. */
public final class Expression {
    private final String source;
    private final CelRuntime.Program program;
    private final ImmutableSet<String> reads;
    private final CelGuards guards;
    private final Place place;

    Expression(String source, CelRuntime.Program program, ImmutableSet<String> reads, CelGuards guards, Place place) {
        this.source = source;
        this.program = program;
        this.reads = reads;
        this.guards = guards;
        this.place = place;
    }

    /**
     * Whether it holds for these values; one that cannot be evaluated, because a value is missing or of another type,
     * does not hold. Never throws.
     *
     * @param values by variable: maps, lists, texts, numbers and booleans, or Jackson's trees of them
     * @param told why it cannot be evaluated, if so
     */
    public boolean holds(Map<String, ?> values, Consumer<NoValue> told) {
        try {
            if (value(CelValues.of(values)) instanceof Boolean holds) {
                return holds;
            }
            told.accept(new NoValue(place, Why.TYPE));
        } catch (NoValue none) {
            told.accept(none);
        }
        return false;
    }

    /** The same, where what cannot be evaluated is no surprise. */
    public boolean holds(Map<String, ?> values) {
        return holds(values, none -> {});
    }

    /** The paths of all it reads, such as {@code request.account}, {@code input}, {@code call.from}. */
    public ImmutableSet<String> reads() {
        return reads;
    }

    /** What of it must be there. */
    CelGuards guards() {
        return guards;
    }

    /** Where the flow file has it. */
    Place place() {
        return place;
    }

    /**
     * Its value for values that went through {@link CelValues}.
     *
     * @throws NoValue where it has none
     */
    Object value(Map<String, Object> values) {
        Object value;
        try {
            value = program.eval(values);
        } catch (CelEvaluationException failed) {
            throw new NoValue(place, Why.of(failed.getErrorCode()));
        } catch (RuntimeException odd) {
            throw new NoValue(place, Why.TYPE);
        }
        if (value == null || value instanceof CelUnknownSet) {
            throw new NoValue(place, Why.ABSENT);
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw new NoValue(place, Why.NUMBER);
        }
        return value;
    }

    /** That what it gives is of no use. */
    NoValue unfit(Why why) {
        return new NoValue(place, why);
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
