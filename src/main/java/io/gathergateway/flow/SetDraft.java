package io.gathergateway.flow;

import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import io.gathergateway.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All files of a set as they are written: the flows, those they call, their prompts. Confined to one reading. */
final class SetDraft {
    private static final int MOST_FILES = 200;

    private final String folder;
    private final FlowFiles files;
    private final Problems problems;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, FlowDraft> flows = new LinkedHashMap<>();
    private final Set<String> tried = new HashSet<>();
    private final Map<String, Map<String, PromptDraft>> promptFiles = new HashMap<>();
    private List<FlowSet.Route> routes = List.of();

    private SetDraft(String folder, FlowFiles files, Problems problems) {
        this.folder = folder;
        this.files = files;
        this.problems = problems;
    }

    static SetDraft read(String folder, String entry, FlowFiles files, Problems problems) {
        SetDraft set = new SetDraft(folder, files, problems);
        set.entry(entry);
        set.circles();
        return set;
    }

    Map<String, FlowDraft> flows() {
        return flows;
    }

    Map<String, String> texts() {
        return texts;
    }

    List<FlowSet.Route> routes() {
        return routes;
    }

    /** The prompts of a flow by the tag of their language; none for a language whose file cannot be read. */
    Map<String, Map<String, PromptDraft>> prompts(FlowDraft flow) {
        Map<String, Map<String, PromptDraft>> prompts = new LinkedHashMap<>();
        for (LanguageDraft language : flow.languages()) {
            language.file()
                    .flatMap(file -> Optional.ofNullable(promptFiles.get(flow.folder() + file.text())))
                    .ifPresent(read -> prompts.put(language.tag(), read));
        }
        return prompts;
    }

    private void entry(String entry) {
        Optional<YamlNode> root = yaml(entry, null, "");
        if (root.isEmpty()) {
            return;
        }
        if (SetGrammar.is(root.get())) {
            set(root.get(), parent(entry));
            return;
        }
        if (!Grammar.resembles(root.get())) {
            problems.add(
                    root.get().place(),
                    "this is no flow: it has none of flow, start and steps",
                    "name the file of a flow; its prompts are checked with it, and its scenarios by flow test");
            return;
        }
        flow(entry, root.get(), null).ifPresent(flow -> {
            // One that takes something cannot answer: a call brings nothing of the kind.
            routes = flow.takes().isEmpty() ? List.of(new FlowSet.Route(null, null, null, flow.name())) : List.of();
        });
    }

    private void set(YamlNode root, String parent) {
        SetGrammar.FILE_OF_SET.read(root, "the flow set", problems).ifPresent(values -> {
            values.find(SetGrammar.FLOWS).orElse(List.of()).forEach(file -> {
                String path = parent + file.text();
                yaml(path, file.place(), "the flow ").ifPresent(node -> flow(path, node, null));
            });
            routes(values.find(SetGrammar.ANSWER).orElse(List.of()));
        });
    }

    private void routes(List<SetGrammar.RouteDraft> drafts) {
        List<FlowSet.Route> made = new ArrayList<>();
        for (SetGrammar.RouteDraft route : drafts) {
            String name = route.flow().target();
            FlowDraft flow = flows.get(name);
            if (flow == null) {
                problems.add(
                        route.flow().place(),
                        "there is no flow " + Problems.quoted(name),
                        Nearest.cure(name, flows.keySet(), "flows"));
            } else if (!flow.takes().isEmpty()) {
                problems.add(
                        route.flow().place(),
                        "flow " + name + " takes "
                                + String.join(", ", flow.takes().keySet())
                                + ", which a call that comes in does not bring",
                        "let another flow answer and call it, or declare these in vars");
            }
            if (!route.whole()) {
                continue;
            }
            FlowSet.Route one = new FlowSet.Route(route.to(), route.from(), route.connection(), name);
            if (made.stream().anyMatch(before -> SetGrammar.covers(before, one))) {
                problems.add(
                        route.place(),
                        "no call comes to this route: one above takes them all",
                        "write it above that one, or take it out");
            }
            made.add(one);
        }
        routes = List.copyOf(made);
    }

