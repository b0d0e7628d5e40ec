package io.gathergateway.yaml;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one schema of all our YAML files, that of JSON: unquoted {@code true}, {@code false}, {@code null}, {@code ~},
 * nothing at all, and JSON's numbers mean what they mean there. Everything else is text, above all {@code no},
 * {@code on}, {@code 0123} and {@code +13125550100}, and whatever stands in quotes.
 */
final class Scalars {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final int LONGEST_NUMBER = 40;

    private Scalars() {}

    static @Nullable Object value(String plain) {
        return switch (plain) {
            case "", "~", "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> plain.length() <= LONGEST_NUMBER && NUMBER.matcher(plain).matches() ? number(plain) : plain;
        };
    }

    private static Object number(String plain) {
        try {
            return Long.valueOf(plain);
        } catch (NumberFormatException notWhole) {
            double value = Double.parseDouble(plain);
            return Double.isFinite(value) ? (Object) value : plain;
        }
    }
}
