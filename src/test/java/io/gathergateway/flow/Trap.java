package io.gathergateway.flow;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bug planted into a flow set: while it is armed, every decision that comes to one step throws. */
public final class Trap {
    /** What the exception says: as if it held what a caller said. */
    public static final String MESSAGE = "4711 is not what we asked for";

    private final FlowSet set;
    private volatile boolean armed;

    /** Not armed yet. */
    public Trap(FlowSet healthy, String flow, String step) {
        Map<String, Flow> flows = new LinkedHashMap<>(healthy.flows());
        Flow f = healthy.flow(flow);
        flows.put(
                flow,
                new Flow(
                        f.name(),
                        f.start(),
                        f.languages(),
                        f.variables(),
                        f.takes(),
                        f.gives(),
                        f.hours(),
                        f.targets(),
                        f.answer(),
                        f.limits(),
                        f.on(),
                        new Steps(f.steps(), step)));
        this.set = new FlowSet(healthy.revision(), healthy.entry(), healthy.files(), flows, healthy.answer());
    }

    /** The set with the trap. */
    public FlowSet set() {
        return set;
    }

    public void arm() {
        armed = true;
    }

    public void disarm() {
        armed = false;
    }

    private final class Steps extends AbstractMap<String, Step> {
        private final Map<String, Step> steps;
        private final String trapped;

        Steps(Map<String, Step> steps, String trapped) {
            this.steps = steps;
            this.trapped = trapped;
        }

        @Override
        public @Nullable Step get(Object name) {
            if (armed && trapped.equals(name)) {
                throw new IllegalStateException(MESSAGE);
            }
            return steps.get(name);
        }

        @Override
        public Set<Entry<String, Step>> entrySet() {
            return steps.entrySet();
        }
    }
}
