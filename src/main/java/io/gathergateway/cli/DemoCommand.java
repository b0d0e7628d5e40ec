package io.gathergateway.cli;

import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.ops.Logging;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.store.EmbeddedRedis;
import io.gathergateway.yaml.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the whole gateway against a simulated Telnyx, with nothing to set up. */
@Command(
        name = "demo",
        description = "Play calls through the gateway against a simulated Telnyx and an embedded Redis.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "REDIS_URL in the environment takes that Redis instead of an embedded one.",
            "Exit status: 0 every call ended as scripted and nothing was lost or doubled, 1 otherwise.",
        })
final class DemoCommand implements Callable<Integer> {
    /** More lines than that nobody reads. */
    private static final int MOST_SHOWN = 50;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--flow",
            paramLabel = "FILE",
            defaultValue = "conf/flows/front-desk.yaml",
            description = "The flow; ${DEFAULT-VALUE} if not given.")
    @SuppressWarnings("NullAway.Init")
    private Path flowFile;

    @Option(names = "--scenarios", paramLabel = "FILE", description = "The calls; those beside the flow if not given.")
    private @Nullable Path scenarioFile;

    @Option(
            names = "--calls",
            paramLabel = "N",
            description = "How many calls, the scripts in turn; each script once if not given.")
    private int calls;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "10",
            description =
                    "How much faster than life callers speak, wait and think, 1 to 1000; ${DEFAULT-VALUE} if not given.")
    private double speed;

    @Option(names = "--exit", description = "End after the last call.")
    private boolean exit;

    @Override
    public Integer call() throws Exception {
        if (calls < 0 || calls > 100_000 || speed < 1 || speed > 1000) {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), "--calls must be 1 to 100000, --speed 1 to 1000");
        }
        Logging.start(false, Level.WARN);
        return switch (FlowFile.read(flowFile)) {
            case FlowReading.Refused refused -> refuse(refused.problems());
            case FlowReading.Loaded loaded -> withCallers(loaded.set());
        };
    }

    private int withCallers(FlowSet flows) throws Exception {
        Problems problems = new Problems();
        List<Scenario> all =
                ScenarioFile.read(scenarioFile == null ? ScenarioFile.beside(flowFile) : scenarioFile, problems);
        List<Scenario> playable = all.stream().filter(ScenarioCalls::isPlayable).toList();
        return problems.isEmpty() ? play(flows, playable) : refuse(problems);
    }

    private int refuse(Problems problems) {
        spec.commandLine().getErr().println(problems.render());
        return Main.WRONG_INPUT;
    }

    private int play(FlowSet flows, List<Scenario> scripts) throws Exception {
        String redisUrl = System.getenv("REDIS_URL");
        EmbeddedRedis redis;
        try {
            redis = redisUrl == null || redisUrl.isBlank() ? EmbeddedRedis.start() : null;
        } catch (EmbeddedRedis.CannotStart e) {
            spec.commandLine().getErr().println(e.getMessage());
            return Main.FAILED;
        }
        try {
            int wanted = calls == 0 ? scripts.size() : calls;
            String url = redis == null ? redisUrl : redis.url();
            return play(Demo.start(flows, scripts, url, speed, wanted <= MOST_SHOWN), wanted);
        } finally {
            if (redis != null) {
                redis.close();
            }
        }
    }

    private int play(Demo demo, int wanted) throws Exception {
        try {
            if (wanted <= MOST_SHOWN) {
                demo.showTimeline(System.out);
            }
            boolean good = demo.play(wanted, System.out);
            if (!exit) {
                System.out.println();
                System.out.println("Still running: " + demo.addresses() + ". Ctrl-C ends it.");
                Runtime.getRuntime().addShutdownHook(new Thread(demo::expectEnd, "demo-end"));
                new CountDownLatch(1).await();
            }
            return good ? 0 : Main.FAILED;
        } finally {
            demo.end();
        }
    }
}
