package io.gathergateway.rehearsal;

import io.gathergateway.scenario.Scenario.OtherSide;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.EventHeader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The legs of a recorded call, as their events tell of them: who was called, and how they reacted. */
final class OtherLegs {
    private static final Set<String> TAKEN_BACK = Set.of("timeout", "no_answer", "originator_cancel");
    private static final Set<String> DECLINED = Set.of("user_busy", "call_rejected");

    private final Map<String, String> outgoing = new LinkedHashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final Set<String> bridged = new HashSet<>();

    /** How somebody reacted whom the gateway called. */
    record Reacted(String number, OtherSide reaction) {}

    void began(CallEvent.CallInitiated initiated) {
        if ("outgoing".equals(initiated.direction())) {
            outgoing.put(
                    text(initiated.header().callControlId()),
                    text(initiated.header().to()));
        }
    }

    void answered(EventHeader leg) {
        answered.add(text(leg.callControlId()));
    }

    void joined(EventHeader leg) {
        answered(leg);
        bridged.add(text(leg.callControlId()));
    }

    /** A leg other than the flow's own ended; empty where that was no doing of its side. */
    Optional<Reacted> left(String leg, String cause) {
        String number = outgoing.remove(leg);
        boolean talked = bridged.remove(leg);
        if (number == null) {
            return Optional.empty();
        }
        if (DECLINED.contains(cause)) {
            return Optional.of(new Reacted(number, OtherSide.BUSY));
        }
        if (TAKEN_BACK.contains(cause)) {
            return Optional.of(new Reacted(number, OtherSide.NO_ANSWER));
        }
        return talked ? Optional.of(new Reacted(number, OtherSide.LEAVES)) : Optional.empty();
    }

    /** Whether somebody is called on this leg who has not answered. */
    boolean rings(String leg) {
        return outgoing.containsKey(leg) && !answered.contains(leg);
    }

    /** The numbers that are called and have not answered. */
    List<String> ringing() {
        return outgoing.entrySet().stream()
                .filter(leg -> rings(leg.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether somebody talks with the caller, whose own leg this is. */
    boolean talkWith(String own) {
        return outgoing.keySet().stream().anyMatch(leg -> !leg.equals(own) && bridged.contains(leg));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
