package io.gathergateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.call.CalloutResult;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what is typed at the phone. */
final class PhoneWords {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code name=Ada}, or {@code name="Ada Lovelace"}. */
    private static final Pattern PAIR = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(?:\"([^\"]*)\"|(\\S*))\\s*");

    private static final Pattern STATUS = Pattern.compile("([1-5][0-9]{2})(?:\\s+(.*))?");

    private PhoneWords() {}

    /**
     * The values that a voice assistant understands of a line: pairs, or a JSON object; none where it is plain speech.
     *
     * @param parameters the JSON Schema of what is asked for: a value that is to be no text is read as JSON
     */
    static ObjectNode fields(String line, JsonNode parameters) {
        ObjectNode fields = JSON.createObjectNode();
        if (json(line).orElse(fields) instanceof ObjectNode object && !object.isEmpty()) {
            return object;
        }
        Matcher pair = PAIR.matcher(line);
        int end = 0;
        while (pair.find() && pair.start() == end) {
            end = pair.end();
            String text = pair.group(2) == null ? pair.group(3) : pair.group(2);
            JsonNode type = parameters.path("properties").path(pair.group(1)).path("type");
            Optional<JsonNode> value = type.asText("string").equals("string") ? Optional.empty() : json(text);
            fields.set(
                    pair.group(1), value.orElseGet(() -> JSON.getNodeFactory().textNode(text)));
        }
        return end == line.length() ? fields : JSON.createObjectNode();
    }

    /** What a backend does: {@code 200 {"open":true}}, fail, timeout or degraded. */
    static Optional<CalloutResult> backend(String line) {
        Matcher status = STATUS.matcher(line);
        if (status.matches()) {
            String body = status.group(2) == null ? "" : status.group(2).strip();
            Optional<JsonNode> json = json(body);
            return json.isEmpty() && !body.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new CalloutResult.Answered(Integer.parseInt(status.group(1)), json.orElse(null)));
        }
        return switch (line) {
            case "fail" -> Optional.of(new CalloutResult.Failed());
            case "timeout" -> Optional.of(new CalloutResult.TimedOut());
            case "degraded" -> Optional.of(new CalloutResult.Degraded());
            default -> Optional.empty();
        };
    }

    /** Empty for what is no JSON. */
    static Optional<JsonNode> json(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
