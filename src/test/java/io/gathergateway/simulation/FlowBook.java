package io.gathergateway.simulation;

import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The flows that runs are on: some of those that come with the gateway, and generated ones. Read once. */
final class FlowBook {
    private static final int GENERATED = 24;
    private static final Path SHIPPED = Path.of("conf/flows");
    private static final List<String> NAMES = List.of("front-desk", "appointment", "callback", "concierge");

    private static final List<FlowSet> ALL = read();

    private FlowBook() {}

    static FlowSet any(Dice dice) {
        // The shipped ones are longer; generated ones try more per second.
        return dice.chance(0.3)
                ? ALL.get((int) dice.between(0, NAMES.size() - 1))
                : ALL.get((int) dice.between(NAMES.size(), ALL.size() - 1));
    }

    private static List<FlowSet> read() {
        List<FlowSet> sets = new ArrayList<>();
        for (String name : NAMES) {
            sets.add(loaded(FlowReader.read("", name + ".yaml", FlowBook::text), name));
        }
        for (int i = 0; i < GENERATED; i++) {
            String text = generated(new Dice(i));
            sets.add(loaded(FlowReader.read("flow.yaml", text), text));
        }
        return List.copyOf(sets);
    }

    private static Optional<String> text(String path) {
        try {
            return Optional.of(Files.readString(SHIPPED.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FlowSet loaded(FlowReading reading, String source) {
        return switch (reading) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new IllegalStateException(refused.problems().render() + "\n" + source);
        };
    }

    /** A chain of steps of any kind, whose ways lead onwards, or back where a caller may ask for it. */
    private static String generated(Dice dice) {
        long count = dice.between(2, 7);
        StringBuilder flow = new StringBuilder("""
                flow: generated
                start: s0
                voice: AWS.Polly.Joanna-Neural
                language: en-US
                limits: { call: 5m, steps: 60 }
                on: { failed: sorry }
                steps:
                """);
        for (int i = 0; i < count; i++) {
            String next = i + 1 == count ? "bye" : "s" + (i + 1);
            String far = i + 2 >= count ? "bye" : "s" + dice.between(i + 1, count - 1);
            flow.append("  s")
                    .append(i)
                    .append(": ")
                    .append(step(dice, i, next, far))
                    .append('\n');
        }
        return flow + """
                  sorry: { say: We are sorry., next: bye, failed: bye }
                  bye: hangup
                """;
    }

    private static String step(Dice dice, int number, String next, String far) {
        String ways = ", next: " + next + ", ";
        return switch ((int) dice.between(0, 9)) {
            case 0, 1 -> "{ say: \"This is sentence " + number + ".\"" + ways + "failed: " + far + " }";
            case 2, 3, 4 ->
                "{ menu: { prompt: \"Press one or two at " + number + ".\", tries: " + dice.between(1, 3)
                        + ", timeout: 4s }, keys: { \"1\": " + next + ", \"2\": " + far
                        + ", \"*\": repeat }, exhausted: " + far + " }";
            case 5 ->
                "{ gather: { prompt: \"Please type your number.\", digits: 4, between: 3s }" + ways + "exhausted: "
                        + far + " }";
            case 6 ->
                "{ gather_ai: { greeting: \"What is it?\", parameters: { name: { type: string }, pain: { type: boolean } } }, into: wish"
                        + number + ways + "invalid: " + far + " }";
            case 7 ->
                "{ transfer: { to: \"+13125550199\", timeout: 15s }, busy: " + next + ", no_answer: " + far + " }";
            case 8 ->
                "{ http: { post: \"https://crm.example.com/x\", body: { call: \"${call.id}\" }, timeout: 3s, retries: 2, idempotent: true, hold: One moment please., hold_after: 500ms }"
                        + ways + "timeout: " + far + ", degraded: " + far + ", failed: " + far + " }";
            default ->
                "{ record: { max: 20s, silence: 3s, end: \"#\" }, into: message" + number + ways + "failed: " + far
                        + " }";
        };
    }
}
