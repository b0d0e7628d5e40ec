package io.gathergateway.flow;

import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A branch of a choose as it is written; {@code when} is null for the otherwise branch. */
record BranchDraft(Place place, YamlNode.@Nullable Scalar when, WayRef go) {

    /** The list of a choose: every branch but the last has a condition, the last has none. */
    static Optional<List<BranchDraft>> read(YamlNode node, String name, Problems problems) {
        String sample = Forms.BRANCHES.sample();
        if (!(node instanceof YamlNode.Sequence sequence)) {
            problems.add(node.place(), name + " must be a list, not " + node.says(), "write " + sample);
            return Optional.empty();
        }
        List<BranchDraft> branches = new ArrayList<>();
        int read = problems.size();
        for (YamlNode item : sequence.items()) {
            branch(item, problems).ifPresent(branches::add);
        }
        if (problems.size() == read) {
            checkOtherwise(node, branches, problems);
        }
        return Optional.of(List.copyOf(branches));
    }

    private static Optional<BranchDraft> branch(YamlNode item, Problems problems) {
        return Fields.of(item, "a branch", problems).flatMap(fields -> {
            KeyValues values = KeyValues.read(fields, Grammar.BRANCH, problems);
            fields.done();
            YamlNode.Scalar when = values.find(Grammar.WHEN).orElse(null);
            return values.find(Grammar.GO).map(go -> new BranchDraft(item.place(), when, go));
        });
    }

    private static void checkOtherwise(YamlNode node, List<BranchDraft> branches, Problems problems) {
        if (branches.isEmpty() || branches.getLast().when() != null) {
            problems.add(
                    branches.isEmpty() ? node.place() : branches.getLast().place(),
                    "choose has no branch for otherwise",
                    "end the list with { go: <step> }, without when");
        }
        for (BranchDraft branch : branches.subList(0, Math.max(0, branches.size() - 1))) {
            if (branch.when() == null) {
                problems.add(
                        branch.place(),
                        "a branch without when always holds, so the branches below it are never tried",
                        "give it a when, or move it to the end");
            }
        }
    }
}
