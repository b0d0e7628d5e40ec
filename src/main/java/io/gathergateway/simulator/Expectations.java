package io.gathergateway.simulator;

import io.gathergateway.scenario.Said;
import io.gathergateway.scenario.Scenario.Expect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares how a call went with how it must, as far as it can be seen from Telnyx's side: the steps and the variables are
 * the gateway's own, and questions to the backend no commands of Telnyx's.
 */
final class Expectations {
    /** A question to the backend, among a scenario's commands. */
    private static final String QUESTION = "http";

    private Expectations() {}

    /** The report with its deviations; {@code faults} are deviations whatever is expected. */
    static CallReport judge(Expect expect, CallReport report, List<String> faults) {
        List<String> deviations = new ArrayList<>(faults);
        var endedBy = expect.endedBy();
        if (endedBy != null && endedBy.value() != report.endedBy()) {
            deviations.add(endedBy.place() + ": the call was ended by " + report.ended());
        }
        Said<String> handedTo = expect.handedTo();
        if (handedTo != null && !handedTo.value().equals(report.handedTo())) {
            deviations.add(handedTo.place() + ": the call was handed to "
                    + (report.handedTo() == null ? "nobody" : report.handedTo()));
        }
        Said<String> unheard = firstUnheard(expect.heard(), report.heard());
        if (unheard != null) {
            deviations.add(unheard.place() + ": never heard, or not in this order: " + unheard.value());
        }
        Said<List<String>> commands = expect.commands();
        if (commands != null
                && !commands.value().stream()
                        .filter(name -> !name.equals(QUESTION))
                        .toList()
                        .equals(report.commands())) {
            deviations.add(commands.place() + ": the commands are " + String.join(", ", report.commands()));
        }
        if (report.givenUp() > 0) {
            deviations.add(report.givenUp() + " webhooks were never taken");
        }
        return new CallReport(
                report.caller(),
                report.callSessionId(),
                deviations,
                report.endedBy(),
                report.handedTo(),
                report.heard(),
                report.commands(),
                report.refused(),
                report.webhooks(),
                report.acknowledged(),
                report.givenUp(),
                report.durationMillis(),
                report.latenciesMillis());
    }

    private static @Nullable Said<String> firstUnheard(List<Said<String>> parts, List<String> heard) {
        int next = 0;
        for (Said<String> part : parts) {
            while (next < heard.size() && !heard.get(next).contains(part.value())) {
                next++;
            }
            if (next == heard.size()) {
                return part;
            }
            next++;
        }
        return null;
    }
}
