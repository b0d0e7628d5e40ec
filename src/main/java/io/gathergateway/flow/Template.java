package io.gathergateway.flow;

import com.google.common.primitives.UnsignedLong;
import io.gathergateway.flow.NoValue.Why;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Text with {@code ${expressions}}. What an expression brings is inserted as plain text and never read again, so
 * nothing a caller says is evaluated. Immutable; may be used from any thread.
 *
 * <p>A number is inserted as a person would write it: never in scientific notation, without zeros at its end ({@code
 * 1.0} is {@code 1}, {@code 2.50} is {@code 2.5}), whole numbers up to 19 digits exactly, fractions and larger ones to 15
 * digits. A list is inserted with commas between its items, true and false as these words.
 */
public final class Template {
    /** Telnyx's bound for what it speaks; a rendered text is cut there. Source: payload of speak, 3,000 characters. */
    static final int MAX_RENDERED = 3000;

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

    /** A text without expressions. */
    static Template of(String text) {
        return new Template(text, Math.max(1, text.length()), List.of(new Part.Text(text)));
    }

    /** The text, where there is no expression in it. */
    public Optional<String> constant() {
        return expressions().isEmpty() ? Optional.of(render(Map.of())) : Optional.empty();
    }

    /** All its expressions, in their order. */
    public List<Expression> expressions() {
        return parts.stream()
                .filter(Part.Value.class::isInstance)
                .map(part -> ((Part.Value) part).expression())
                .toList();
    }

    /**
     * The text for these values, at most as long as Telnyx takes it.
     *
     * @param values as of {@link Expression#holds}
     * @throws NoValue where one of its expressions has no value, or none that can be spoken
     */
    public String render(Map<String, ?> values) {
        Map<String, Object> taken = CelValues.of(values);
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Text plain -> text.append(plain.text());
                case Part.Value value -> text.append(inserted(value, taken));
            }
        }
        return cut(text.toString(), max);
    }

    /**
     * The text as SSML: what expressions bring is escaped, so that it is spoken and never understood as an element. Where
     * the whole would be too long, what they bring is cut, so that every element stays closed.
     */
    public String renderSsml(Map<String, ?> values) {
        Map<String, Object> taken = CelValues.of(values);
        int left = max;
        for (Part part : parts) {
            left -= part instanceof Part.Text(String text) ? text.length() : 0;
        }
        StringBuilder ssml = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Text plain -> ssml.append(plain.text());
                case Part.Value value -> {
                    String escaped = Escapes.xml(inserted(value, taken), Math.max(0, left));
                    left -= escaped.length();
                    ssml.append(escaped);
                }
            }
        }
        return ssml.toString();
    }

    /**
     * The text as an address: what expressions bring is percent-encoded, so that it stays within its segment of the path
     * or its value of the query.
     *
     * @return empty when the address would be another than was meant: a segment of the path is made of nothing or of dots
     *     alone, or the whole is longer than 8,000 characters
     * @throws NoValue where one of its expressions has no value
     */
    public Optional<String> renderUrl(Map<String, ?> values) {
        Map<String, Object> taken = CelValues.of(values);
        StringBuilder url = new StringBuilder();
        boolean query = false;
        for (Part part : parts) {
            switch (part) {
                case Part.Text plain -> {
                    url.append(plain.text());
                    query |= plain.text().indexOf('?') >= 0;
                }
                case Part.Value value -> {
                    String text = inserted(value, taken);
                    if (text.isEmpty() && !query) {
                        return Optional.empty();
                    }
                    url.append(Escapes.percent(text));
                }
            }
        }
        return url.length() <= Escapes.MAX_URL && (parts.size() == 1 || !Escapes.climbs(url.toString()))
                ? Optional.of(url.toString())
                : Optional.empty();
    }

    /** The text as the value of an HTTP header: characters that have no place there become spaces. */
    public String renderHeader(Map<String, ?> values) {
        return Escapes.header(render(values));
    }

    private static String inserted(Part.Value value, Map<String, Object> taken) {
        return spoken(value.expression(), value.expression().value(taken));
    }

    private static String spoken(Expression expression, Object value) {
        return switch (value) {
            case Double number -> number(number);
            case List<?> list ->
                list.stream().map(item -> spoken(expression, item)).collect(Collectors.joining(", "));
            case String text -> text;
            case Long number -> number.toString();
            case UnsignedLong number -> number.toString();
            case Boolean bool -> bool.toString();
            // A mapping has no text.
            case Object other -> throw expression.unfit(Why.TYPE);
        };
    }

    /** Fifteen digits are what a double surely holds: beyond them 0.1 + 0.2 would be spoken as 0.30000000000000004. */
    private static String number(double number) {
        return new BigDecimal(number)
                .round(new MathContext(15))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    /** That what it gives is of no use; it has an expression. */
    public NoValue unfit(Why why) {
        return expressions().getFirst().unfit(why);
    }

    /** The text as the flow file has it. */
    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return source;
    }
}
