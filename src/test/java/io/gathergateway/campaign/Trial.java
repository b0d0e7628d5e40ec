package io.gathergateway.campaign;

import java.nio.file.Path;

/**
 * A fault that is tried.
 *
 * @param name in words
 * @param setting what it is tried on
 * @param fault done while calls come; gives how often it was done, and afterwards a figure
 */
record Trial(String name, Setting setting, Fault fault) {
    /** Done to a stage under load. */
    interface Fault {
        Done strike(Stage stage, Scale scale) throws Exception;
    }

    /** How a trial is told, once its ledger is written. */
    interface Telling {
        String of(Stage stage, Ledger ledger);
    }

    /** {@code times} the fault was done. */
    record Done(int times, Telling figure) {}

    /** What came of it. */
    record Outcome(String name, int times, Ledger ledger, String figure) {}

    Trial(String name, Fault fault) {
        this(name, Setting.USUAL, fault);
    }

    /** Tries it on a stage of its own, with calls before, in and after it. */
    Outcome run(Path folder, Scale scale) throws Exception {
        try (Stage stage = new Stage(folder, setting)) {
            Load load = Load.begin(stage, scale.callsPerSecond());
            Waits.last(scale.around());
            Done done = fault.strike(stage, scale);
            Waits.last(scale.around());
            Ledger ledger = Ledger.of(stage, load.end());
            return new Outcome(name, done.times(), ledger, done.figure().of(stage, ledger));
        }
    }
}
