package io.gathergateway.telnyx.command;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends a call's webhooks elsewhere. Its fields stand directly in the command.
 *
 * @param webhookRetriesPolicies by event type
 * @param webhookUrls by event type; the others go to {@code webhookUrl} (error 90057 for what is no event type)
 */
@CommandBuilder
public record WebhookOverrides(
        @Nullable Map<String, RetryPolicy> webhookRetriesPolicies,
        @Nullable String webhookUrl,
        @Nullable Method webhookUrlMethod,
        @Nullable Map<String, String> webhookUrls,
        @Nullable Method webhookUrlsMethod)
        implements Part {
    public enum Method implements Wire {
        POST,
        GET;

        @Override
        public String wire() {
            return name();
        }
    }

    /**
     * How often and when a webhook is sent again.
     *
     * @param retriesMs delays before each repetition in milliseconds: at most 5, together at most 60000
     */
    public record RetryPolicy(List<Integer> retriesMs) implements Part {
        private static final int MAX_RETRIES = 5;
        private static final long MAX_TOTAL_MILLIS = 60_000;

        @Override
        public void check(Checks checks) {
            if (retriesMs == null) {
                checks.required("retries_ms", retriesMs);
                return;
            }
            long total = retriesMs.stream().mapToLong(Integer::longValue).sum();
            checks.rule(
                            retriesMs.size() <= MAX_RETRIES,
                            "retries_ms",
                            "must have at most " + MAX_RETRIES + " items, had " + retriesMs.size())
                    .rule(
                            retriesMs.stream().allMatch(delay -> delay >= 0),
                            "retries_ms",
                            "must have no negative delay, was " + retriesMs)
                    .rule(
                            total <= MAX_TOTAL_MILLIS,
                            "retries_ms",
                            "must sum up to at most " + MAX_TOTAL_MILLIS + ", was " + total);
        }
    }

    @Override
    public void check(Checks checks) {
        checks.parts("webhook_retries_policies", webhookRetriesPolicies);
    }
}
