package io.gathergateway.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The commands of a recorded call, as far as what happens later speaks of them. Confined to one recording. */
final class SentCommands {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Long enough to know a prompt by, short enough to read. */
    private static final int PART = 60;

    private final SessionKey key;
    private final Map<String, Asked> asked = new LinkedHashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    SentCommands(SessionKey key) {
        this.key = key;
    }

    /** A question to the backend, and when it was decided, in epoch milliseconds. */
    record Asked(OutboxCommand command, long at) {}

    /** A command was decided; gives the words that the caller hears of it, if it has some. */
    Optional<String> take(OutboxCommand command, long now) {
        if (command.request().callout() != null) {
            asked.put(command.commandId(), new Asked(lasting(command), now));
            return Optional.empty();
        }
        numbers.put(command.commandId(), byName.merge(command.name(), 1, Integer::sum));
        JsonNode body = tree(command.request().body());
        return Stream.of(body.path("payload"), body.path("greeting"), body.at("/assistant/greeting"))
                .filter(JsonNode::isTextual)
                .findFirst()
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty() && !text.startsWith("<"))
                .map(text -> text.length() <= PART ? text : text.substring(0, PART));
    }

    /** The question that an answer of the backend answers; each once. */
    @Nullable
    Asked answered(String commandId) {
        return asked.remove(commandId);
    }

    /** The questions that the backend has not answered, oldest first. */
    List<Asked> open() {
        return List.copyOf(asked.values());
    }

    /** The how-many-eth of its name a command was, from 1. */
    int number(String commandId) {
        return numbers.getOrDefault(commandId, 1);
    }

    /** The same question without the call's id, which is another one when it is played again. */
    private OutboxCommand lasting(OutboxCommand question) {
        OutboxCommand.Request request = question.request();
        int id = request.path().indexOf(key.id());
        return id < 0
                ? question
                : new OutboxCommand(
                        question.lane(),
                        question.commandId(),
                        question.name(),
                        question.validFor(),
                        question.attempt(),
                        question.supersedes(),
                        new OutboxCommand.Request(
                                request.method(),
                                request.path().substring(0, id) + "*",
                                request.body(),
                                request.callout()));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a command that was decided is no JSON", e);
        }
    }
}
