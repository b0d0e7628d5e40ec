package io.gathergateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.api.Reply.Mistake;
import io.gathergateway.telnyx.StrictJson;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request's body, read key by key; every mistake is found in one reading. Confined to it. */
final class RequestReader {
    private final List<Mistake> mistakes = new ArrayList<>();
    private final JsonNode body;
    private final boolean object;

    private RequestReader(JsonNode body, boolean object) {
        this.body = body;
        this.object = object;
    }

    static RequestReader of(byte[] bytes, int length, List<String> known) {
        return switch (StrictJson.parse(bytes, 0, length)) {
            case StrictJson.Parsed.Malformed(StrictJson.Problem problem) -> {
                RequestReader reader = new RequestReader(Reply.object(), false);
                reader.add(
                        "",
                        "the body is not JSON as we take it: "
                                + problem.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        "send one JSON object in UTF-8, without comments and repeated keys");
                yield reader;
            }
            case StrictJson.Parsed.Tree(JsonNode tree) -> {
                RequestReader reader = new RequestReader(tree, tree.isObject());
                if (reader.object) {
                    reader.refuseUnknown(known);
                } else {
                    reader.add("", "the body is no JSON object", "send an object with " + String.join(", ", known));
                }
                yield reader;
            }
        };
    }

    private void refuseUnknown(List<String> known) {
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                add(at(name), "unknown key", "known keys: " + String.join(", ", known));
            }
        }
    }

    void add(String at, String problem, String cure) {
        mistakes.add(new Mistake(at, problem, cure));
    }

    /** A text of this form; empty where it is missing or wrong, and then a mistake says so. */
    String text(String name, Pattern form, String cure) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            add(at(name), "is missing", cure);
        } else if (!value.isTextual() || !form.matcher(value.asText()).matches()) {
            add(at(name), value.isTextual() ? "does not have the right form" : "is no text", cure);
        } else {
            return value.asText();
        }
        return "";
    }

    boolean has(String name) {
        return body.hasNonNull(name);
    }

    @Nullable
    JsonNode value(String name) {
        return body.get(name);
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    /** Whether there are keys to read at all; where not, the one mistake says so. */
    boolean isObject() {
        return object;
    }

    /** RFC 6901. */
    static String at(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
