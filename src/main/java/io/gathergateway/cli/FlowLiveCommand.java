package io.gathergateway.cli;

import io.gathergateway.store.LiveRevision;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flow live}. */
@Command(
        name = "live",
        description = "Show which flows new calls begin with, in the gateways that follow what is live.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 something is live, 1 nothing is, or Redis does not answer."})
final class FlowLiveCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private RevisionTool redis = new RevisionTool();

    @Override
    public Integer call() throws Exception {
        Optional<LiveRevision> live = redis.run(spec, store -> store.live());
        PrintWriter out = spec.commandLine().getOut();
        live.ifPresentOrElse(found -> print(out, found), () -> out.println("nothing was published yet"));
        return live.isPresent() ? 0 : Main.FAILED;
    }

    static void print(PrintWriter out, LiveRevision live) {
        out.println("live      " + live.revision() + "  since " + live.since());
        if (live.canary() != null) {
            out.println("canary    " + told(live.canary()));
        }
        if (live.previous() != null) {
            out.println("previous  " + live.previous());
        }
    }

    /** Its revision, and of which calls it is. */
    static String told(LiveRevision.Canary canary) {
        String share = canary.percent() > 0 ? "  " + canary.percent() + "% of all calls" : "";
        String numbers = canary.numbers().isEmpty() ? "" : "  calls to " + String.join(", ", canary.numbers());
        return canary.revision() + share + numbers;
    }
}
