package io.gathergateway.campaign;

import io.gathergateway.cli.Proof;
import io.gathergateway.simulator.TruthEntry.WebhookSent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What webhooks that are decided on were answered, of those sent within a time. */
record Answers(List<WebhookSent> sendings) {
    static Answers between(Stage stage, long from, long to) {
        return new Answers(stage.simulator.truth().sendings().stream()
                .filter(sending -> sending.atMillis() >= from && sending.atMillis() <= to)
                .filter(sending -> Proof.isDecidedOn(sending.type()))
                .toList());
    }

    int count() {
        return sendings.size();
    }

    long failed() {
        return sendings.stream().filter(sending -> sending.status() / 100 != 2).count();
    }

    long longestMillis() {
        return sendings.stream().mapToLong(WebhookSent::millis).max().orElse(0);
    }

    /** Such as "200: 31, 503: 12, none: 1". */
    String histogram() {
        Map<String, Integer> counts = new TreeMap<>();
        sendings.forEach(
                each -> counts.merge(each.status() == 0 ? "none" : String.valueOf(each.status()), 1, Integer::sum));
        return counts.isEmpty()
                ? "none sent"
                : String.format(
                        Locale.ROOT,
                        "%s; longest %d ms",
                        counts.toString().replace("{", "").replace("}", "").replace("=", ": "),
                        longestMillis());
    }
}
