package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step of a flow. Each kind has a closed set of ways on; after the check every one of them leads somewhere. */
public sealed interface Step {
    String name();

    /** Where each outcome of this kind leads; total over {@link #outcomes()}. */
    Map<Outcome, String> ways();

    /** The outcomes this kind of step can have, besides the caller hanging up. */
    List<Outcome> outcomes();

    default String way(Outcome outcome) {
        String way = ways().get(outcome);
        if (way == null) {
            throw new IllegalArgumentException("step " + name() + " has no way for " + outcome);
        }
        return way;
    }

    /** Speaks, waits for the end, goes on. */
    record Say(String name, Template prompt, Map<Outcome, String> ways) implements Step {
        @Override
        public List<Outcome> outcomes() {
            return Grammar.Kind.SAY.outcomes();
        }
    }

    /**
     * Asks for one key.
     *
     * @param prompt spoken at the first try
     * @param noInput spoken after silence: the first, the second …, the last one repeated; empty repeats {@code prompt}
     * @param noMatch spoken after a wrong key, likewise
     * @param timeout silence after the prompt that counts as no input
     * @param tries all tries together; when they are used up the outcome is exhausted
     * @param keys where each key leads
     */
    record Menu(
            String name,
            Template prompt,
            List<Template> noInput,
            List<Template> noMatch,
            Duration timeout,
            int tries,
            Map<String, String> keys,
            Map<Outcome, String> ways)
            implements Step {
        @Override
        public List<Outcome> outcomes() {
            return Grammar.Kind.MENU.outcomes();
        }
    }

    /**
     * Lets Telnyx's voice assistant gather values.
     *
     * @param greeting spoken first; null says nothing
     * @param instructions for the assistant; null leaves Telnyx's own
     * @param voice null leaves Telnyx's default, whose set of voices differs from the speak commands'
     * @param parameters JSON Schema of the values, an object with properties and required
     * @param into the variable that takes the result; null throws it away
     * @param responseTimeout silence that ends it
     */
    record GatherAi(
            String name,
            @Nullable Template greeting,
            @Nullable Template instructions,
            @Nullable String voice,
            ObjectNode parameters,
            @Nullable String into,
            Duration responseTimeout,
            Map<Outcome, String> ways)
            implements Step {
        @Override
        public List<Outcome> outcomes() {
            return Grammar.Kind.GATHER_AI.outcomes();
        }
    }

    /** Goes the first way whose condition holds. */
    record Choose(String name, List<Branch> branches, String otherwise) implements Step {
        @Override
        public Map<Outcome, String> ways() {
            return Map.of();
        }

        @Override
        public List<Outcome> outcomes() {
            return Grammar.Kind.CHOOSE.outcomes();
        }
    }

    record Branch(Expression when, String go) {}

    /**
     * Hands the caller over; when the other side answers, the flow's work is done.
     *
     * @param to a number in E.164 or a SIP address, fixed in the flow
     * @param from null takes the number that was called
     * @param timeout how long to let it ring
     */
    record Transfer(String name, String to, @Nullable String from, Duration timeout, Map<Outcome, String> ways)
            implements Step {
        @Override
        public List<Outcome> outcomes() {
            return Grammar.Kind.TRANSFER.outcomes();
        }
    }

    /** Ends the call. */
    record Hangup(String name) implements Step {
        @Override
        public Map<Outcome, String> ways() {
            return Map.of();
        }

        @Override
        public List<Outcome> outcomes() {
            return Grammar.Kind.HANGUP.outcomes();
        }
    }
}
