package io.gathergateway.call;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.gathergateway.telnyx.event.EventHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one call stands: everything the {@link Decider} may know of it. Immutable, and a document: what is stored is
 * this record as JSON.
 *
 * @param version counts the events applied; the store's version
 * @param revision of the flow set the call runs on, until it ends
 * @param startedAt epoch milliseconds of the first event
 * @param connection {@code connection_id} of the first event
 * @param flowLeg {@code call_leg_id} of the leg that runs the steps; null while only stray events of an unknown call
 *     are held
 * @param dialled {@code call_leg_id} of the leg that a dial step made
 * @param legs by {@code call_leg_id}
 * @param stage what the call is doing
 * @param flow the flow it is in; null before the first
 * @param step the step it stands at; null before the first
 * @param frames the flows that wait for this one, the outermost first
 * @param steps how many steps were entered
 * @param visits by flow and step, how often it was entered
 * @param tries how often the step asked, this time included; 0 where it does not ask
 * @param noInput silences in a row of visits to this step
 * @param noMatch input that did not fit, likewise
 * @param hangUps how often Telnyx was asked to end the call
 * @param assistant whether a voice assistant talks with the caller
 * @param assistantSince the id of the token of the command that began its conversation; null where none talks, or an
 *     earlier release began it
 * @param language the tag of the language it speaks; null for the flow's first
 * @param awaited the result the flow waits for
 * @param timers by name, the version that set it
 * @param variables of the flow it is in, {@code input} and {@code http} among them
 * @param kept data of events from outside that nobody waits for yet, by name, the oldest first
 * @param answeredBy who answered a call we placed, in Telnyx's word; null where nobody asked
 * @param journalKey what sensitive events are encrypted with in the journal; null before the first, and again once it is
 *     destroyed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallSession(
        String id,
        long version,
        String revision,
        long startedAt,
        @Nullable String from,
        @Nullable String to,
        @Nullable String connection,
        @Nullable String flowLeg,
        @Nullable String dialled,
        Map<String, Leg> legs,
        Stage stage,
        @Nullable String flow,
        @Nullable String step,
        List<Frame> frames,
        int steps,
        Map<String, Integer> visits,
        int tries,
        int noInput,
        int noMatch,
        int hangUps,
        boolean assistant,
        @Nullable String assistantSince,
        @Nullable String language,
        @Nullable Awaited awaited,
        Map<String, Long> timers,
        Map<String, Object> variables,
        Map<String, Object> kept,
        @Nullable String answeredBy,
        @Nullable String journalKey) {

    /** What the call is doing, as far as the flow is concerned. */
    public enum Stage {
        /** Lifecycle events came before {@code call.initiated}: they are held for a while. */
        PARKED,
        /** The flow decides what happens. */
        RUNNING,
        /** Somebody else talks with the caller; the flow's work is done. */
        HANDED_OVER,
        /** The call is to end: we asked for it, or an event said that the caller left. Also any stage of a newer release. */
        @JsonEnumDefaultValue
        HANGING_UP,
        /** Final. */
        ENDED
    }

    /** Sorted, so that equal sessions are equal bytes; what an earlier release did not write is empty. */
    public CallSession {
        legs = new TreeMap<>(legs);
        frames = frames == null ? List.of() : List.copyOf(frames);
        visits = visits == null ? Map.of() : new TreeMap<>(visits);
        timers = new TreeMap<>(timers);
        variables = new LinkedHashMap<>(variables);
        kept = kept == null ? Map.of() : new LinkedHashMap<>(kept);
    }

    /** Whether the leg that runs the flow is over. */
    boolean callerGone() {
        Leg leg = flowLeg == null ? null : legs.get(flowLeg);
        return leg != null && leg.ended();
    }

    /** The id of the token that began the conversation of the assistant that talks; empty where none does. */
    String conversation() {
        return !assistant ? "" : assistantSince == null ? Token.FIRST : assistantSince;
    }

    /** The same session with another key for its journal. */
    public CallSession withJournalKey(@Nullable String key) {
        return new CallSession(
                id,
                version,
                revision,
                startedAt,
                from,
                to,
                connection,
                flowLeg,
                dialled,
                legs,
                stage,
                flow,
                step,
                frames,
                steps,
                visits,
                tries,
                noInput,
                noMatch,
                hangUps,
                assistant,
                assistantSince,
                language,
                awaited,
                timers,
                variables,
                kept,
                answeredBy,
                key);
    }

    static CallSession fresh(SessionKey key, String revision, long now) {
        return blank(
                key, revision, now, new EventHeader("", "", null, "", null, null, null, null, null, null), null, null);
    }

    /** As far as a webhook tells: its leg is the caller's, who hears the step that {@code token} names. */
    static CallSession forgotten(Token token, EventHeader header, String leg, long now) {
        return blank(new SessionKey(token.session()), token.revision(), now, header, leg, token.step());
    }

    private static CallSession blank(
            SessionKey key,
            String revision,
            long now,
            EventHeader header,
            @Nullable String leg,
            @Nullable String step) {
        return new CallSession(
                key.id(),
                0,
                revision,
                now,
                header.from(),
                header.to(),
                header.connectionId(),
                leg,
                null,
                leg == null ? Map.of() : Map.of(leg, new Leg(header.callControlId(), Phase.ANSWERED)),
                leg == null ? Stage.PARKED : Stage.RUNNING,
                null,
                step,
                List.of(),
                0,
                Map.of(),
                0,
                0,
                0,
                0,
                false,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                null);
    }
}
