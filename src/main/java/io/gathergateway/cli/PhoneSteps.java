package io.gathergateway.cli;

import io.gathergateway.call.CallSession;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a session tells: which steps a decision entered, and what is not to be shown. */
final class PhoneSteps {
    private PhoneSteps() {}

    /** The steps that were entered, the one where the call stands last; the order of those between is not known. */
    static List<PhoneSight> entered(@Nullable CallSession before, CallSession after) {
        String stands = after.flow() + "/" + after.step();
        List<PhoneSight> entered = new ArrayList<>();
        boolean arrived = false;
        for (Map.Entry<String, Integer> visits : after.visits().entrySet()) {
            int times =
                    visits.getValue() - (before == null ? 0 : before.visits().getOrDefault(visits.getKey(), 0));
            boolean last = visits.getKey().equals(stands) && times > 0;
            arrived |= last;
            for (int time = last ? 1 : 0; time < times; time++) {
                entered.add(sight(visits.getKey()));
            }
        }
        if (arrived) {
            entered.add(sight(stands));
        }
        return entered;
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

    private static PhoneSight sight(String visited) {
        int slash = visited.indexOf('/');
        return new PhoneSight.Entered(visited.substring(0, slash), visited.substring(slash + 1));
    }
}
