package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a flow. Each kind has a closed set of ways on; after the check every one of them leads somewhere.
 *
 * <p>{@code telnyx} of a step are further parameters of its Telnyx command, by Telnyx's names; they were checked when the
 * flow was read, as far as they are constant. {@code into} is the path of a variable or of a property of one, such as
 * {@code request.account}; null throws the result away.
 */
public sealed interface Step {
    /** The way of a key that asks the same step again, as if for the first time. */
    String REPEAT = "repeat";

    String name();

    /** Where each outcome of this kind leads; total over {@link #outcomes()}. */
    default Map<Outcome, String> ways() {
        return Map.of();
    }

    /** The outcomes this kind of step can have, besides the caller hanging up. */
    default List<Outcome> outcomes() {
        return Kind.outcomes(this);
    }

    default String way(Outcome outcome) {
        String way = ways().get(outcome);
        if (way == null) {
            throw new IllegalArgumentException("step " + name() + " has no way for " + outcome);
        }
        return way;
    }

    /** Lets the caller hear a prompt, waits for its end, goes on; {@code say} and {@code play} in a file. */
    record Say(String name, Prompt prompt, Value.Mapping telnyx, Map<Outcome, String> ways) implements Step {}

    /**
     * Asks for one key.
     *
     * @param timeout silence after the prompt that counts as no input
     * @param keys where each key leads, the flow's global keys among them; a way may be {@link #REPEAT}
     */
    record Menu(
            String name,
            Prompt prompt,
            Retries retries,
            Duration timeout,
            Map<String, String> keys,
            Value.Mapping telnyx,
            Map<Outcome, String> ways)
            implements Step {}

    /**
     * Asks for several keys.
     *
     * @param prompt null waits for keys in silence
     * @param timeout silence after the prompt that counts as no input
     * @param between silence after a key that ends the input; wins over {@code timeout}
     * @param check must hold of {@code input}, or it does not match; null takes whatever fits {@code digits}
     * @param keys the flow's global keys: where input that is exactly this key leads; none of them is valid input here
     * @param sensitive whether {@code into} is a sensitive variable
     */
    record Gather(
            String name,
            @Nullable Prompt prompt,
            Retries retries,
            Digits digits,
            Duration timeout,
            Duration between,
            @Nullable Expression check,
            @Nullable String into,
            boolean sensitive,
            Map<String, String> keys,
            Value.Mapping telnyx,
            Map<Outcome, String> ways)
            implements Step {}

    /**
     * Lets Telnyx's voice assistant gather values.
     *
     * @param greeting spoken first; null says nothing
     * @param instructions for the assistant; null leaves Telnyx's own
     * @param voice null leaves Telnyx's default, whose set of voices differs from the speak commands'
     * @param parameters JSON Schema of the values, an object with properties and required
     * @param timeout silence that ends it
     * @param tries how often it is begun before it counts as failed; one that ends without all values is not begun again
     * @param leave tried, in order, with {@code partial} on each partial result; the first that holds ends it that way
     */
    record GatherAi(
            String name,
            @Nullable Prompt greeting,
            @Nullable Template instructions,
            @Nullable String voice,
            ObjectNode parameters,
            @Nullable String into,
            Duration timeout,
            int tries,
            List<Branch> leave,
            Value.Mapping telnyx,
            Map<Outcome, String> ways)
            implements Step {}

    /**
     * Starts a stored voice assistant and waits for the end of its conversation. Left by a key, an event or the timeout
     * the assistant talks on, until a step other than {@code assistant_…}, {@code set}, {@code choose}, {@code http} or
     * {@code wait} is entered: then it is stopped first.
     *
     * @param id {@code assistant-…}, fixed in the flow
     * @param variables {@code dynamic_variables}
     * @param timeout how long to wait; null as long as the call may last
     * @param keys where a key pressed meanwhile leads
     * @param events where an event from outside leads, by its name
     */
    record Assistant(
            String name,
            String id,
            @Nullable Prompt greeting,
            @Nullable Template instructions,
            Value.Mapping variables,
            @Nullable Duration timeout,
            Map<String, String> keys,
            Map<String, String> events,
            Value.Mapping telnyx,
            Map<Outcome, String> ways)
            implements Step {}

    /** Tells the running assistant something: {@code messages} of ai_assistant_add_messages. */
    record AssistantAddMessages(String name, Value.Sequence messages, Value.Mapping telnyx, Map<Outcome, String> ways)
            implements Step {}

    /** Waits on for the end of the running assistant's conversation; parameters as of {@link Assistant}. */
    record AssistantWait(
            String name,
            @Nullable Duration timeout,
            Map<String, String> keys,
            Map<String, String> events,
            Map<Outcome, String> ways)
            implements Step {}

