package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A flow file as it is written.
 *
 * @param place of the file
 * @param folder of the file in its set; empty, or it ends in a slash
 */
record FlowDraft(
        Place place,
        String folder,
        KeyValues values,
        List<Draft> steps,
        Map<String, Variable> takes,
        Map<String, Variable> vars,
        List<LanguageDraft> languages) {

    static FlowDraft of(Place place, String folder, KeyValues values, Problems problems) {
        VariableReader variables = new VariableReader(problems);
        Defaults.inherit(values, values.find(Grammar.STEPS).orElse(List.of()));
        return new FlowDraft(
                place,
                folder,
                values,
                values.find(Grammar.STEPS).orElse(List.of()),
                values.find(Grammar.TAKES).map(variables::takes).orElse(Map.of()),
                values.find(Grammar.VARS).map(variables::vars).orElse(Map.of()),
                languages(place, values, problems));
    }

    String name() {
        return values.find(Grammar.FLOW).orElse("");
    }

    /** The flows its steps call, where they are named. */
    List<WayRef> calls() {
        List<WayRef> calls = new ArrayList<>();
        for (Draft step : steps) {
            step.values()
                    .find(StepGrammar.CALL)
                    .flatMap(body -> body.find(StepGrammar.FLOW))
                    .ifPresent(calls::add);
        }
        return calls;
    }

    /** What a flow that calls this one must give it. */
    ObjectNode taken() {
        ObjectNode schema = SchemaTypes.simple("object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        takes.forEach((name, variable) -> {
            properties.set(name, variable.schema());
            required.add(name);
        });
        return schema;
    }

    /**
     * The names its expressions may use.
     *
     * @param flows by name, those it calls among them
     */
    Variables variables(Map<String, FlowDraft> flows, Problems problems) {
        Variables all = new Variables();
        if (languages.size() > 1) {
            all.languages(languages.stream().map(LanguageDraft::tag).toList());
        }
        all.hours(values.get(Grammar.HOURS).keySet());
        takes.values().forEach(all::declare);
        vars.forEach((name, variable) -> {
            if (takes.containsKey(name)) {
                problems.add(place, name + " is in vars and in takes", "keep one of them");
            }
            all.declare(variable);
        });
        for (Draft step : steps) {
            if (step.kind() == Kind.HTTP) {
                all.asks(returns(step));
            }
            step.values()
                    .find(StepGrammar.INTO)
                    .ifPresent(into -> all.fill(into.path(), result(step, flows), into.place(), problems));
            step.values().find(StepGrammar.INTO).ifPresent(into -> brings(step, into, flows, problems));
        }
        return all;
    }

    /** Whether there is anything to put somewhere. */
    private static void brings(Draft step, PathRef into, Map<String, FlowDraft> flows, Problems problems) {
        if (step.kind() == Kind.WAIT
                && step.values()
                        .find(StepGrammar.WAIT)
                        .filter(body -> body.find(StepGrammar.EVENT_NAME).isEmpty())
                        .isPresent()) {
            problems.add(into.place(), "time alone brings nothing", "wait for an event, or take into out");
        }
        step.values()
                .find(StepGrammar.CALL)
                .flatMap(body -> body.find(StepGrammar.FLOW))
                .flatMap(flow -> Optional.ofNullable(flows.get(flow.target())))
                .filter(called -> called.values.find(Grammar.GIVES).isEmpty())
                .ifPresent(called -> problems.add(
                        into.place(),
                        "flow " + called.name() + " gives nothing back",
                        "declare it there, gives: { ok: { type: boolean } }, or take into out"));
    }

    /** Whether a step of it waits for the caller or for time. */
    boolean asks() {
        return steps.stream().anyMatch(GraphCheck::waits);
    }

    /** Whether a step of it is of this kind. */
    boolean has(Kind kind) {
        return steps.stream().anyMatch(step -> step.kind() == kind);
    }

    private static ObjectNode result(Draft step, Map<String, FlowDraft> flows) {
        return switch (step.kind()) {
            case GATHER -> SchemaTypes.simple("string");
            case GATHER_AI ->
                step.values()
                        .find(StepGrammar.GATHER_AI)
                        .flatMap(body -> body.find(StepGrammar.PARAMETERS))
                        .orElseGet(FlowDraft::free);
            case HTTP -> returns(step);
            case CALL ->
                step.values()
                        .find(StepGrammar.CALL)
                        .flatMap(body -> body.find(StepGrammar.FLOW))
                        .flatMap(flow -> Optional.ofNullable(flows.get(flow.target())))
                        .flatMap(called -> called.values.find(Grammar.GIVES))
                        .orElseGet(FlowDraft::free);
            case RECORD -> {
                ObjectNode recording = SchemaTypes.simple("object");
                recording.withObject("/properties").set("url", SchemaTypes.simple("string"));
                recording.withObject("/properties").set("seconds", SchemaTypes.simple("number"));
                yield recording;
            }
            case WAIT -> step.values().find(StepGrammar.BRINGS).orElseGet(SchemaTypes::anything);
            case null, default -> SchemaTypes.anything();
        };
    }

    /** What is there in the place of a description that cannot be read, which was told: it may have any property. */
    private static ObjectNode free() {
        return SchemaTypes.simple("object");
    }

    private static ObjectNode returns(Draft step) {
        return step.values().find(StepGrammar.RETURNS).orElseGet(SchemaTypes::anything);
    }

    private static List<LanguageDraft> languages(Place place, KeyValues values, Problems problems) {
        Optional<List<LanguageDraft>> several = values.find(Grammar.LANGUAGES);
        Optional<String> voice = values.find(Grammar.VOICE);
        Optional<String> tag = values.find(Grammar.LANGUAGE);
        if (several.isPresent() && !several.get().isEmpty()) {
            if (voice.isPresent() || tag.isPresent()) {
                problems.add(
                        several.get().getFirst().place(),
                        "the flow has languages, and " + (voice.isPresent() ? "voice" : "language") + " beside it",
                        "write the voice at each language, and take it out at the top");
            }
            return several.get();
        }
        return List.of(new LanguageDraft(
                place, tag.orElse(Grammar.USUAL_LANGUAGE), voice.orElse(Grammar.USUAL_VOICE), Optional.empty()));
    }
}
