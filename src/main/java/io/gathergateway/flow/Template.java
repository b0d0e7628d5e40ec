package io.gathergateway.flow;

import com.google.common.primitives.UnsignedLong;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Text with {@code ${expressions}}. What an expression brings is inserted as plain text and never read again, so
 * nothing a caller says is evaluated. Immutable; may be used from any thread.
 */
public final class Template {
    /** Telnyx's bound for what it speaks; a rendered text is cut there. Source: payload of speak, 3,000 characters. */
    static final int MAX_RENDERED = 3000;

    private static final double PLAIN_NUMBERS = 1e15;

    private final String source;
    private final int max;
    private final List<Part> parts;

    Template(String source, int max, List<Part> parts) {
        this.source = source;
        this.max = max;
        this.parts = List.copyOf(parts);
    }

    /** A piece of a template. */
    sealed interface Part {
        /** Text that stands as it is. */
        record Text(String text) implements Part {}

        /** An expression whose value is inserted. */
        record Value(Expression expression) implements Part {}
    }

    /**
     * The text for these values; an expression that has no value gives nothing. Never fails. At most as long as Telnyx
     * takes it.
     *
     * @param values as of {@link Expression#holds}
     */
    public String render(Map<String, ?> values) {
        Map<String, Object> taken = CelValues.of(values);
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Text plain -> text.append(plain.text());
                case Part.Value value ->
                    text.append(value.expression()
                            .value(taken)
                            .map(Template::spoken)
                            .orElse(""));
            }
        }
        return cut(text);
    }

    /** The text as the flow file has it. */
    public String source() {
        return source;
    }

    private static String spoken(Object value) {
        return switch (value) {
            case Double number -> number(number);
            case List<?> list -> list.stream().map(Template::spoken).collect(Collectors.joining(", "));
            case String text -> text;
            case Long number -> number.toString();
            case UnsignedLong number -> number.toString();
            case Boolean bool -> bool.toString();
            // A mapping has no text; neither has what CEL gives for a variable that is not set yet.
            case Object other -> "";
        };
    }

    private static String number(double number) {
        if (!Double.isFinite(number)) {
            return "";
        }
        return Math.abs(number) < PLAIN_NUMBERS
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : Double.toString(number);
    }

    private String cut(StringBuilder text) {
        if (text.length() <= max) {
            return text.toString();
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    @Override
    public String toString() {
        return source;
    }
}
