package io.gathergateway.cli;

import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code simulate --phone}: a phone in the terminal, without a gateway, a network or a store. */
final class PhoneOptions {
    @Option(
            names = "--phone",
            description = "Be the caller: play --flow in the terminal, prompts as text, keys and words typed.")
    private boolean phone;

    @Option(names = "--flow", paramLabel = "FILE", description = "The flow, or set, that --phone calls.")
    private @Nullable Path flow;

    @Option(
            names = "--from",
            paramLabel = "NUMBER",
            defaultValue = "+13125550101",
            description = "The number that --phone calls from; ${DEFAULT-VALUE} if not given.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String from;

    @Option(
            names = "--to",
            paramLabel = "NUMBER",
            defaultValue = "+13125550100",
            description = "The number that --phone calls; ${DEFAULT-VALUE} if not given.")
    @SuppressWarnings("NullAway.Init")
    private String to;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When --phone calls, such as 2026-12-24T18:00-06:00; now if not given.")
    private @Nullable OffsetDateTime at;

    boolean isAsked() {
        return phone;
    }

    int play(CommandSpec spec) throws IOException {
        if (flow == null) {
            throw new ParameterException(spec.commandLine(), "--phone needs --flow FILE, the flow to call");
        }
        return switch (FlowFile.read(flow)) {
            case FlowReading.Loaded loaded -> talk(spec, loaded.set());
            case FlowReading.Refused refused -> {
                spec.commandLine().getErr().println(refused.problems().render());
                yield Main.WRONG_INPUT;
            }
        };
    }

    private int talk(CommandSpec spec, FlowSet set) throws IOException {
        long now = at == null ? System.currentTimeMillis() : at.toInstant().toEpochMilli();
        PhoneTalk talk = new PhoneTalk(
                set,
                from,
                to,
                now,
                spec.commandLine().getOut(),
                spec.commandLine().getColorScheme().ansi());
        talk.play(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        return 0;
    }
}
