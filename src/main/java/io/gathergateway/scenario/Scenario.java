package io.gathergateway.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.yaml.Place;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One scripted call: how it begins, what everybody does, and what must come of it. Immutable.
 *
 * @param place of its name
 * @param does what the caller and the world outside do, one after the other; each waits for its moment
 * @param called how whoever is called reacts, by number or address; who is not named answers
 * @param queueTaken after how many milliseconds somebody takes the caller out of a queue; null never
 * @param backend tried in order
 */
public record Scenario(
        String name,
        Place place,
        Start start,
        List<Said<Line>> does,
        Map<String, Said<OtherSide>> called,
        @Nullable Long queueTaken,
        List<Reply> backend,
        List<Said<Upset>> faults,
        Expect expect) {
    public Scenario {
        does = List.copyOf(does);
        called = Collections.unmodifiableMap(new LinkedHashMap<>(called));
        backend = List.copyOf(backend);
        faults = List.copyOf(faults);
    }

    /** How whoever is called reacts; who is not named answers. */
    public Map<String, OtherSide> others() {
        return called.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, other -> other.getValue().value()));
    }

    /** How the call begins. */
    public sealed interface Start {
        /** The caller's number, or ours where we call. */
        String from();

        /** The number called. */
        String to();

        /** When it begins. */
        Instant at();

        /** Somebody calls. */
        record Incoming(String from, String to, Instant at) implements Start {}

        /**
         * We call.
         *
         * @param arguments for what the flow takes
         * @param answeredBy Telnyx's word for who answers, for a call that asks for it: {@code human}, {@code machine} …
         */
        record Placed(
                String from, String to, Instant at, Said<Map<String, Said<JsonNode>>> arguments, String answeredBy)
                implements Start {
            /** The arguments as plain values. */
            public Map<String, Object> with() {
                Map<String, Object> with = new LinkedHashMap<>();
                arguments.value().forEach((name, value) -> with.put(name, Json.plain(value.value())));
                return with;
            }
        }
    }

    /** One thing that is done. */
    public sealed interface Line {
        /** Waits until the caller hears something, said after the line before was done, that contains this. */
        record Hears(String part) implements Line {}

        /** Keys, when keys are asked for or an assistant listens. */
        record Press(String keys) implements Line {}

        /** Lets the next question pass. */
        record Silent() implements Line {}

        /** Tells the voice assistant these values. */
        record Answer(JsonNode values) implements Line {}

        record Wait(long millis) implements Line {}

        /** Something from outside. */
        record Event(String name, @Nullable JsonNode data) implements Line {}

        /** The voice assistant ends the conversation by itself. */
        record AssistantEnds() implements Line {}

        record HangUp() implements Line {}
    }

    /** How somebody reacts whom the gateway calls. */
    public enum OtherSide {
        ANSWERS,
        BUSY,
        NO_ANSWER,
        /** Answers, talks for three seconds, hangs up. */
        LEAVES
    }

    /**
     * What the backend says to a request.
     *
     * @param url must be the whole address; one that ends in {@code *} takes all that begin so
     * @param after milliseconds
     * @param times how many requests it answers
     */
    public record Reply(Place place, String method, String url, Kind kind, long after, int times) {
        /** What kind of answer it is. */
        public sealed interface Kind {
            record Answers(int status, @Nullable JsonNode body) implements Kind {}

            /** The connection breaks. */
            record Fails() implements Kind {}

            /** Is not asked at all: it failed too often lately. */
            record Degraded() implements Kind {}
        }

        /** Whether it is for all addresses that begin so: then it need not be asked for. */
        public boolean open() {
            return url.endsWith("*");
        }

        public boolean takes(String asked, String address) {
            boolean fits = open() ? address.startsWith(url.substring(0, url.length() - 1)) : address.equals(url);
            return fits && method.equals(asked);
        }
    }

    /** What goes wrong; {@code nth} counts from 1, 0 is every one. */
    public sealed interface Upset {
        int nth();

        /** A webhook never comes. */
        record Lose(String type, int nth) implements Upset {}

        /** A webhook comes twice. */
        record Twice(String type, int nth) implements Upset {}

        /** A webhook comes late. */
        record Delay(String type, int nth, long millis) implements Upset {}

        /** Telnyx refuses a command. */
        record Refuse(String command, int nth, int status, String code) implements Upset {}
    }

    /**
     * What must come of it; what is null is not checked.
     *
     * @param heard each contained in something heard, in this order
     * @param steps entered, in this order, and no others
     * @param commands names, in this order, and no others
     * @param variables the last value each had; of an object the named properties
     * @param handedTo the number or the queue
     */
    public record Expect(
            List<Said<String>> heard,
            @Nullable Said<List<Entered>> steps,
            @Nullable Said<List<String>> commands,
            Map<String, Said<JsonNode>> variables,
            @Nullable Said<EndedBy> endedBy,
            @Nullable Said<String> handedTo) {
        public static final Expect NOTHING = new Expect(List.of(), null, null, Map.of(), null, null);

        public Expect {
            heard = List.copyOf(heard);
            variables = Map.copyOf(variables);
        }
    }

    /**
     * A step that must be entered.
     *
     * @param step by itself or as {@code flow/step}
     * @param left by which outcome it must be left; null is not checked
     */
    public record Entered(String step, @Nullable String left) {}

    /** Who ended the call, or its flow. */
    public enum EndedBy {
        CALLER,
        GATEWAY,
        /** Somebody else talks with the caller. */
        TRANSFER
    }
}
