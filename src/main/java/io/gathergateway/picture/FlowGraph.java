package io.gathergateway.picture;

import java.util.List;

/**
 * What stands on the picture of one flow. Invariant: every edge and every mark joins nodes of {@code nodes}, no edge leads
 * to its own node, no two edges have the same ends, and every way a step writes itself stands once: on an edge, or among
 * its node's {@code again}.
 *
 * @param name the flow's
 * @param nodes the entries first, then the steps in the order of the file
 * @param marks the ways that steps inherit, each told once instead of drawn from every step
 */
record FlowGraph(String name, List<Node> nodes, List<Edge> edges, List<Mark> marks) {
    /**
     * A step, or where the flow is entered.
     *
     * @param id the step's name; one that no step can have for an entry
     * @param tag the kind as the file says it
     * @param text what it says or does; may be empty
     * @param again the ways that ask the same step again
     * @param link the flow it calls; empty for none
     */
    record Node(String id, Form form, Family family, String tag, String text, List<Way> again, String link) {}

    /** How a node is drawn. */
    enum Form {
        /** Where a call comes in: a dot. */
        ENTRY,
        BOX,
        /** Another flow: a box with double sides. */
        LINK,
        /** A branch that belongs to the step before it. */
        DIAMOND,
        /** Where the flow ends: a box with round sides. */
        END
    }

    /** Kinds that look alike. */
    enum Family {
        ENTRY,
        SPEAK,
        ASK,
        ASSISTANT,
        DECIDE,
        BACKEND,
        FLOW,
        PEOPLE,
        RECORD,
        END
    }

    /** All ways from one step to another, in the order of the file. */
    record Edge(String from, String to, List<Way> ways) {
        /** Whether it is the way on when all goes well, which needs no words. */
        boolean plain() {
            return ways.stream().allMatch(way -> way.tone() == Tone.NEXT);
        }

        boolean trouble() {
            return ways.stream().allMatch(way -> way.tone() == Tone.TROUBLE);
        }
    }

    /**
     * One way on.
     *
     * @param label an outcome, a key, an event or a condition, whole
     */
    record Way(Tone tone, String label) {}

    /** What sort of way. */
    enum Tone {
        NEXT,
        KEY,
        CONDITION,
        TROUBLE
    }

    /**
     * A way that steps inherit.
     *
     * @param number from 1, as it stands on the nodes
     * @param to the step; empty asks the same step again
     * @param on the steps that have it
     */
    record Mark(int number, String label, String to, List<String> on) {}
}
