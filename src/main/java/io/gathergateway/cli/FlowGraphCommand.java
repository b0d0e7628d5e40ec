package io.gathergateway.cli;

import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.picture.Pictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code flow graph}: the picture of a flow, or of all flows of a set. */
@Command(
        name = "graph",
        description = "Draw a flow: its steps, and where they lead.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A step's own ways are arrows. Ways that steps inherit from on: are numbers on the steps; what they mean",
            "stands above the picture. Exit status: 0 drawn, 1 not written, 2 the flow has mistakes."
        })
final class FlowGraphCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A flow file, or a set file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "svg",
            converter = InWords.class,
            description = "svg, mermaid or dot; ${DEFAULT-VALUE} if not given.")
    @SuppressWarnings("NullAway.Init")
    private Pictures.Format format;

    @Option(names = "--flow", paramLabel = "NAME", description = "Draw this flow only, not those it calls.")
    private @Nullable String flow;

    @Option(names = "--out", paramLabel = "FILE", description = "Write it there; to standard output if not given.")
    private @Nullable Path out;

    /** Takes a format in small letters, as everything on the command line. */
    static final class InWords implements ITypeConverter<Pictures.Format> {
        @Override
        public Pictures.Format convert(String word) {
            return Arrays.stream(Pictures.Format.values())
                    .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + word + "' is none of svg, mermaid, dot"));
        }
    }

    @Override
    public Integer call() {
        return switch (FlowFile.read(file)) {
            case FlowReading.Loaded loaded -> write(draw(loaded.set()));
            case FlowReading.Refused refused -> {
                spec.commandLine().getErr().println(refused.problems().render());
                yield Main.WRONG_INPUT;
            }
        };
    }

    private String draw(FlowSet set) {
        List<Flow> flows = set.flows().values().stream()
                .filter(each -> flow == null || each.name().equals(flow))
                .toList();
        if (flows.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--flow " + flow + " is none of "
                            + String.join(", ", set.flows().keySet()));
        }
        return Pictures.draw(set, flows, format);
    }

    private int write(String picture) {
        if (out == null) {
            PrintWriter writer = spec.commandLine().getOut();
            writer.print(picture);
            writer.flush();
            return 0;
        }
        try {
            Files.writeString(out, picture);
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(out + " cannot be written: " + e.getMessage());
            return Main.FAILED;
        }
    }
}
