package io.gathergateway.picture;

import io.gathergateway.flow.Flow;
import io.gathergateway.flow.Kind;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.picture.FlowGraph.Edge;
import io.gathergateway.picture.FlowGraph.Family;
import io.gathergateway.picture.FlowGraph.Form;
import io.gathergateway.picture.FlowGraph.Mark;
import io.gathergateway.picture.FlowGraph.Node;
import io.gathergateway.picture.FlowGraph.Tone;
import io.gathergateway.picture.FlowGraph.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the graph of a flow. */
final class GraphMaker {
    /** Where a call comes in; no step can be called so. */
    static final String CALL = "(call)";

    /** Where the flow goes on when the caller has hung up. */
    static final String HUNG_UP = "(hung up)";

    private static final String SEPARATOR = "\n";

    private final Flow flow;
    private final Written written;
    private final Map<String, List<Way>> edges = new LinkedHashMap<>();
    private final Map<String, List<Way>> again = new LinkedHashMap<>();
    private final Map<String, List<String>> marks = new LinkedHashMap<>();

    private GraphMaker(Flow flow, Written written) {
        this.flow = flow;
        this.written = written;
    }

    /**
     * The graph of one flow.
     *
     * @param files the texts of its set, by path
     * @param answers whether calls from outside begin in it
     */
    static FlowGraph of(Flow flow, Map<String, String> files, boolean answers) {
        return new GraphMaker(flow, Written.of(flow, files)).make(answers);
    }

    private FlowGraph make(boolean answers) {
        draw(CALL, new Way(Tone.NEXT, "a call"), flow.start());
        if (flow.onHangup() != null) {
            draw(HUNG_UP, new Way(Tone.NEXT, "the caller hung up"), flow.onHangup());
        }
        flow.steps().values().forEach(this::ways);
        List<Node> nodes = new ArrayList<>();
        nodes.add(entry(CALL, answers ? "a call comes in" : "another flow calls it"));
        if (flow.onHangup() != null) {
            nodes.add(entry(HUNG_UP, "the caller hung up"));
        }
        flow.steps().values().forEach(step -> nodes.add(node(step)));
        return new FlowGraph(flow.name(), List.copyOf(nodes), edges(), marks());
    }

    private void ways(Step step) {
        switch (step) {
            case Step.Menu menu -> keys(step, menu.keys());
            case Step.Gather gather -> keys(step, gather.keys());
            case Step.GatherAi ai -> conditions(step, ai.leave());
            case Step.Choose choose -> {
                conditions(step, choose.branches());
                draw(step.name(), new Way(Tone.CONDITION, "otherwise"), choose.otherwise());
            }
            case Step.Assistant assistant -> {
                keys(step, assistant.keys());
                events(step, assistant.events());
            }
            case Step.AssistantWait wait -> {
                keys(step, wait.keys());
                events(step, wait.events());
            }
            case Step.Say same -> {}
            case Step.AssistantAddMessages same -> {}
            case Step.AssistantStop same -> {}
            case Step.Set same -> {}
            case Step.Http same -> {}
            case Step.Call same -> {}
            case Step.Return same -> {}
            case Step.Transfer same -> {}
            case Step.Dial same -> {}
            case Step.Bridge same -> {}
            case Step.Queue same -> {}
            case Step.RecordVoice same -> {}
            case Step.SendDtmf same -> {}
            case Step.Wait same -> {}
            case Step.Hangup same -> {}
        }
        for (Outcome outcome : step.outcomes()) {
            outcome(step, outcome);
        }
    }

    private void outcome(Step step, Outcome outcome) {
        Way way = new Way(outcome == Outcome.NEXT ? Tone.NEXT : Tone.TROUBLE, outcome.key());
        String to = step.way(outcome);
        if (to.equals(step.name() + ".choose") || written.outcome(step.name(), outcome.key())) {
            draw(step.name(), way, to);
        } else {
            mark(step, outcome.key(), to);
        }
    }

