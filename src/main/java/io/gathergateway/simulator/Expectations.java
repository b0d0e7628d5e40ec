package io.gathergateway.simulator;

import io.gathergateway.simulator.CallerScript.Expect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares how a call went with how it must. */
final class Expectations {
    private Expectations() {}

    /** The report with its deviations; {@code faults} are deviations whatever is expected. */
    static CallReport judge(Expect expect, CallReport report, List<String> faults) {
        List<String> deviations = new ArrayList<>(faults);
        if (expect.endedBy() != null && expect.endedBy() != report.endedBy()) {
            deviations.add("ended by " + lower(report.endedBy()) + ", not by " + lower(expect.endedBy()));
        }
        if (expect.transferredTo() != null && !expect.transferredTo().equals(report.transferredTo())) {
            deviations.add("transferred to " + report.transferredTo() + ", not to " + expect.transferredTo());
        }
        String unheard = firstUnheard(expect.heard(), report.heard());
        if (unheard != null) {
            deviations.add("never heard, or not in this order: " + unheard);
        }
        if (expect.commands() != null && !expect.commands().equals(report.commands())) {
            deviations.add("commands were " + report.commands() + ", not " + expect.commands());
        }
        if (report.givenUp() > 0) {
            deviations.add(report.givenUp() + " webhooks were never taken");
        }
        return new CallReport(
                report.caller(),
                report.callSessionId(),
                deviations,
                report.endedBy(),
                report.transferredTo(),
                report.heard(),
                report.commands(),
                report.refused(),
                report.webhooks(),
                report.acknowledged(),
                report.givenUp(),
                report.durationMillis(),
                report.latenciesMillis());
    }

    private static @Nullable String firstUnheard(List<String> parts, List<String> heard) {
        int next = 0;
        for (String part : parts) {
            while (next < heard.size() && !heard.get(next).contains(part)) {
                next++;
            }
            if (next == heard.size()) {
                return part;
            }
            next++;
        }
        return null;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
