package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checked call flow. Invariant: {@code start} and every way of every step name a step of {@code steps}, every key of a
 * prompt is in every language.
 *
 * @param languages the first is the one a call begins with; never empty
 * @param variables by name, those of {@code into} among them
 * @param takes the variables that a calling flow sets
 * @param gives JSON Schema of what it returns; null for nothing
 * @param hours by name
 * @param targets numbers and addresses that calls may be handed to; null where every way out is fixed in the flow
 * @param answer further parameters of the answer command
 * @param on what steps inherit
 */
public record Flow(
        String name,
        String start,
        List<Language> languages,
        Map<String, Variable> variables,
        List<String> takes,
        @Nullable ObjectNode gives,
        Map<String, OpeningHours> hours,
        @Nullable Set<String> targets,
        Value.Mapping answer,
        Limits limits,
        On on,
        Map<String, Step> steps) {

    /**
     * What the flow says for all its steps.
     *
     * @param ways where outcomes lead that a step does not map; each is in the ways of those steps already
     * @param keys what keys do at every question; each is in the keys of those steps already
     * @param hangup where the flow goes on, without the caller, when the caller hung up; null ends it
     */
    public record On(
            Map<Outcome, String> ways,
            Map<String, String> keys,
            @Nullable String hangup) {
        public static final On NOTHING = new On(Map.of(), Map.of(), null);
    }

    /** Where the flow goes on, without the caller, when the caller hung up; null ends it. */
    public @Nullable String onHangup() {
        return on.hangup();
    }

    public Step step(String name) {
        Step step = steps.get(name);
        if (step == null) {
            throw new IllegalArgumentException("flow " + this.name + " has no step " + name);
        }
        return step;
    }

    /** The language of this tag; the first where there is none. */
    public Language language(@Nullable String tag) {
        return languages.stream()
                .filter(language -> language.tag().equals(tag))
                .findFirst()
                .orElse(languages.getFirst());
    }

    /**
     * A call ends when it lasts longer than {@code call}, enters more than {@code steps} steps, or one step more than
     * {@code visits} times.
     */
    public record Limits(Duration call, int steps, int visits) {}
}
