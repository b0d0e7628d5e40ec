package io.gathergateway.campaign;

/** Signals to processes we started. */
final class Signals {
    private Signals() {}

    static void send(long pid, String signal) throws Exception {
        int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("kill -" + signal + " " + pid + " ended with " + status);
        }
    }
}
