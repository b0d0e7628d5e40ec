package io.gathergateway.scenario;

import io.gathergateway.scenario.Scenario.Upset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What goes wrong on the way between Telnyx and the gateway, and whether it did. Confined to one call that is played. */
public final class Upsets {
    private final List<Said<Upset>> faults;
    private final Map<String, Integer> seen = new HashMap<>();
    private final Set<Said<Upset>> happened = new HashSet<>();

    public Upsets(List<Said<Upset>> faults) {
        this.faults = faults;
    }

    /** What goes wrong with this webhook: the first fault that names it. */
    public Optional<Upset> webhook(String type) {
        return next("webhook " + type, fault -> switch (fault) {
            case Upset.Lose lose -> lose.type().equals(type);
            case Upset.Twice twice -> twice.type().equals(type);
            case Upset.Delay delay -> delay.type().equals(type);
            case Upset.Refuse refuse -> false;
        });
    }

    /** How Telnyx refuses this command, if it does. */
    public Optional<Upset.Refuse> command(String name) {
        return next(
                        "command " + name,
                        fault -> fault instanceof Upset.Refuse refuse
                                && refuse.command().equals(name))
                .map(Upset.Refuse.class::cast);
    }

    /** The faults that never came to pass. */
    public List<Said<Upset>> unused() {
        return faults.stream().filter(fault -> !happened.contains(fault)).toList();
    }

    private Optional<Upset> next(String what, Predicate<Upset> names) {
        int nth = seen.merge(what, 1, Integer::sum);
        for (Said<Upset> fault : faults) {
            int wanted = fault.value().nth();
            if (names.test(fault.value()) && (wanted == 0 || wanted == nth)) {
                happened.add(fault);
                return Optional.of(fault.value());
            }
        }
        return Optional.empty();
    }
}
