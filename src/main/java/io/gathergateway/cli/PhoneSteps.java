package io.gathergateway.cli;

import io.gathergateway.call.CallSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which steps a decision entered. */
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

    private static PhoneSight sight(String visited) {
        int slash = visited.indexOf('/');
        return new PhoneSight.Entered(visited.substring(0, slash), visited.substring(slash + 1));
    }
}
