package io.gathergateway.cli;

import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.session.SetReading;
import io.gathergateway.store.LiveRevision;
import io.gathergateway.store.StoredSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flow publish}. */
@Command(
        name = "publish",
        description = "Let new calls begin with these flows, in every gateway that follows what is live.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Gateways with flows.follow: live see it within seconds. Calls that are under way go on as they began.",
            "With --canary or --number only some new calls begin so; publish the file again without them to let all.",
            "",
            "Exit status: 0 published, 1 Redis did not take it, 2 mistakes in the flows or the arguments.",
        })
final class FlowPublishCommand implements Callable<Integer> {
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})%?");
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A flow, or a flow set.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--canary", paramLabel = "PERCENT", description = "Only this share of the calls, such as 10%%.")
    private @Nullable String share;

    @Option(
            names = "--number",
            paramLabel = "+NUMBER",
            description = "Only calls to this number of yours (and placed from it); may be given several times.")
    private List<String> numbers = List.of();

    @Mixin
    private RevisionTool redis = new RevisionTool();

    @Override
    public Integer call() throws Exception {
        int percent = percent();
        for (String number : numbers) {
            if (!NUMBER.matcher(number).matches()) {
                throw new ParameterException(
                        spec.commandLine(), "--number takes a number in E.164, such as +13125550100");
            }
        }
        return switch (FlowFile.read(file)) {
            case FlowReading.Refused refused -> {
                spec.commandLine().getErr().println(refused.problems().render());
                yield Main.WRONG_INPUT;
            }
            case FlowReading.Loaded(FlowSet set) -> publish(set, percent);
        };
    }

    private int publish(FlowSet set, int percent) throws Exception {
        StoredSet stored = SetReading.stored(set);
        if (!stored.fits()) {
            spec.commandLine()
                    .getErr()
                    .println(file + ": the files of a set may have " + StoredSet.MOST_BYTES + " bytes in all");
            return Main.WRONG_INPUT;
        }
        boolean all = share == null && numbers.isEmpty();
        Optional<LiveRevision> before = redis.run(spec, store -> store.live());
        redis.run(
                spec,
                store -> all
                        ? store.publish(set.revision(), stored)
                        : store.publish(stored, new LiveRevision.Canary(set.revision(), percent, numbers)));
        PrintWriter out = spec.commandLine().getOut();
        LiveRevision live = redis.run(spec, store -> store.live()).orElseThrow();
        FlowLiveCommand.print(out, live);
        before.map(LiveRevision::canary)
                // Not where it is the same with another share, or for all now.
                .filter(canary -> !canary.revision().equals(live.revision()))
                .filter(canary -> live.canary() == null
                        || !canary.revision().equals(live.canary().revision()))
                .ifPresent(canary -> out.println("replaced  canary " + FlowLiveCommand.told(canary)));
        if (!all && live.canary() == null) {
            out.println("nothing was live before: all new calls begin with these flows");
        }
        return 0;
    }

    private int percent() {
        if (share == null) {
            return 0;
        }
        Matcher matcher = PERCENT.matcher(share);
        int percent = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (percent < 1 || percent > 99) {
            throw new ParameterException(
                    spec.commandLine(), "--canary takes 1% to 99%; leave it out to publish for all calls");
        }
        return percent;
    }
}
