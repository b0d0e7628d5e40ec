package io.gathergateway.telnyx.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stimulus leads to: the leg afterwards, the answer to a command (null to anything else), and what to do. */
public record Reaction(LegState next, @Nullable Answer answer, List<Effect> effects) {
    public Reaction {
        effects = List.copyOf(effects);
    }
}
