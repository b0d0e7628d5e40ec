package io.gathergateway.bus;

import io.gathergateway.call.SessionKey;

/** Where messages go. All are local to the pod. */
public final class Addresses {
    /** {@link SendCommand}: a head to send. */
    public static final String COMMANDS = "commands";

    /** {@link CallTrace}: what just happened to a call, for whoever watches. */
    public static final String TRACE = "trace";

    /** {@link UnusableBody}: for the dead list. */
    public static final String UNUSABLE = "unusable";

    private Addresses() {}

    /** {@link io.gathergateway.call.SessionEvent}, answered with {@link Applied}: the owner of the call in this pod. */
    public static String session(SessionKey key, int owners) {
        return session(key.shard(owners));
    }

    /** {@link io.gathergateway.call.SessionEvent.Webhook} of an observation, never answered: the owner of the call. */
    public static String observations(SessionKey key, int owners) {
        return observations(key.shard(owners));
    }

    public static String observations(int owner) {
        return "observations." + owner;
    }

    public static String session(int owner) {
        return "session." + owner;
    }
}
