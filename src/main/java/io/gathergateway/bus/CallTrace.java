package io.gathergateway.bus;

import io.gathergateway.call.SessionKey;
import java.util.List;

/** What just happened to a call. Free of anything the caller said or typed. */
public sealed interface CallTrace {
    SessionKey key();

    /** {@code event} is applied: the call stands at {@code step} and {@code commands} are on their way. */
    record Decided(SessionKey key, String event, String detail, String step, List<String> commands, boolean ended)
            implements CallTrace {}

    /** Telnyx answered a command; {@code detail} is "ok" or the reason. */
    record Answered(SessionKey key, String command, String commandId, String detail, long millis)
            implements CallTrace {}
}
