package io.gathergateway.telnyx.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object of a webhook, read leniently: a field that is absent, null or of an unexpected type is null, or an empty
 * list. Telnyx leaves out, nulls and adds without notice, and none of that may stop a call.
 */
record Payload(JsonNode object) {
    @Nullable
    String text(String field) {
        JsonNode value = object.path(field);
        return value.isTextual() ? value.textValue() : null;
    }

    @Nullable
    Boolean bool(String field) {
        JsonNode value = object.path(field);
        return value.isBoolean() ? Boolean.valueOf(value.booleanValue()) : null;
    }

    @Nullable
    Long integer(String field) {
        JsonNode value = object.path(field);
        return value.isIntegralNumber() && value.canConvertToLong() ? Long.valueOf(value.longValue()) : null;
    }

    @Nullable
    ObjectNode node(String field) {
        return object.path(field) instanceof ObjectNode node ? node : null;
    }

    /** A value of whatever type, as insights have them. */
    @Nullable
    JsonNode any(String field) {
        JsonNode value = object.path(field);
        return value.isMissingNode() || value.isNull() ? null : value;
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        if (object.path(field).isArray()) {
            for (JsonNode element : object.path(field)) {
                if (element.isTextual()) {
                    texts.add(element.textValue());
                }
            }
        }
        return List.copyOf(texts);
    }

    <T> List<T> list(String field, Function<Payload, T> item) {
        List<T> items = new ArrayList<>();
        if (object.path(field).isArray()) {
            for (JsonNode element : object.path(field)) {
                if (element.isObject()) {
                    items.add(item.apply(new Payload(element)));
                }
            }
        }
        return List.copyOf(items);
    }
}
