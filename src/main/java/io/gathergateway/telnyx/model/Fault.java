package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One entry of Telnyx's {@code errors} list; codes and titles are those of its error catalogue. */
public record Fault(String code, String title, String detail, String pointer) {
    public static final Fault NOT_FOUND =
            new Fault("10005", "Resource not found", "The requested resource or URL could not be found.", "");
    public static final Fault UNAUTHENTICATED = new Fault(
            "10009",
            "Authentication failed",
            "The required authentication headers were either invalid or not included in the request.",
            "");
    public static final Fault INVALID_JSON = new Fault("10023", "Invalid JSON", "The supplied JSON is invalid.", "");
    public static final Fault NOT_JSON =
            new Fault("10029", "Expected JSON Content-Type", "Must encode request as 'application/json'", "");
    public static final Fault METHOD_NOT_ALLOWED =
            new Fault("10030", "Method not allowed", "The URL is valid, but the method is not allowed.", "");
    public static final Fault INVALID_CALL_CONTROL_ID = new Fault(
            "90015", "Invalid Call Control ID", "The call_control_id provided was not valid.", "/call_control_id");
    public static final Fault ENDED = new Fault(
            "90018",
            "Call has already ended",
            "This call is no longer active and can't receive commands.",
            "/call_control_id");
    static final Fault NOT_ANSWERED = new Fault(
            "90034",
            "Call not answered yet",
            "This call can't receive this command because it has not been answered yet.",
            "");
    static final Fault ASSISTANT_RUNS = new Fault(
            "90061", "AI Assistant is already in progress", "AI Assistant cannot be started more than once.", "");
    static final Fault TRANSCRIBES = new Fault(
            "90054",
            "Call transcription is already in progress",
            "Call transcription can not be started more than once.",
            "");
    static final Fault NOT_IN_QUEUE = new Fault(
            "90035",
            "Call not in queue",
            "This call can't receive this command because it has not been put in any queue yet.",
            "");
    static final Fault IN_QUEUE =
            new Fault("90038", "Call already in queue", "Call can't be added to a queue it's already in.", "");
    static final Fault ANSWER_OUTGOING =
            new Fault("90102", "Command is invalid", "Call answer command cannot be issued for outbound calls.", "");

    /** The catalogue has no code for it. */
    static final Fault UNPROCESSABLE = new Fault(
            "10027",
            "Unprocessable Entity",
            "The server understood the syntax of the request but was unable to process the instructions.",
            "");

    public ObjectNode toJson() {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("code", code);
        error.put("title", title);
        error.put("detail", detail);
        if (!pointer.isEmpty()) {
            error.putObject("source").put("pointer", pointer);
        }
        error.putObject("meta").put("url", "https://developers.telnyx.com/docs/overview/errors/" + code);
        return error;
    }
}
