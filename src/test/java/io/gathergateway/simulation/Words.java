package io.gathergateway.simulation;

import io.gathergateway.call.SessionKey;

/** Short names for a trace. */
final class Words {
    private static final int SHORT = 6;

    private Words() {}

    static String call(SessionKey key) {
        return id(key.id());
    }

    /** The beginning of a long id. */
    static String id(String id) {
        return id.length() <= SHORT ? id : id.substring(0, SHORT);
    }
}
