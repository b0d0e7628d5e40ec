package io.gathergateway.flow;

import dev.cel.common.CelErrorCode;
import io.gathergateway.yaml.Place;

/**
 * An expression of a flow cannot be evaluated with the values of a call. Says where it stands and why, and nothing that a
 * caller said or a backend answered.
 */
public final class NoValue extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String at;
    private final Why why;

    NoValue(Place place, Why why) {
        super(place + ": " + why.says(), null, false, false);
        this.at = place.toString();
        this.why = why;
    }

    /** The closed set of reasons; names of a metric's label. */
    public enum Why {
        /** A variable or a property has no value, such as an optional one that a backend left out. */
        ABSENT("something in it has no value"),
        /** Above the size of a list. */
        INDEX("a list has fewer items than it names"),
        /** By zero, or beyond what a number can hold. */
        NUMBER("a number is divided by zero or grows too large"),
        /** Such as {@code int("abc")}. */
        CONVERSION("a text is not of the form it is converted from"),
        /** Other than the flow says: a backend's or an assistant's value is of another type. */
        TYPE("a value is of another type than it was declared"),
        /** Whom to call, computed, and not among the flow's targets. */
        TARGET("what it gives is not among the flow's targets");

        private final String says;

        Why(String says) {
            this.says = says;
        }

        /** In words, for whoever wrote the flow. */
        public String says() {
            return says;
        }

        static Why of(CelErrorCode code) {
            return switch (code) {
                case ATTRIBUTE_NOT_FOUND -> ABSENT;
                case INDEX_OUT_OF_BOUNDS -> INDEX;
                case DIVIDE_BY_ZERO, NUMERIC_OVERFLOW, ITERATION_BUDGET_EXCEEDED -> NUMBER;
                case BAD_FORMAT, INVALID_ARGUMENT -> CONVERSION;
                case INTERNAL_ERROR, DUPLICATE_ATTRIBUTE, OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND ->
                    TYPE;
            };
        }
    }

    /** Where the flow's file has the expression: {@code file:line:column}. */
    public String at() {
        return at;
    }

    public Why why() {
        return why;
    }
}
