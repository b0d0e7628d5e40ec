package io.gathergateway.ops;

import java.util.function.BooleanSupplier;

/**
 * One reason to send this pod webhooks or not, such as {@code redis}.
 *
 * @param name lower case, stands in the answer of {@code /health/ready} and as a label of {@code gateway_ready}
 * @param ok answers from memory, from any thread, without blocking; an exception means not ready
 */
public record ReadinessCheck(String name, BooleanSupplier ok) {
    boolean passes() {
        try {
            return ok.getAsBoolean();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
