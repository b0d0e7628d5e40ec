package io.gathergateway.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened in a run, line by line, for whoever replays it. */
final class Trace {
    private final Clockwork clock;
    private final List<String> lines = new ArrayList<>();

    Trace(Clockwork clock) {
        this.clock = clock;
    }

    void note(String who, String what) {
        lines.add(clock.now() + " " + who + " " + what);
    }

    /** The lines, times in seconds and names in a column. */
    List<String> readable() {
        return lines.stream()
                .map(line -> {
                    String[] parts = line.split(" ", 3);
                    return String.format(
                            Locale.ROOT, "%9.3f  %-8s %s", Long.parseLong(parts[0]) / 1000.0, parts[1], parts[2]);
                })
                .toList();
    }

    List<String> lines() {
        return lines;
    }
}
