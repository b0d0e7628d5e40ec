package io.gathergateway.telnyx;

import java.util.Set;

/**
 * What an answer of Telnyx to a command means, keyed on (HTTP status, error code): Telnyx gives one code several
 * meanings (10011 is "too many requests" on 429 and a matter of media encryption on 422), so a code never decides
 * alone. Pure; an unknown code goes by its status.
 *
 * @see <a href="https://developers.telnyx.com/docs/voice/programmable-voice/sending-commands">Telnyx: sending commands</a>
 */
public final class AnswerPolicy {
    private static final String CALL_ENDED = "90018";
    private static final String NOT_ANSWERED_YET = "90034";
    private static final String TRANSCRIPTION_IN_PROGRESS = "90054";

    /** Internal error, request timed out, being processed: Telnyx's own trouble, whatever the status. */
    private static final Set<String> TELNYX_IN_TROUBLE = Set.of("10007", "10008", "10036");

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private AnswerPolicy() {}

    /** What to do with a command after an answer. */
    public sealed interface Verdict {
        /** Done with: no repetition changes it. */
        record Final(CommandResult result) implements Verdict {}

        /** Send the same bytes under the same {@code command_id} again: it may have taken effect, and may not. */
        record TryAgain() implements Verdict {}

        /** The account is over a rate limit (10011, or 90103 for dials); the command had no effect. */
        record SlowDown() implements Verdict {}

        /** The key or its permissions are wrong (10009, 10010, 20001 to 20017); the command had no effect. */
        record Unauthorised() implements Verdict {}
    }

    /**
     * Judges one answer.
     *
     * @param status the HTTP status
     * @param code the first error's code, empty where there is none
     * @param command Telnyx's name of the command
     */
    public static Verdict of(int status, String code, String command) {
        return switch (status / 100) {
            case 2 -> new Verdict.Final(new CommandResult.Accepted());
            case 4 -> ofClientError(status, code, command);
            case 5 -> new Verdict.TryAgain();
            // A redirect is not followed: nothing but the configured base gets the key.
            default -> refused(status, code);
        };
    }

    private static Verdict ofClientError(int status, String code, String command) {
        return switch (status) {
            case 401, 403 -> new Verdict.Unauthorised();
            case REQUEST_TIMEOUT -> new Verdict.TryAgain();
            case TOO_MANY_REQUESTS -> new Verdict.SlowDown();
            // A dial is addressed to no call, so what was not found is something else.
            case 404 -> command.equals("dial") ? refused(status, code) : callOver();
            default -> ofCode(status, code, command);
        };
    }

    private static Verdict ofCode(int status, String code, String command) {
        if (TELNYX_IN_TROUBLE.contains(code)) {
            return new Verdict.TryAgain();
        }
        return switch (code) {
            case CALL_ENDED -> callOver();
            case NOT_ANSWERED_YET -> new Verdict.Final(new CommandResult.NotAnswered());
            case TRANSCRIPTION_IN_PROGRESS ->
                command.equals("transcription_start")
                        ? new Verdict.Final(new CommandResult.Accepted())
                        : refused(status, code);
            default -> refused(status, code);
        };
    }

    private static Verdict callOver() {
        return new Verdict.Final(new CommandResult.CallOver());
    }

    private static Verdict refused(int status, String code) {
        return new Verdict.Final(new CommandResult.Refused(status, code));
    }
}
