package io.gathergateway.call;

import io.gathergateway.flow.Expression;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sensitive variables: how they are filled and when they are forgotten. Invariant: while one is held a timer runs that
 * ends it.
 */
final class Secrets {
    private Secrets() {}

    /**
     * Puts a result into the variable a step names, or the property of one; null throws it away. False where it cannot be
     * held.
     */
    static boolean store(Turn turn, @Nullable String path, @Nullable Object value) {
        if (path == null) {
            return true;
        }
        Variable variable = Scope.variable(turn.flow, path);
        if (variable != null && variable.sensitive()) {
            turn.sensitive = true;
            turn.timers.start(Timers.FORGET + variable.name(), variable.keep());
        }
        return Scope.set(turn.variables, path, value);
    }

    /** Forgets a variable whose time is up, in every flow that has it. */
    static void forget(Turn turn, String variable) {
        turn.timers.cancel(Timers.FORGET + variable);
        turn.kept.remove(variable);
        if (Scope.isSensitive(turn.flow, variable)) {
            turn.variables.remove(variable);
        }
        for (int i = 0; i < turn.frames.size(); i++) {
            Frame frame = turn.frames.get(i);
            if (Scope.isSensitive(turn.flows.flow(frame.flow()), variable)) {
                Map<String, Object> left = new LinkedHashMap<>(frame.variables());
                left.remove(variable);
                turn.frames.set(i, new Frame(frame.flow(), frame.step(), left));
            }
        }
    }

    /**
     * A step that asked the backend went on by next: the sensitive variables it used are done with.
     *
     * @param used the expressions it used
     */
    static void forgetUsed(Turn turn, Stream<Expression> used) {
        used.flatMap(expression -> expression.reads().stream())
                .map(path -> path.indexOf('.') < 0 ? path : path.substring(0, path.indexOf('.')))
                .distinct()
                .filter(name -> Scope.isSensitive(turn.flow, name))
                .forEach(name -> forget(turn, name));
    }

    static void forgetAll(Turn turn) {
        names(turn).forEach(name -> forget(turn, name));
    }

    /** Whether one is held. */
    static boolean held(Turn turn) {
        return !names(turn).isEmpty();
    }

    private static List<String> names(Turn turn) {
        List<String> names = new ArrayList<>();
        collect(turn.flow, turn.variables, names);
        for (Frame frame : turn.frames) {
            Flow flow = turn.flows.flows().get(frame.flow());
            if (flow != null) {
                collect(flow, frame.variables(), names);
            }
        }
        return names;
    }

    private static void collect(Flow flow, Map<String, Object> variables, List<String> names) {
        for (String name : variables.keySet()) {
            if (Scope.isSensitive(flow, name)) {
                names.add(name);
            }
        }
    }
}
