package io.gathergateway.cli;

import io.gathergateway.store.RevisionStore.Rollback;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flow rollback}. */
@Command(
        name = "rollback",
        description = "Take the canary back; where there is none, let new calls begin with the flows before these.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Calls that are under way go on as they began. A second roll-back undoes the first.",
            "Exit status: 0 rolled back, 1 there is nothing to go back to, or Redis does not answer."
        })
final class FlowRollbackCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private RevisionTool redis = new RevisionTool();

    @Override
    public Integer call() throws Exception {
        Rollback done = redis.run(spec, store -> store.rollback());
        PrintWriter out = spec.commandLine().getOut();
        return switch (done) {
            case CANARY, LIVE -> {
                redis.run(spec, store -> store.live()).ifPresent(live -> FlowLiveCommand.print(out, live));
                yield 0;
            }
            case NOTHING -> {
                out.println("there is nothing to go back to");
                yield Main.FAILED;
            }
        };
    }
}
