package io.gathergateway.telnyx.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with one command while it is made; {@link #done} refuses the command with all of it at once.
 * Every check but {@link #required} passes null, which means: not given. Not thread-safe, lives in one constructor.
 */
final class Checks {
    static final int FOREVER = Integer.MAX_VALUE;

    private static final Pattern LANGUAGE_TAG = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*|auto_detect");

    private static final Pattern UUID_SHAPE = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final List<String> problems = new ArrayList<>(0);
    private String path;

    Checks(String command) {
        this.path = command;
    }

    Checks required(String field, @Nullable Object value) {
        if (value == null) {
            problem(field, "is required");
        } else if (value instanceof String text && text.isBlank()) {
            problem(field, "must not be blank");
        } else if (value instanceof Collection<?> items && items.isEmpty()) {
            problem(field, "must not be empty");
        }
        return this;
    }

    /** Length in characters as a reader counts them. */
    Checks length(String field, @Nullable String value, int min, int max) {
        if (value != null) {
            int length = value.codePointCount(0, value.length());
            if (length < min || length > max) {
                problem(field, "must have " + min + ".." + max + " characters, had " + length);
            }
        }
        return this;
    }

    Checks range(String field, @Nullable Integer value, int min, int max) {
        if (value != null && (value < min || value > max)) {
            problem(field, max == FOREVER ? "must be at least " + min : "must be " + min + ".." + max, value);
        }
        return this;
    }

    Checks range(String field, @Nullable Double value, double min, double max) {
        if (value != null && !(value >= min && value <= max)) {
            problem(field, "must be " + min + ".." + max, value);
        }
        return this;
    }

    <T> Checks oneOf(String field, @Nullable T value, Collection<T> allowed) {
        if (value != null && !allowed.contains(value)) {
            problem(field, "must be one of " + joined(allowed), value);
        }
        return this;
    }

    /** Every character is one of {@code allowed}. The value may be a secret, so the message does not repeat it. */
    Checks characters(String field, @Nullable String value, String allowed) {
        if (value != null && (value.isEmpty() || !value.chars().allMatch(c -> allowed.indexOf(c) >= 0))) {
            problem(field, "must be made of the characters " + allowed);
        }
        return this;
    }

    /** Not wrapped: Telnyx cuts line-wrapped base64 at the first newline. */
    Checks base64(String field, @Nullable String value) {
        if (value != null && !Base64Text.isValid(value)) {
            problem(field, "must be base64 with padding and without line breaks");
        }
        return this;
    }

    Checks uuid(String field, @Nullable String value) {
        if (value != null && !UUID_SHAPE.matcher(value).matches()) {
            problem(field, "must be a UUID", value);
        }
        return this;
    }

    /** The shape only, for lists of several hundred that grow with Telnyx's engines. */
    Checks languageTag(String field, @Nullable String value) {
        if (value != null && !LANGUAGE_TAG.matcher(value).matches()) {
            problem(field, "must be a language tag such as en-US, or auto_detect", value);
        }
        return this;
    }

    /** SIP headers of the kind that Telnyx restricts to one name. */
    Checks userToUser(String field, @Nullable List<SipHeader> headers) {
        if (headers != null) {
            for (SipHeader header : headers) {
                rule("User-to-User".equals(header.name()), field, "must have the name User-to-User only");
            }
        }
        return parts(field, headers);
    }

    Checks notAbove(String field, @Nullable Integer value, String limitField, @Nullable Integer limit) {
        if (value != null && limit != null && value > limit) {
            problem(field, "must not exceed " + limitField + " " + limit, value);
        }
        return this;
    }

    /** How often something is played: 1..100 times (error 90009), or for ever. */
    Checks loop(String field, @Nullable Loop loop) {
        return range(field, loop == null ? null : loop.times(), 1, 100);
    }

    Checks notBoth(String field, @Nullable Object value, String otherField, @Nullable Object other) {
        return value != null && other != null ? rule(false, field, "and " + otherField + " exclude each other") : this;
    }

    /** Field names and values in turn. */
    Checks exactlyOne(@Nullable String... fieldsAndValues) {
        List<String> fields = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            String field = String.valueOf(fieldsAndValues[i]);
            fields.add(field);
            if (fieldsAndValues[i + 1] != null) {
                given.add(field);
                required(field, fieldsAndValues[i + 1]);
            }
        }
        return rule(
                given.size() == 1,
                fields.getFirst(),
                "must be given, or one of " + joined(fields.subList(1, fields.size())) + " instead, was given "
                        + (given.isEmpty() ? "none" : "with " + joined(given)));
    }

    /** What does not fit elsewhere: when {@code holds} is false, the field has the problem. */
    Checks rule(boolean holds, String field, String problem) {
        if (!holds) {
            problem(field, problem);
        }
        return this;
    }

    Checks part(String field, @Nullable Part part) {
        if (part != null) {
            String outer = path;
            path = outer + "." + field;
            part.check(this);
            path = outer;
        }
        return this;
    }

    /** A part whose fields stand directly in what it is part of. */
    Checks flat(@Nullable Part part) {
        if (part != null) {
            part.check(this);
        }
        return this;
    }

    Checks parts(String field, @Nullable List<? extends Part> parts) {
        if (parts != null) {
            for (int i = 0; i < parts.size(); i++) {
                part(field + "[" + i + "]", parts.get(i));
            }
        }
        return this;
    }

    Checks parts(String field, @Nullable Map<String, ? extends Part> parts) {
        if (parts != null) {
            parts.forEach((key, part) -> part(field + "." + key, part));
        }
        return this;
    }

    void done() {
        if (!problems.isEmpty()) {
            throw new InvalidCommand(problems);
        }
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private void problem(String field, String expected, Object was) {
        problem(field, String.format(Locale.ROOT, "%s, was %s", expected, was));
    }

    private void problem(String field, String problem) {
        problems.add(path + "." + field + " " + problem);
    }
}
