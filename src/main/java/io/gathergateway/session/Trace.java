package io.gathergateway.session;

import io.gathergateway.bus.CallTrace;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.Decision;
import io.gathergateway.call.EventWords;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import java.util.Locale;

/** A decision in words. Says nothing the caller said or typed: only closed sets of Telnyx and of the flow. */
final class Trace {
    private Trace() {}

    static CallTrace of(SessionEvent event, Decision decision) {
        CallSession next = decision.next();
        return new CallTrace.Decided(
                event.key(),
                EventWords.name(event),
                decision.reason() == null ? EventWords.detail(event) : "ignored: " + word(decision.reason()),
                next == null || next.step() == null ? "" : next.step(),
                decision.commands().stream().map(OutboxCommand::name).toList(),
                decision.ended() && decision.reason() == null);
    }

    private static String word(Decision.Ignored reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
