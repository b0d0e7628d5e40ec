package io.gathergateway.session;

/**
 * Bounds of one owner of calls.
 *
 * @param cached sessions held in memory
 * @param waitingPerCall events of one call that may wait
 * @param waiting events of all calls that may wait or be under way
 */
public record SessionOptions(int cached, int waitingPerCall, int waiting) {
    public static final SessionOptions DEFAULT = new SessionOptions(10_000, 64, 4_096);
}
