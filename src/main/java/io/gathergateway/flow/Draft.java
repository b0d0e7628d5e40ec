package io.gathergateway.flow;

import io.gathergateway.flow.Grammar.Kind;
import io.gathergateway.yaml.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step as it is written: its values have their types, but its ways may lead nowhere and its expressions are text.
 *
 * @param kind null when the file does not say it well
 * @param ways what the step itself maps, as far as it can be read
 * @param mapped the outcomes it maps, well or badly
 */
record Draft(
        String name,
        Place place,
        @Nullable Kind kind,
        KeyValues values,
        Map<Outcome, WayRef> ways,
        Set<Outcome> mapped) {

    /** The steps its own keys and branches lead to, outcomes apart. */
    List<WayRef> choices() {
        List<WayRef> choices =
                new ArrayList<>(values.find(Grammar.KEYS).map(Map::values).orElse(List.of()));
        values.find(Grammar.CHOOSE).ifPresent(branches -> branches.forEach(branch -> choices.add(branch.go())));
        return choices;
    }
}
