package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.primitives.UnsignedLong;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values from outside, as expressions take them: numbers without a fraction are {@link Long}, others {@link Double};
 * null is as good as missing. Takes Java's collections and Jackson's trees. Nesting is bounded.
 */
final class CelValues {
    private static final int MAX_DEPTH = 32;
    private static final double EXACT = 1L << 53;

    private CelValues() {}

    static Map<String, Object> of(Map<String, ?> values) {
        return map(values, 0);
    }

    /** What an expression gave, or a tree of JSON, as it may be kept; null for what has no plain value. */
    static @Nullable Object plain(Object value) {
        return switch (value) {
            case UnsignedLong number -> number(number);
            case String text -> text;
            case Number number -> number(number);
            case Boolean bool -> bool;
            case JsonNode node -> value(node, 0);
            case Map<?, ?> map -> plainMap(map);
            case Collection<?> list -> plainList(list);
            // CEL's unknown, moments, types: nothing that JSON could keep.
            case Object other -> null;
        };
    }

    private static Map<String, Object> plainMap(Map<?, ?> values) {
        Map<String, Object> result = new LinkedHashMap<>();
        values.forEach((key, value) -> put(result, String.valueOf(key), value == null ? null : plain(value)));
        return result;
    }

    private static List<Object> plainList(Collection<?> items) {
        List<Object> result = new ArrayList<>();
        for (Object item : items) {
            Object value = item == null ? null : plain(item);
            if (value != null) {
                result.add(value);
            }
        }
        return result;
    }

    private static Map<String, Object> map(Map<?, ?> values, int depth) {
        Map<String, Object> result = new LinkedHashMap<>();
        values.forEach((key, value) -> put(result, String.valueOf(key), value(value, depth + 1)));
        return result;
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static @Nullable Object value(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            return null;
        }
        return switch (value) {
            case null -> null;
            case JsonNode node -> json(node, depth);
            case Map<?, ?> map -> map(map, depth);
            case Collection<?> list -> list(list, depth);
            case Number number -> number(number);
            case Boolean bool -> bool;
            case Object other -> other.toString();
        };
    }

    private static @Nullable Object json(JsonNode node, int depth) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node.numberValue());
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties().forEach(p -> put(map, p.getKey(), value(p.getValue(), depth + 1)));
                yield map;
            }
            case ARRAY -> {
                List<JsonNode> items = new ArrayList<>();
                node.forEach(items::add);
                yield list(items, depth);
            }
            case STRING, BINARY, POJO -> node.asText();
        };
    }

    private static List<Object> list(Collection<?> items, int depth) {
        List<Object> result = new ArrayList<>();
        for (Object item : items) {
            Object value = value(item, depth + 1);
            if (value != null) {
                result.add(value);
            }
        }
        return result;
    }

    private static Object number(Number number) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        double value = number.doubleValue();
        return value == Math.rint(value) && Math.abs(value) <= EXACT ? (Object) (long) value : (Object) value;
    }
}
