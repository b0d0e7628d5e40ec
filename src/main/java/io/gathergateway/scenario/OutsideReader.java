package io.gathergateway.scenario;

import io.gathergateway.scenario.Scenario.Reply;
import io.gathergateway.scenario.Scenario.Upset;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what the backend says and what goes wrong. Confined to one reading. */
final class OutsideReader {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final List<String> FAULTS = List.of("lose", "double", "delay", "refuse");
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final int MOST = 1_000;

    private final Problems problems;

    OutsideReader(Problems problems) {
        this.problems = problems;
    }

    Optional<Reply> reply(Fields fields) {
        Optional<String> method = METHODS.stream().filter(fields::has).findFirst();
        if (METHODS.stream().filter(fields::has).count() != 1) {
            fields.missing("one of " + String.join(", ", METHODS), "https://…", "");
        }
        Reply.Kind kind = kind(fields);
        Optional<Reply> reply = method.map(key -> new Reply(
                fields.place(key),
                key.toUpperCase(Locale.ROOT),
                fields.text(key),
                kind,
                fields.duration("after", Duration.ZERO, LONGEST, Duration.ofMillis(50))
                        .toMillis(),
                fields.integer("times", 1, MOST, Integer.MAX_VALUE)));
        fields.done();
        return reply;
    }

    private Reply.Kind kind(Fields fields) {
        List<String> kinds = List.of("status", "fails", "degraded").stream()
                .filter(fields::has)
                .toList();
        if (kinds.size() > 1) {
            problems.add(
                    fields.place(kinds.getLast()),
                    "a backend that " + kinds.getLast() + " has no " + kinds.getFirst(),
                    "leave one of them out");
        }
        if (fields.bool("fails", false)) {
            return new Reply.Kind.Fails();
        }
        return fields.bool("degraded", false)
                ? new Reply.Kind.Degraded()
                : new Reply.Kind.Answers(
                        fields.integer("status", 100, 599, 200),
                        fields.node("body").map(Json::of).orElse(null));
    }

    Optional<Said<Upset>> fault(Fields fields) {
        Optional<Said<Upset>> fault = FAULTS.stream()
                .filter(fields::has)
                .findFirst()
                .map(key -> new Said<>(fields.place(key), upset(fields, key)));
        if (FAULTS.stream().filter(fields::has).count() != 1) {
            fields.missing("one of " + String.join(", ", FAULTS), "call.speak.ended", "");
        }
        fields.done();
        return fault;
    }

    private static Upset upset(Fields fields, String key) {
        String what = fields.text(key);
        int nth = fields.integer("nth", 1, MOST, 0);
        return switch (key) {
            case "lose" -> new Upset.Lose(what, nth);
            case "double" -> new Upset.Twice(what, nth);
            case "delay" ->
                new Upset.Delay(
                        what, nth, fields.duration("by", Duration.ZERO, LONGEST).toMillis());
            default ->
                new Upset.Refuse(what, nth, fields.integer("status", 400, 599, 422), fields.text("code", "10027"));
        };
    }
}
