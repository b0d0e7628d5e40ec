package io.gathergateway.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one call stands: everything the {@link Decider} may know of it. Immutable, and a document: what is stored is
 * this record as JSON.
 *
 * @param version counts the events applied; the store's version
 * @param revision of the flow the call runs on, until it ends
 * @param startedAt epoch milliseconds of the first event
 * @param flowLeg {@code call_leg_id} of the leg that runs the steps; null while only stray events of an unknown call
 *     are held
 * @param legs by {@code call_leg_id}
 * @param stage what the call is doing
 * @param step the step it stands at; null before the first
 * @param steps how many steps were entered
 * @param noInput silences in a row of visits to this step
 * @param noMatch wrong keys, likewise
 * @param hangUps how often Telnyx was asked to end the call
 * @param awaited the result the flow waits for
 * @param timers by name, the version that set it
 * @param variables what steps stored with {@code into}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallSession(
        String id,
        long version,
        String revision,
        long startedAt,
        @Nullable String from,
        @Nullable String to,
        @Nullable String flowLeg,
        Map<String, Leg> legs,
        Stage stage,
        @Nullable String step,
        int steps,
        int noInput,
        int noMatch,
        int hangUps,
        @Nullable Awaited awaited,
        Map<String, Long> timers,
        Map<String, Object> variables) {

    /** What the call is doing, as far as the flow is concerned. */
    public enum Stage {
        /** Lifecycle events came before {@code call.initiated}: they are held for a while. */
        PARKED,
        /** The flow decides what happens. */
        RUNNING,
        /** Somebody else talks with the caller; the flow's work is done. */
        HANDED_OVER,
        /** The call is to end: we asked for it, or an event said that the caller left. */
        HANGING_UP,
        /** Final. */
        ENDED
    }

    public CallSession {
        // Sorted, so that equal sessions are equal bytes.
        legs = new TreeMap<>(legs);
        timers = new TreeMap<>(timers);
        variables = new LinkedHashMap<>(variables);
    }

    static CallSession fresh(SessionKey key, String revision, long now) {
        return new CallSession(
                key.id(),
                0,
                revision,
                now,
                null,
                null,
                null,
                Map.of(),
                Stage.PARKED,
                null,
                0,
                0,
                0,
                0,
                null,
                Map.of(),
                Map.of());
    }
}
