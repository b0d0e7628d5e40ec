package io.gathergateway.overload;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Divides the processors: the last for the gateway, the others for this process and what it starts. */
final class Processors {
    private Processors() {}

    /** What to put before the gateway's command; empty where there is one processor, or no taskset. */
    static List<String> split() {
        int all = Runtime.getRuntime().availableProcessors();
        if (all < 2) {
            return List.of();
        }
        List<String> mine = List.of(
                "taskset",
                "-a",
                "-p",
                "-c",
                "0-" + (all - 2),
                Long.toString(ProcessHandle.current().pid()));
        try {
            Process taskset = new ProcessBuilder(mine).redirectErrorStream(true).start();
            taskset.getInputStream().readAllBytes();
            if (taskset.waitFor(10, TimeUnit.SECONDS) && taskset.exitValue() == 0) {
                return List.of("taskset", "-c", Integer.toString(all - 1));
            }
        } catch (IOException e) {
            // Not on this system.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.println("The gateway could not be given a processor of its own: figures say less");
        return List.of();
    }
}