    /** Stops the running assistant. */
    record AssistantStop(String name, Value.Mapping telnyx, Map<Outcome, String> ways) implements Step {}

    /** Sets variables, by path, in this order; {@code language} is one of them. */
    record Set(String name, Map<String, Value> values, Map<Outcome, String> ways) implements Step {}

    /** Goes the first way whose condition holds. */
    record Choose(String name, List<Branch> branches, String otherwise) implements Step {}

    record Branch(Expression when, String go) {}

    /**
     * Asks the customer's backend. An answer of any status goes the way {@code next} and is the variable {@code http},
     * with {@code status} and {@code body}.
     *
     * @param method GET, POST, PUT, PATCH or DELETE
     * @param url its scheme, host and port are constant; what expressions bring is percent-encoded
     * @param headers by name; none of them holds a secret
     * @param secrets headers made of constant text and {@code ${secret.<name>}}, filled in when it is sent and nowhere
     *     stored
     * @param body sent as JSON; null sends none
     * @param timeout for all attempts together
     * @param retries attempts after the first
     * @param idempotent whether it may be repeated: GET always is
     * @param hold heard when the answer takes longer than {@code holdAfter}; null is silence
     * @param returns JSON Schema that the body of a 2xx answer must fit, or it failed; null takes any
     * @param into takes the body
     */
    record Http(
            String name,
            String method,
            Template url,
            Map<String, Template> headers,
            Map<String, String> secrets,
            @Nullable Value body,
            Duration timeout,
            int retries,
            boolean idempotent,
            @Nullable Prompt hold,
            Duration holdAfter,
            @Nullable ObjectNode returns,
            @Nullable String into,
            Map<Outcome, String> ways)
            implements Step {}

    /**
     * Goes through another flow of the set and comes back.
     *
     * @param flow its name
     * @param with what it takes
     * @param into takes what it gives
     */
    record Call(
            String name,
            String flow,
            Map<String, Value> with,
            @Nullable String into,
            Map<Outcome, String> ways) implements Step {}

    /**
     * Goes back to the flow that called this one; in a flow that nobody called it ends the call.
     *
     * @param as the outcome of the call step: next, exhausted or failed
     * @param values what the flow gives
     */
    record Return(String name, Outcome as, Map<String, Value> values) implements Step {}

    /**
     * Hands the caller over; when the other side answers, the flow's work is done.
     *
     * @param to a number in E.164 or a SIP address; one made by expressions must be among {@link Flow#targets}
     * @param from null takes the number that was called
     * @param timeout how long to let it ring
     */
    record Transfer(
            String name,
            Template to,
            @Nullable String from,
            Duration timeout,
            Value.Mapping telnyx,
            Map<Outcome, String> ways)
            implements Step {}

    /** Calls somebody else while the caller stays with the flow; parameters as of {@link Transfer}. */
    record Dial(
            String name,
            Template to,
            @Nullable String from,
            Duration timeout,
            Value.Mapping telnyx,
            Map<Outcome, String> ways)
            implements Step {}

    /** Joins the caller with whom {@code dial} reached; goes on with the caller when the other side has left. */
    record Bridge(String name, Value.Mapping telnyx, Map<Outcome, String> ways) implements Step {}

    /**
     * Puts the caller into a queue of Telnyx's; when somebody takes the caller out of it, the flow's work is done.
     *
     * @param queue {@code queue_name}
     * @param timeout {@code max_wait_time_secs}
     */
    record Queue(String name, String queue, Duration timeout, Value.Mapping telnyx, Map<Outcome, String> ways)
            implements Step {}

    /**
     * Records the caller, as for a voicemail: until silence, the key or the longest time.
     *
     * @param max the longest time
     * @param silence that ends it
     * @param end the key that ends it; null for none
     * @param into takes {@code {url, seconds}}
     */
    record RecordVoice(
            String name,
            Duration max,
            Duration silence,
            @Nullable String end,
            @Nullable String into,
            Value.Mapping telnyx,
            Map<Outcome, String> ways)
            implements Step {}

    /** Sends tones; {@code w} and {@code W} are pauses of half a second and a second. */
    record SendDtmf(String name, Template digits, Value.Mapping telnyx, Map<Outcome, String> ways) implements Step {}

    /**
     * Waits for an event from outside, or for time to pass.
     *
     * @param event its name; null for time alone, and then the outcome is next
     * @param returns JSON Schema that the event's data must fit, or it is not the one; null takes any
     * @param into takes the event's data
     */
    record Wait(
            String name,
            @Nullable String event,
            Duration timeout,
            @Nullable ObjectNode returns,
            @Nullable String into,
            Map<Outcome, String> ways)
            implements Step {}

    /** Ends the call. */
    record Hangup(String name, Value.Mapping telnyx) implements Step {}
}
