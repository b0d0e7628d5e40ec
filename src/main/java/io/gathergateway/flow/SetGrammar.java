package io.gathergateway.flow;

import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a set file is written with: which flows there are, and which of them answers which call. */
final class SetGrammar {
    private static final Pattern FILE = Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9_./-]{0,127}\\.ya?ml");
    private static final Shape.Word FROM = new Shape.Word(
            "telephone number, or the beginning of one and *",
            "\"+44*\"",
            Pattern.compile("\\+[0-9]{1,15}\\*?"),
            "write E.164 such as \"+13125550199\", or its beginning and a star, such as \"+44*\"");
    private static final Shape.Word CONNECTION = new Shape.Word(
            "connection_id", "\"<id>\"", Pattern.compile("[A-Za-z0-9_-]{1,64}"), "write it as Telnyx shows it");

    private static final Key<String> TO = Key.optional("to", Grammar.E164, "the number called");
    private static final Key<String> CALLER = Key.optional("from", FROM, "the caller's number");
    private static final Key<String> OVER = Key.optional("connection", CONNECTION, "the Call Control application");
    private static final Key<WayRef> FLOW = Key.required("flow", new Shape.Way(), "the flow that answers");

    static final Key<List<YamlNode.Scalar>> FLOWS = Key.required(
            "flows",
            new Shape.Special<>("a list of flow files", "[ front-desk.yaml ]", SetGrammar::files),
            "the flows of the set");
    static final Key<List<RouteDraft>> ANSWER = Key.required(
            "answer",
            new Shape.Special<>(
                    "a list of { to, from, connection, flow }, tried from the first; what is left out matches every call",
                    "[ { flow: <flow> } ]",
                    SetGrammar::routes),
            "which flow answers a call");
    static final Shape.Group FILE_OF_SET = new Shape.Group("the flow set", List.of(FLOWS, ANSWER));

    private SetGrammar() {}

    /**
     * A route as it is written.
     *
     * @param whole whether all of it could be read; else nobody can say which calls it takes
     */
    record RouteDraft(
            Place place,
            boolean whole,
            @Nullable String to,
            @Nullable String from,
            @Nullable String connection,
            WayRef flow) {}

    /** Whether every call of the later route is taken by the first. */
    static boolean covers(FlowSet.Route first, FlowSet.Route later) {
        return same(first.to(), later.to())
                && same(first.connection(), later.connection())
                && (same(first.from(), later.from()) || begins(first.from(), later.from()));
    }

    private static boolean same(@Nullable String first, @Nullable String later) {
        return first == null || first.equals(later);
    }

    private static boolean begins(@Nullable String first, @Nullable String later) {
        return first != null
                && later != null
                && first.endsWith("*")
                && later.startsWith(first.substring(0, first.length() - 1));
    }

    /** Whether this is the top of a set file, not of a flow. */
    static boolean is(YamlNode root) {
        return root instanceof YamlNode.Mapping mapping
                && mapping.entries().containsKey(FLOWS.name())
                && !mapping.entries().containsKey(Grammar.STEPS.name());
    }

    private static Optional<List<YamlNode.Scalar>> files(YamlNode node, String name, Problems problems) {
        List<YamlNode.Scalar> files = new ArrayList<>();
        for (YamlNode item : Values.items(node)) {
            Values.scalarOfText(item, "a flow file", problems).ifPresent(scalar -> {
                if (FILE.matcher(scalar.text()).matches()) {
                    files.add(scalar);
                } else {
                    problems.add(
                            scalar.place(),
                            Problems.quoted(scalar.text()) + " is no flow file",
                            "name a .yaml file in this file's folder or below it");
                }
            });
        }
        return Optional.of(files);
    }

    private static Optional<List<RouteDraft>> routes(YamlNode node, String name, Problems problems) {
        List<RouteDraft> routes = new ArrayList<>();
        for (YamlNode item : Values.items(node)) {
            Fields.of(item, "a route", problems).ifPresent(fields -> {
                int before = problems.size();
                KeyValues values = KeyValues.read(fields, List.of(TO, CALLER, OVER, FLOW), problems);
                fields.done();
                values.find(FLOW)
                        .ifPresent(flow -> routes.add(new RouteDraft(
                                item.place(),
                                problems.size() == before,
                                values.find(TO).orElse(null),
                                values.find(CALLER).orElse(null),
                                values.find(OVER).orElse(null),
                                flow)));
            });
        }
        return Optional.of(routes);
    }
}
