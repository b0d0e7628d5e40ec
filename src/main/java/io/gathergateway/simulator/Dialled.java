package io.gathergateway.simulator;

import io.gathergateway.telnyx.model.Answer;
import io.gathergateway.telnyx.model.LegState;

/** What became of a dial. */
sealed interface Dialled {
    /** Somebody's phone rings. */
    record Rings(LegState leg) implements Dialled {}

    /** It was refused. */
    record Refused(Answer answer) implements Dialled {}
}
