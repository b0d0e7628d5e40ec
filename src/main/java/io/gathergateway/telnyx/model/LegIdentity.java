package io.gathergateway.telnyx.model;

/** Who a leg is: what every webhook of it repeats. Never changes during its life. */
public record LegIdentity(
        String callControlId,
        String callLegId,
        String callSessionId,
        String connectionId,
        String from,
        String to,
        Direction direction) {

    /** As Telnyx sees it: {@code OUTGOING} legs are made by a dial or a transfer. */
    public enum Direction {
        INCOMING,
        OUTGOING
    }

    /** An incoming call whose ids all derive from {@code seed}; the same seed gives the same ids. */
    public static LegIdentity incoming(String seed, String connectionId, String from, String to) {
        return of(seed, Derived.uuid(seed + "/session"), connectionId, from, to, Direction.INCOMING);
    }

    /** The leg of a call we place: a session of its own. */
    public static LegIdentity dialled(String seed, String connectionId, String from, String to) {
        return of(seed, Derived.uuid(seed + "/session"), connectionId, from, to, Direction.OUTGOING);
    }

    /** A leg we place that is linked ({@code link_to}) to another: it shares that one's session. */
    public static LegIdentity linked(String seed, String session, String connectionId, String from, String to) {
        return of(seed, session, connectionId, from, to, Direction.OUTGOING);
    }

    /** A leg made by a transfer; {@code session} is shared with the leg that made it. */
    static LegIdentity outgoing(String seed, String session, String connectionId, String from, String to) {
        return of(seed, session, connectionId, from, to, Direction.OUTGOING);
    }

    private static LegIdentity of(
            String seed, String session, String connectionId, String from, String to, Direction direction) {
        return new LegIdentity(
                Derived.callControlId(seed), Derived.uuid(seed + "/leg"), session, connectionId, from, to, direction);
    }
}
