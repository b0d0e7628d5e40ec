package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A voice assistant talking to the caller: an AI gather or an assistant. Its nodes are never changed, only replaced.
 *
 * @param assistantId of a stored assistant; null for an AI gather
 * @param wanted the properties an AI gather asks for; others the caller tells are not understood
 * @param required when all of these are told an AI gather ends; empty: as soon as one value is
 * @param told the values understood so far
 * @param farewell spoken when an AI gather has what it wants
 */
public record Conversation(
        Kind kind,
        String id,
        @Nullable String assistantId,
        long startedAt,
        List<String> wanted,
        List<String> required,
        ObjectNode told,
        ArrayNode history,
        boolean partialResults,
        boolean historyUpdates,
        long responseTimeoutMillis,
        @Nullable String farewell,
        Stage stage) {

    public enum Kind {
        GATHER,
        ASSISTANT
    }

    public enum Stage {
        SPEAKING,
        LISTENING,
        CLOSING
    }

    boolean complete() {
        return kind == Kind.GATHER
                && (required.isEmpty() ? !told.isEmpty() : required.stream().allMatch(told::hasNonNull));
    }

    Conversation at(Stage stage) {
        return with(told, history, stage);
    }

    Conversation with(ObjectNode told, ArrayNode history, Stage stage) {
        return new Conversation(
                kind,
                id,
                assistantId,
                startedAt,
                wanted,
                required,
                told,
                history,
                partialResults,
                historyUpdates,
                responseTimeoutMillis,
                farewell,
                stage);
    }

    /** The history with one more turn. */
    ArrayNode historyAnd(String role, String content) {
        ArrayNode longer = history.deepCopy();
        longer.addObject().put("role", role).put("content", content);
        return longer;
    }
}
