package io.gathergateway.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.telnyx.event.CallEventCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The record of a call: one line per event, with the time that was used and the commands it made. Folding the lines
 * through the {@link Decider} gives the same commands, byte for byte: a {@code command_id} holds the hash of its body
 * (P6). What is sensitive is sealed under the call's own key; once that is destroyed a replay ends there.
 */
public final class Journal {
    private static final String SEALED = "sealed";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> VALUES = new TypeReference<>() {};

    private Journal() {}

    /**
     * What a line says.
     *
     * @param set the revision of the flow set that the call begins with here, or goes over to; null while it keeps its own
     */
    public record Entry(
            long version,
            long now,
            SessionEvent event,
            List<String> commandIds,
            @Nullable String set) {

        /** The revision of the flow set this was decided with, for a call that was {@code before} then. */
        public String revision(@Nullable CallSession before) {
            return Objects.requireNonNullElse(set, before == null ? "" : before.revision());
        }
    }

    /** The line for a decision; it goes into the store with the decision. */
    public static String line(SessionEvent event, long now, Decision decision) {
        return line(now, decision, write(event));
    }

    /**
     * The line for a decision on a sensitive event, which nobody can read without the key.
     *
     * @param key {@link Seal#KEY_BYTES} bytes in base64
     * @param nonce {@link Seal#NONCE_BYTES} bytes that this key has not seen
     */
    public static String sealedLine(SessionEvent event, long now, Decision decision, String key, byte[] nonce) {
        String sealed = Seal.seal(event.key(), key, nonce, write(event).toString());
        return line(now, decision, JSON.createObjectNode().put(SEALED, sealed));
    }

    private static String line(long now, Decision decision, ObjectNode event) {
        ObjectNode line = JSON.createObjectNode();
        CallSession next = decision.next();
        line.put("v", next == null ? 0 : next.version());
        line.put("now", now);
        if (next != null && decision.onNewSet()) {
            line.put("set", next.revision());
        }
        line.set("event", event);
        var commands = line.putArray("commands");
        decision.commands().forEach(c -> commands.add(c.commandId()));
        if (decision.reason() != null) {
            line.put("ignored", decision.reason().name());
        }
        return line.toString();
    }

    /**
     * Reads a line back; throws {@link IllegalStateException} on one that no release wrote, or that is sealed.
     */
    public static Entry read(SessionKey key, String line) {
        return read(key, line, null).orElseThrow(() -> new IllegalStateException("journal line is sealed"));
    }

