package io.gathergateway.flow;

import static io.gathergateway.flow.Outcome.BUSY;
import static io.gathergateway.flow.Outcome.DEGRADED;
import static io.gathergateway.flow.Outcome.EXHAUSTED;
import static io.gathergateway.flow.Outcome.FAILED;
import static io.gathergateway.flow.Outcome.FULL;
import static io.gathergateway.flow.Outcome.INVALID;
import static io.gathergateway.flow.Outcome.NEXT;
import static io.gathergateway.flow.Outcome.NO_ANSWER;
import static io.gathergateway.flow.Outcome.TIMEOUT;

import java.util.List;
import java.util.Locale;

/** The kinds of step; the key that says the kind is the constant's name in small letters. */
@SuppressWarnings("ImmutableEnumChecker") // List.of holds only what never changes
public enum Kind {
    SAY("Speaks, then goes on", NEXT, FAILED),
    PLAY("Plays audio, then goes on", NEXT, FAILED),
    MENU("Asks for one key of the telephone", EXHAUSTED, FAILED),
    GATHER("Asks for several keys", NEXT, EXHAUSTED, FAILED),
    GATHER_AI("Lets Telnyx's voice assistant ask for values", NEXT, INVALID, FAILED),
    ASSISTANT("Lets a stored voice assistant talk", NEXT, TIMEOUT, FAILED),
    ASSISTANT_ADD_MESSAGES("Tells the running assistant something", NEXT, FAILED),
    ASSISTANT_WAIT("Waits on for the end of the assistant's talk", NEXT, TIMEOUT),
    ASSISTANT_STOP("Stops the running assistant", NEXT, FAILED),
    SET("Sets variables", NEXT, FAILED),
    CHOOSE("Goes the first way whose condition holds"),
    HTTP("Asks your backend", NEXT, TIMEOUT, DEGRADED, FAILED),
    CALL("Goes through another flow and comes back", NEXT, EXHAUSTED, FAILED),
    RETURN("Goes back to the calling flow"),
    TRANSFER("Hands the caller over", BUSY, NO_ANSWER, FAILED),
    DIAL("Calls somebody else while the caller waits", NEXT, BUSY, NO_ANSWER, FAILED),
    BRIDGE("Joins the caller with whom dial reached, until that side leaves", NEXT, FAILED),
    QUEUE("Puts the caller into a queue", TIMEOUT, FULL, FAILED),
    RECORD("Records the caller", NEXT, FAILED),
    SEND_DTMF("Sends tones", NEXT, FAILED),
    WAIT("Waits for an event from outside, or for time to pass", NEXT, TIMEOUT),
    HANGUP("Ends the call");

    private final String about;
    private final List<Outcome> outcomes;

    Kind(String about, Outcome... outcomes) {
        this.about = about;
        this.outcomes = List.of(outcomes);
    }

    /** The kind of a step; one written {@code play} is a {@code SAY}. */
    public static Kind of(Step step) {
        return switch (step) {
            case Step.Say same -> SAY;
            case Step.Menu same -> MENU;
            case Step.Gather same -> GATHER;
            case Step.GatherAi same -> GATHER_AI;
            case Step.Assistant same -> ASSISTANT;
            case Step.AssistantAddMessages same -> ASSISTANT_ADD_MESSAGES;
            case Step.AssistantWait same -> ASSISTANT_WAIT;
            case Step.AssistantStop same -> ASSISTANT_STOP;
            case Step.Set same -> SET;
            case Step.Choose same -> CHOOSE;
            case Step.Http same -> HTTP;
            case Step.Call same -> CALL;
            case Step.Return same -> RETURN;
            case Step.Transfer same -> TRANSFER;
            case Step.Dial same -> DIAL;
            case Step.Bridge same -> BRIDGE;
            case Step.Queue same -> QUEUE;
            case Step.RecordVoice same -> RECORD;
            case Step.SendDtmf same -> SEND_DTMF;
            case Step.Wait same -> WAIT;
            case Step.Hangup same -> HANGUP;
        };
    }

    /** The outcomes a step can have: no time runs out without a limit, and constants can always be set. */
    static List<Outcome> outcomes(Step step) {
        boolean endless = (step instanceof Step.Wait wait && wait.event() == null)
                || (step instanceof Step.Assistant assistant && assistant.timeout() == null)
                || (step instanceof Step.AssistantWait wait && wait.timeout() == null);
        boolean constant =
                step instanceof Step.Set set && set.values().values().stream().allMatch(Value::isConstant);
        return of(step).outcomes(endless, constant);
    }

    /**
     * Its outcomes.
     *
     * @param endless without that of time: it waits as long as it takes
     * @param constant without that of failure: it needs no value that may be missing
     */
    List<Outcome> outcomes(boolean endless, boolean constant) {
        return outcomes.stream()
                .filter(outcome -> !(endless && outcome == Outcome.TIMEOUT) && !(constant && outcome == Outcome.FAILED))
                .toList();
    }

    /** The key that says the kind. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it does, in a few words. */
    public String about() {
        return about;
    }

    /** Its outcomes, besides the caller hanging up. */
    public List<Outcome> outcomes() {
        return outcomes;
    }
}