    /** Reads a flow and all it names. */
    private Optional<FlowDraft> flow(String path, YamlNode root, @Nullable String called) {
        Optional<KeyValues> values = Grammar.FILE.read(root, folder + path, problems);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        FlowDraft flow = FlowDraft.of(root.place(), parent(path), values.get(), problems);
        if (called != null && !flow.name().equals(called) && !flow.name().isEmpty()) {
            problems.add(
                    root.place(),
                    "the flow in " + called + ".yaml is called " + flow.name(),
                    "write flow: " + called + ", or call the file " + flow.name() + ".yaml");
        }
        String name = called == null ? flow.name() : called;
        if (flows.putIfAbsent(name, flow) != null) {
            problems.add(root.place(), "there are two flows " + name, "give one of them another name");
            return Optional.empty();
        }
        tried.add(flow.folder() + name + ".yaml");
        flow.languages().forEach(language -> language.file().ifPresent(file -> prompts(flow, file)));
        for (WayRef call : flow.calls()) {
            String file = flow.folder() + call.target() + ".yaml";
            if (!flows.containsKey(call.target()) && tried.add(file)) {
                yaml(file, call.place(), "the flow " + call.target() + " in ")
                        .ifPresent(node -> flow(file, node, call.target()));
            }
        }
        return Optional.of(flow);
    }

    private void prompts(FlowDraft flow, YamlNode.Scalar file) {
        String path = flow.folder() + file.text();
        if (!LanguageDraft.mayBeRead(file) || !tried.add(path)) {
            return;
        }
        yaml(path, file.place(), "the prompts in ")
                .flatMap(node -> Fields.of(node, "a file of prompts", problems))
                .ifPresent(fields -> {
                    Map<String, PromptDraft> prompts = new LinkedHashMap<>();
                    promptFiles.put(path, prompts);
                    fields.keys()
                            .forEach(key -> fields.node(key)
                                    .flatMap(node -> PromptDraft.SHAPE.read(node, key, problems))
                                    .ifPresent(prompt -> prompt(key, prompt, fields, prompts)));
                });
    }

    private void prompt(String key, PromptDraft prompt, Fields fields, Map<String, PromptDraft> prompts) {
        if (!Grammar.isName(key)) {
            problems.add(fields.place(key), Problems.quoted(key) + " is no name for a prompt", Grammar.nameCure());
        }
        if (prompt.form() == PromptDraft.Form.KEY) {
            problems.add(prompt.place(), "a prompt cannot lead to another one", "write its text here");
        }
        prompts.put(key, prompt);
    }

    private Optional<YamlNode> yaml(String path, @Nullable Place namedAt, String what) {
        if (texts.size() >= MOST_FILES) {
            problems.add(Place.of(folder + path), "the set has more than " + MOST_FILES + " files", "make it smaller");
            return Optional.empty();
        }
        Optional<String> text = files.text(path);
        if (text.isEmpty()) {
            problems.add(
                    namedAt == null ? Place.of(folder + path) : namedAt,
                    (what.isEmpty() ? "the flow" : what + path) + " " + files.why(path),
                    "name a file in UTF-8 that is there and may be read");
            return Optional.empty();
        }
        texts.put(path, text.get());
        return YamlReader.read(folder + path, text.get(), problems);
    }

    /** A flow that comes back to itself by calls would never end. */
    private void circles() {
        Set<String> done = new HashSet<>();
        flows.keySet().forEach(name -> circles(name, new ArrayList<>(), done));
    }

    private void circles(String name, List<String> path, Set<String> done) {
        FlowDraft flow = flows.get(name);
        if (flow == null || done.contains(name)) {
            return;
        }
        path.add(name);
        for (WayRef call : flow.calls()) {
            int from = path.indexOf(call.target());
            if (from >= 0) {
                List<String> circle = new ArrayList<>(path.subList(from, path.size()));
                circle.add(call.target());
                problems.add(
                        call.place(),
                        "these flows call each other in a circle: " + String.join(" → ", circle),
                        "lead back by return, or make one flow of them");
            } else {
                circles(call.target(), path, done);
            }
        }
        path.removeLast();
        done.add(name);
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