    /**
     * Reads a line back; empty where it is sealed and this is not its key.
     *
     * @param journalKey {@link CallSession#journalKey}; null once it is destroyed
     */
    public static Optional<Entry> read(SessionKey key, String line, @Nullable String journalKey) {
        JsonNode json = tree(line);
        JsonNode event = json.path("event");
        if (event.has(SEALED)) {
            Optional<String> opened = journalKey == null
                    ? Optional.empty()
                    : Seal.open(key, journalKey, event.path(SEALED).asText());
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            event = tree(opened.get());
        }
        List<String> ids = new ArrayList<>();
        json.path("commands").forEach(id -> ids.add(id.asText()));
        String set = json.path("set").asText();
        return Optional.of(new Entry(
                json.path("v").asLong(),
                json.path("now").asLong(),
                event(key, event),
                List.copyOf(ids),
                set.isEmpty() ? null : set));
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("journal line cannot be read", e);
        }
    }

    /** How a replay ended. */
    public sealed interface Replay {
        /** The same to the byte, to the last line. */
        record Same() implements Replay {}

        /** The commands of this version differ. */
        record Differs(long version) implements Replay {}

        /** The same up to the line of this version, which is sealed, and its key is destroyed. */
        record Sealed(long version) implements Replay {}

        /** The same up to the line of this version, which was decided with a flow set that cannot be had. */
        record Unknown(long version, String revision) implements Replay {}
    }

    /**
     * Decides the whole call again, each event with the flow set it was decided with.
     *
     * @param sets by revision
     * @param journalKey {@link CallSession#journalKey}; null once it is destroyed
     */
    public static Replay replay(
            Decider decider,
            Function<String, Optional<FlowSet>> sets,
            SessionKey key,
            List<String> lines,
            @Nullable String journalKey) {
        CallSession session = null;
        for (String line : lines) {
            Optional<Entry> read = read(key, line, journalKey);
            if (read.isEmpty()) {
                return new Replay.Sealed(tree(line).path("v").asLong());
            }
            Entry entry = read.get();
            String revision = entry.revision(session);
            Optional<FlowSet> set = sets.apply(revision);
            if (set.isEmpty()) {
                return new Replay.Unknown(entry.version(), revision);
            }
            Decision again = decider.decide(set.get(), session, entry.event(), entry.now());
            List<String> ids =
                    again.commands().stream().map(OutboxCommand::commandId).toList();
            session = again.next();
            if (!ids.equals(entry.commandIds()) || session == null || session.version() != entry.version()) {
                return new Replay.Differs(entry.version());
            }
        }
        return new Replay.Same();
    }

    /**
     * Decides the call again, as far as its journal can be read without a key.
     *
     * @param sets by revision
     * @return the first version whose commands differ, or whose flow set cannot be had; empty where the replay is the same
     *     to the byte
     */
    public static Optional<Long> firstDifference(
            Decider decider, Function<String, Optional<FlowSet>> sets, SessionKey key, List<String> lines) {
        return switch (replay(decider, sets, key, lines, null)) {
            case Replay.Same same -> Optional.empty();
            case Replay.Sealed sealed -> Optional.empty();
            case Replay.Differs(long version) -> Optional.of(version);
            case Replay.Unknown(long version, String revision) -> Optional.of(version);
        };
    }

    /** An event as a line tells it: enough to decide it again. */
    public static String eventText(SessionEvent event) {
        return write(event).toString();
    }

    /** The event that {@link #eventText} told; throws {@link IllegalStateException} on text that no release wrote. */
    public static SessionEvent event(SessionKey key, String text) {
        return event(key, tree(text));
    }

    private static ObjectNode write(SessionEvent event) {
        ObjectNode json = JSON.createObjectNode();
        switch (event) {
            case SessionEvent.Webhook webhook ->
                json.set("webhook", CallEventCodec.write(CallEventCodec.journalForm(webhook.event())));
            case SessionEvent.CommandOutcome o ->
                json.putObject("outcome")
                        .put("lane", o.lane())
                        .put("command_id", o.commandId())
                        .put("name", o.name())
                        .set("result", JournalResults.write(o.result()));
            case SessionEvent.TimerFired t ->
                json.putObject("timer").put("name", t.timer()).put("set_at", t.setAt());
            case SessionEvent.CalloutEnded c ->
                json.putObject("callout")
                        .put("lane", c.lane())
                        .put("command_id", c.commandId())
                        .set("result", JournalResults.write(c.result()));
            case SessionEvent.External x ->
                json.putObject("external")
                        .put("id", x.externalId())
                        .put("name", x.name())
                        .set("data", x.data());
            case SessionEvent.PlaceCall p ->
                json.putObject("place")
                        .put("flow", p.flow())
                        .put("connection", p.connection())
                        .put("to", p.to())
                        .put("from", p.from())
                        .set("with", JSON.valueToTree(p.with()));
        }
        return json;
    }

    private static SessionEvent event(SessionKey key, JsonNode json) {
        JsonNode outcome = json.path("outcome");
        JsonNode timer = json.path("timer");
        if (outcome.isObject()) {
            return new SessionEvent.CommandOutcome(
                    key,
                    outcome.path("lane").asText(),
                    outcome.path("command_id").asText(),
                    outcome.path("name").asText(),
                    JournalResults.command(outcome.path("result")));
        }
        if (timer.isObject()) {
            return new SessionEvent.TimerFired(
                    key, timer.path("name").asText(), timer.path("set_at").asLong());
        }
        JsonNode callout = json.path("callout");
        if (callout.isObject()) {
            return new SessionEvent.CalloutEnded(
                    key,
                    callout.path("lane").asText(),
                    callout.path("command_id").asText(),
                    JournalResults.callout(callout.path("result")));
        }
        JsonNode external = json.path("external");
        if (external.isObject()) {
            return new SessionEvent.External(
                    key, external.path("id").asText(), external.path("name").asText(), external.get("data"));
        }
        JsonNode place = json.path("place");
        if (place.isObject()) {
            return new SessionEvent.PlaceCall(
                    key,
                    place.path("flow").asText(),
                    place.path("connection").asText(),
                    place.path("to").asText(),
                    place.path("from").asText(),
                    JSON.convertValue(place.path("with"), VALUES));
        }
        return switch (CallEventCodec.read(json.path("webhook"))) {
            case CallEventCodec.Read.Event read -> new SessionEvent.Webhook(key, read.event());
            case CallEventCodec.Read.Unusable unusable ->
                throw new IllegalStateException("journaled webhook cannot be read: " + unusable.problem());
        };
    }
}
