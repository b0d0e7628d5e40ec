package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns commands into requests as the API takes them: snake_case, null left out. Fields have a
 * fixed order and map keys are sorted, so that the text, and with it the command_id derived from it, is the same in
 * every process.
 */
public final class CommandCodec {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            // A command with no parameters of its own is an empty bean, and a legal one.
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private static final ObjectWriter WRITER = MAPPER.writerFor(Body.class);

    private CommandCodec() {}

    /**
     * The request for a command.
     *
     * @param callControlId the leg the command is for; {@code dial}, which has none yet, does not use it
     * @throws InvalidCommand where the id cannot stand in a path
     */
    public static OutgoingRequest request(
            String callControlId, TelnyxCommand command, CommandIdentity identity, AssistantVoice form) {
        return new OutgoingRequest(method(command), path(callControlId, command), body(command, identity, form));
    }

    /**
     * The request for a command with further parameters, by Telnyx's names.
     *
     * @param further merged over the command's own: objects into objects, anything else takes the place of what was there
     */
    public static OutgoingRequest request(
            String callControlId,
            TelnyxCommand command,
            CommandIdentity identity,
            AssistantVoice form,
            ObjectNode further) {
        OutgoingRequest plain = request(callControlId, command, identity, form);
        if (further.isEmpty()) {
            return plain;
        }
        try {
            ObjectNode body = (ObjectNode) MAPPER.readTree(plain.body());
            merge(body, further);
            return new OutgoingRequest(plain.method(), plain.path(), MAPPER.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot be written as JSON: " + command.name(), e);
        }
    }

    private static void merge(ObjectNode into, ObjectNode further) {
        further.properties().forEach(field -> {
            if (into.get(field.getKey()) instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
                merge(inner, more);
            } else {
                into.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    private static String method(TelnyxCommand command) {
        return command instanceof ClientStateUpdate ? "PUT" : "POST";
    }

    private static String path(String callControlId, TelnyxCommand command) {
        return command instanceof Dial
                ? "/calls"
                : "/calls/" + PathSegment.encode(callControlId) + "/actions/" + command.name();
    }

    private static String body(TelnyxCommand command, CommandIdentity identity, AssistantVoice form) {
        String commandId = command instanceof ClientStateUpdate ? null : identity.commandId();
        Body body = new Body(command, identity.clientState(), commandId);
        try {
            return command instanceof AiAssistantStart start
                            && form == AssistantVoice.IN_ASSISTANT
                            && start.voice() != null
                            && start.assistant() != null
                    ? MAPPER.writeValueAsString(voiceInAssistant(MAPPER.valueToTree(body)))
                    : WRITER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot be written as JSON: " + command.name(), e);
        }
    }

    /** The settings lose their {@code type}: in the newer form the voice's name tells the provider. */
    private static ObjectNode voiceInAssistant(ObjectNode body) {
        ObjectNode settings = MAPPER.createObjectNode();
        settings.set("voice", body.remove("voice"));
        if (body.remove("voice_settings") instanceof ObjectNode ofProvider) {
            ofProvider.remove("type");
            settings.setAll(ofProvider);
        }
        body.withObject("/assistant").set("voice_settings", settings);
        return body;
    }

    /** A command with its identity beside its parameters. */
    private record Body(
            @JsonUnwrapped TelnyxCommand command,
            @Nullable String clientState,
            @Nullable String commandId) {}
}
