package io.gathergateway.flow;

import io.gathergateway.yaml.Problem;
import io.gathergateway.yaml.Problems;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes flows of a few steps, without a file, to check where their values come from and where they go. */
final class MadeFlow {
    private static final Value.Mapping NONE = new Value.Mapping(Map.of());
    private static final Duration TIME = Duration.ofSeconds(5);

    final Words words;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, Prompt> prompts = new LinkedHashMap<>();
    private @Nullable String onHangup;

    MadeFlow(String vars) {
        this.words = Words.of(vars);
    }

    private MadeFlow add(Step step) {
        steps.put(step.name(), step);
        return this;
    }

    /** {@code next: b, failed: c}. */
    private static Map<Outcome, String> ways(String next, String... others) {
        Map<Outcome, String> ways = new EnumMap<>(Outcome.class);
        ways.put(Outcome.NEXT, next);
        for (String other : others) {
            List<String> pair = List.of(other.split(" ", 2));
            ways.put(Outcome.valueOf(pair.getFirst()), pair.getLast());
        }
        return ways;
    }

    MadeFlow say(String name, String text, String next) {
        return add(
                new Step.Say(name, new Prompt.Text(words.template(text), false), NONE, ways(next, "FAILED " + next)));
    }

    MadeFlow sayKey(String name, String key, String text, String next) {
        prompts.put(key, new Prompt.Text(words.template(text), false));
        return add(new Step.Say(name, new Prompt.Keyed(key), NONE, ways(next)));
    }

    MadeFlow menu(String name, String keyOne, String exhausted) {
        return add(new Step.Menu(
                name,
                new Prompt.Text(words.template("Press 1."), false),
                new Retries(3, List.of(), List.of()),
                TIME,
                Map.of("1", keyOne, "*", Step.REPEAT),
                NONE,
                Map.of(Outcome.EXHAUSTED, exhausted)));
    }

    MadeFlow gather(
            String name, @Nullable String into, boolean sensitive, String noMatch, String next, String exhausted) {
        return add(new Step.Gather(
                name,
                null,
                new Retries(3, List.of(), List.of(new Prompt.Text(words.template(noMatch), false))),
                new Digits(1, 8, "0123456789", "#"),
                TIME,
                TIME,
                words.condition("luhn(input)"),
                into,
                sensitive,
                Map.of(),
                NONE,
                ways(next, "EXHAUSTED " + exhausted)));
    }

    MadeFlow set(String name, String values, String next) {
        return add(new Step.Set(name, words.set(values), ways(next)));
    }

    MadeFlow choose(String name, String when, String go, String otherwise) {
        return add(new Step.Choose(name, List.of(new Step.Branch(words.condition(when), go)), otherwise));
    }

    MadeFlow http(String name, String url, @Nullable String body, @Nullable String into, String next, String failed) {
        return add(new Step.Http(
                name,
                "POST",
                words.url(url),
                Map.of("X-Call", words.template("${call.id}")),
                Map.of(),
                body == null ? null : words.value(body),
                TIME,
                0,
                false,
                null,
                TIME,
                null,
                into,
                ways(next, "FAILED " + failed)));
    }

    MadeFlow call(String name, String flow, String with, @Nullable String into, String next) {
        Value.Mapping values = (Value.Mapping) words.value(with);
        return add(new Step.Call(name, flow, values.entries(), into, ways(next)));
    }

    MadeFlow back(String name, String values) {
        return add(new Step.Return(name, Outcome.NEXT, ((Value.Mapping) words.value(values)).entries()));
    }

    MadeFlow sendDtmf(String name, String digits, String next) {
        return add(new Step.SendDtmf(name, words.template(digits), NONE, ways(next)));
    }

    MadeFlow hangup(String name) {
        return add(new Step.Hangup(name, NONE));
    }

    MadeFlow onHangup(String step) {
        onHangup = step;
        return this;
    }

    Flow flow(String... takes) {
        Words.assertNothingWrong(words.problems);
        return new Flow(
                "f",
                steps.keySet().iterator().next(),
                List.of(new Language("en-US", "v", prompts)),
                words.variables.own(),
                List.of(takes),
                null,
                Map.of(),
                null,
                NONE,
                new Flow.Limits(TIME, 100, 50),
                new Flow.On(Map.of(), Map.of(), onHangup),
                steps);
    }

    List<Problem> assignments(String... takes) {
        Problems found = new Problems();
        Assignments.check(flow(takes), Map.of(), found);
        return found.list();
    }

    List<Problem> taint(Flow... called) {
        Problems found = new Problems();
        Map<String, Flow> flows = new LinkedHashMap<>();
        for (Flow one : called) {
            flows.put(one.name(), one);
        }
        Taint.check(flow(), flows, found);
        return found.list();
    }
}
