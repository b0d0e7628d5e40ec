package io.gathergateway.call;

import io.gathergateway.flow.Evaluation;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.Variable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a call's variables: how they begin, how one is set by its path, and what expressions see of them. */
final class Scope {
    /** Digits of the last menu or gather. */
    static final String INPUT = "input";

    /** The last answer of the customer's backend. */
    static final String HTTP = "http";

    /** Weight of one value, about its characters as JSON; a larger one would weigh on every later commit. */
    private static final int MAX_WEIGHT = 16_384;

    private Scope() {}

    /** What a flow's variables begin with. */
    static Map<String, Object> initial(Flow flow) {
        Map<String, Object> values = new LinkedHashMap<>();
        flow.variables().forEach((name, variable) -> {
            if (variable.initial() != null) {
                values.put(name, variable.initial());
            }
        });
        return values;
    }

    /** What templates and conditions may see at a moment. */
    static Map<String, Object> values(Turn turn) {
        Map<String, Object> values = new HashMap<>(turn.variables);
        values.put(
                "call",
                Map.of(
                        "id", turn.key.id(),
                        "from", text(turn.from),
                        "to", text(turn.to),
                        "language", turn.language().tag(),
                        "answered_by", text(turn.answeredBy)));
        values.put("attempt", (long) Math.max(1, turn.tries));
        Instant now = Instant.ofEpochMilli(turn.now);
        Map<String, Object> hours = new HashMap<>();
        turn.flow
                .hours()
                .forEach((name, opening) ->
                        hours.put(name, Map.of("open", opening.open(now), "holiday", opening.holiday(now))));
        values.put("hours", hours);
        return values;
    }

    /**
     * Sets a variable, or the property of one, by its path; null removes it. False, and nothing is set, where the value
     * is too large.
     */
    static boolean set(Map<String, Object> variables, String path, @Nullable Object value) {
        if (weight(value, MAX_WEIGHT) > MAX_WEIGHT) {
            return false;
        }
        Evaluation.put(variables, path, value);
        return true;
    }

    /** The variable that a path begins with, where the flow has it. */
    static @Nullable Variable variable(Flow flow, String path) {
        int dot = path.indexOf('.');
        return flow.variables().get(dot < 0 ? path : path.substring(0, dot));
    }

    static boolean isSensitive(Flow flow, @Nullable String path) {
        Variable variable = path == null ? null : variable(flow, path);
        return variable != null && variable.sensitive();
    }

    /** About the characters of a value as JSON; not counted on beyond {@code enough}. */
    static long weight(@Nullable Object value, long enough) {
        return switch (value) {
            case String text -> text.length() + 2L;
            case Map<?, ?> map -> {
                long sum = 2;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    sum += String.valueOf(entry.getKey()).length() + 4L + weight(entry.getValue(), enough);
                    if (sum > enough) {
                        break;
                    }
                }
                yield sum;
            }
            case Collection<?> items -> {
                long sum = 2;
                for (Object item : items) {
                    sum += 1 + weight(item, enough);
                    if (sum > enough) {
                        break;
                    }
                }
                yield sum;
            }
            case null -> 4;
            case Object other -> 8;
        };
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
