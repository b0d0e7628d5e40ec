package io.gathergateway.flow;

import org.jspecify.annotations.Nullable;

/**
 * What can be typed.
 *
 * @param min at least, 1 to 128
 * @param max at most, 1 to 128; Telnyx ends the gather there
 * @param valid the keys that may be part of it, of {@code 0-9 * #}
 * @param end the key that ends it early and is no part of it; null for none
 */
public record Digits(
        int min, int max, String valid, @Nullable String end) {}
