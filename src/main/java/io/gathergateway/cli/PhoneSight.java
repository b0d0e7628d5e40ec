package io.gathergateway.cli;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.telnyx.model.Effect;
import java.util.List;

/** What somebody at the phone gets to know of a call. */
sealed interface PhoneSight {
    /** The caller hears this: spoken text, or what medium. */
    record Heard(String what) implements PhoneSight {}

    /** The caller is asked for keys or for words. */
    record Asked(Effect.How how) implements PhoneSight {}

    /**
     * The flow entered a step.
     *
     * @param by the outcome of the step before; empty where it was a key, a branch or an event, and at the start
     */
    record Entered(String flow, String step, String by) implements PhoneSight {}

    /** An expression of the flow could not be evaluated. */
    record Lacked(String at, String why) implements PhoneSight {}

    /** Telnyx refused a command. */
    record Refused(String command, int status, String code) implements PhoneSight {}

    /** Somebody else's phone rings. */
    record Rings(String to) implements PhoneSight {}

    /** The caller and somebody else hear each other. */
    record Joined(String with) implements PhoneSight {}

    /**
     * The flow asks the backend and waits for its answer.
     *
     * @param hidden what of the question is not shown: the values of sensitive variables
     */
    record Backend(OutboxCommand question, List<String> hidden) implements PhoneSight {}

    /** The backend did not answer in time. */
    record Late(String address) implements PhoneSight {}

    /** The call is over, with Telnyx's word for why. */
    record HungUp(String cause) implements PhoneSight {}
}
