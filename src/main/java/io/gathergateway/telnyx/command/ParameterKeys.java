package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The names of what can stand inside of a command's parameters, as far as the commands of this package have them. */
public final class ParameterKeys {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private ParameterKeys() {}

    /**
     * The keys of an object among the parameters of a command, or of the objects of a list.
     *
     * @param command Telnyx's name, such as {@code gather_using_ai}
     * @param path the keys that lead to it, such as {@code transcription}
     * @return in Telnyx's spelling; empty where there is no such object, or it may hold anything
     */
    public static Set<String> inside(String command, List<String> path) {
        Map<String, JavaType> keys = Stream.of(TelnyxCommand.class.getPermittedSubclasses())
                .filter(type -> name(type).equals(command))
                .findFirst()
                .map(type -> keys(MAPPER.constructType(type)))
                .orElse(Map.of());
        for (String part : path) {
            JavaType inner = keys.get(part);
            keys = inner == null ? Map.of() : keys(inner);
        }
        return keys.keySet();
    }

    private static String name(Class<?> command) {
        return command.getSimpleName().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static Map<String, JavaType> keys(JavaType type) {
        Map<String, JavaType> keys = new LinkedHashMap<>();
        Class<?> raw = type.getRawClass();
        if (type.isCollectionLikeType()) {
            return keys(type.getContentType());
        }
        if (raw.isSealed() && raw.isInterface()) {
            for (Class<?> one : raw.getPermittedSubclasses()) {
                keys.putAll(keys(MAPPER.constructType(one)));
            }
            JsonTypeInfo told = raw.getAnnotation(JsonTypeInfo.class);
            if (told != null) {
                keys.put(told.property(), MAPPER.constructType(String.class));
            }
            return keys;
        }
        BeanDescription bean = MAPPER.getSerializationConfig().introspect(type);
        if (!raw.isRecord() || bean.findJsonValueAccessor() != null) {
            return keys;
        }
        for (BeanPropertyDefinition property : bean.findProperties()) {
            if (property.getPrimaryMember().hasAnnotation(JsonUnwrapped.class)) {
                keys.putAll(keys(property.getPrimaryType()));
            } else {
                keys.put(property.getName(), property.getPrimaryType());
            }
        }
        return keys;
    }
}
