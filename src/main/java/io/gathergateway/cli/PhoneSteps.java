package io.gathergateway.cli;

import io.gathergateway.call.CallSession;
import io.gathergateway.call.Decision;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a session tells: which steps a decision entered, and what is not to be shown. */
final class PhoneSteps {
    private PhoneSteps() {}

    /** The expressions that could not be evaluated, then the steps that were entered, in order. */
    static List<PhoneSight> told(Decision decision) {
        Stream<PhoneSight> lacked =
                decision.gaps().stream().distinct().map(gap -> new PhoneSight.Lacked(gap.at(), gap.says()));
        Stream<PhoneSight> entered = decision.moves().stream()
                .map(move -> new PhoneSight.Entered(
                        move.flow(),
                        move.step(),
                        move.outcome() == null ? "" : move.outcome().key()));
        return Stream.concat(lacked, entered).toList();
    }

    /** The values of the sensitive variables that are held, the longest first. */
    static List<String> sensitive(FlowSet set, @Nullable CallSession session) {
        List<String> values = new ArrayList<>();
        if (session != null) {
            hidden(set, session.flow(), session.variables(), values);
            session.frames().forEach(frame -> hidden(set, frame.flow(), frame.variables(), values));
        }
        values.sort(Comparator.comparingInt(String::length).reversed());
        return values;
    }

    private static void hidden(FlowSet set, @Nullable String flow, Map<String, Object> variables, List<String> into) {
        Flow of = flow == null ? null : set.flows().get(flow);
        if (of == null) {
            return;
        }
        variables.forEach((name, value) -> {
            Variable variable = of.variables().get(name);
            if (variable != null
                    && variable.sensitive()
                    && !String.valueOf(value).isEmpty()) {
                into.add(String.valueOf(value));
            }
        });
    }
}