    private void keys(Step step, Map<String, String> keys) {
        keys.forEach((key, to) -> {
            if (written.key(step.name(), key)) {
                draw(step.name(), new Way(Tone.KEY, key), to);
            } else {
                mark(step, "key " + key, to);
            }
        });
    }

    private void events(Step step, Map<String, String> events) {
        events.forEach((event, to) -> draw(step.name(), new Way(Tone.KEY, "event " + event), to));
    }

    private void conditions(Step step, List<Step.Branch> branches) {
        for (Step.Branch branch : branches) {
            String condition = branch.when().source().strip().replaceAll("\\s+", " ");
            draw(step.name(), new Way(Tone.CONDITION, condition), branch.go());
        }
    }

    private void draw(String from, Way way, String to) {
        if (to.equals(from) || to.equals(Step.REPEAT)) {
            again.computeIfAbsent(from, step -> new ArrayList<>()).add(way);
        } else {
            edges.computeIfAbsent(from + SEPARATOR + to, ends -> new ArrayList<>())
                    .add(way);
        }
    }

    private void mark(Step step, String label, String to) {
        marks.computeIfAbsent(label + SEPARATOR + to, way -> new ArrayList<>()).add(step.name());
    }

    private List<Edge> edges() {
        List<Edge> all = new ArrayList<>();
        edges.forEach((ends, ways) -> {
            int at = ends.indexOf(SEPARATOR);
            all.add(new Edge(ends.substring(0, at), ends.substring(at + 1), List.copyOf(ways)));
        });
        return List.copyOf(all);
    }

    private List<Mark> marks() {
        List<Mark> all = new ArrayList<>();
        marks.forEach((way, steps) -> {
            int at = way.indexOf(SEPARATOR);
            String to = way.substring(at + 1);
            all.add(new Mark(
                    all.size() + 1, way.substring(0, at), to.equals(Step.REPEAT) ? "" : to, List.copyOf(steps)));
        });
        return List.copyOf(all);
    }

    private static Node entry(String id, String tag) {
        return new Node(id, Form.ENTRY, Family.ENTRY, tag, "", List.of(), "");
    }

    private Node node(Step step) {
        Kind kind = Kind.of(step);
        boolean play = kind == Kind.SAY && written.play(step.name());
        return new Node(
                step.name(),
                form(step),
                family(kind),
                play ? Kind.PLAY.key() : kind.key(),
                StepText.of(step).replaceAll("\\s+", " ").strip(),
                List.copyOf(again.getOrDefault(step.name(), List.of())),
                step instanceof Step.Call call ? call.flow() : "");
    }

    private static Form form(Step step) {
        return switch (Kind.of(step)) {
            case CALL -> Form.LINK;
            case CHOOSE -> step.name().endsWith(".choose") ? Form.DIAMOND : Form.BOX;
            case HANGUP, RETURN -> Form.END;
            case SAY, PLAY, MENU, GATHER, GATHER_AI -> Form.BOX;
            case ASSISTANT, ASSISTANT_ADD_MESSAGES, ASSISTANT_WAIT, ASSISTANT_STOP -> Form.BOX;
            case SET, HTTP, TRANSFER, DIAL, BRIDGE, QUEUE, RECORD, SEND_DTMF, WAIT -> Form.BOX;
        };
    }

    private static Family family(Kind kind) {
        return switch (kind) {
            case SAY, PLAY, SEND_DTMF -> Family.SPEAK;
            case MENU, GATHER, GATHER_AI -> Family.ASK;
            case ASSISTANT, ASSISTANT_ADD_MESSAGES, ASSISTANT_WAIT, ASSISTANT_STOP -> Family.ASSISTANT;
            case SET, CHOOSE, WAIT -> Family.DECIDE;
            case HTTP -> Family.BACKEND;
            case CALL -> Family.FLOW;
            case TRANSFER, DIAL, BRIDGE, QUEUE -> Family.PEOPLE;
            case RECORD -> Family.RECORD;
            case HANGUP, RETURN -> Family.END;
        };
    }
}
