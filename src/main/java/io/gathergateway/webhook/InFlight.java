package io.gathergateway.webhook;

/** Bounds the webhooks at work in one instance, by number and by bytes held (P11). Confined to its event loop. */
final class InFlight {
    /** A body is held from its first byte until it is parsed; a usual one has 1 to 2 KiB. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final int maxCount;
    private int count;
    private int bytes;

    InFlight(int maxCount) {
        this.maxCount = maxCount;
    }

    boolean enter() {
        if (count == maxCount) {
            return false;
        }
        count++;
        return true;
    }

    void leave() {
        count--;
    }

    boolean hold(int more) {
        if (bytes + more > MAX_BYTES) {
            return false;
        }
        bytes += more;
        return true;
    }

    void release(int held) {
        bytes -= held;
    }
}
