package io.gathergateway.call;

import static io.gathergateway.call.TestCall.KEY;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.event.CallEventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx, the people and a backend around one call: what each command leads to, by a script. It makes events and knows
 * which command truly caused them; in which order they arrive is not its matter.
 *
 * <p>A script's key is a command, {@code speak}, or the n-th of its kind, {@code speak#2}. Its value is what happens then,
 * with {@code ;} between: {@code call.hangup b {'hangup_cause':'user_busy'}} is a webhook of the leg dialled last, without
 * {@code b} of the caller's; {@code ok} and {@code refused 90037} are Telnyx's word on the command, {@code http {…}} a
 * backend's, {@code event take_over} comes from outside. What is {@code late} happens at some time, be it after the next
 * commands.
 */
final class OutsideWorld {
    /** What Telnyx does where a script says nothing else. */
    private static final Map<String, String> USUAL = Map.of(
            "answer", "call.answered",
            "speak", "call.speak.started; call.speak.ended {'status':'completed'}",
            "hangup", "call.hangup {'hangup_cause':'normal_clearing'}",
            "hangup b", "call.hangup b {'hangup_cause':'normal_clearing'}");

    private static final Set<String> TALKS = Set.of("ai_assistant_start", "gather_using_ai");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Something on its way to the gateway; {@code cause} is the command that led to it. */
    record Told(SessionEvent event, @Nullable OutboxCommand cause) {}

    /** Something that is yet to happen. */
    record Later(String word, @Nullable OutboxCommand cause, String otherLeg) {}

    private final Map<String, String> script;
    private final boolean placed;
    private final Map<String, String> clientStates = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final List<Told> told = new ArrayList<>();
    private final List<Later> later = new ArrayList<>();
    private String otherLeg = "";
    private boolean joined;
    private @Nullable OutboxCommand conversation;
    private int events;

    OutsideWorld(Map<String, String> script, boolean placed) {
        this.script = script;
        this.placed = placed;
    }

    /** What is on its way; whoever delivers it takes it out. */
    List<Told> told() {
        return told;
    }

    /** What may happen at any time. */
    List<Later> later() {
        return later;
    }

    void happens(Later what) {
        later.remove(what);
        happens(what.word(), what.cause(), what.otherLeg());
    }

    void callArrives() {
        happens("call.initiated {'direction':'incoming','state':'parked'}", null, "");
    }

    boolean callerIsThere() {
        return !ended.contains(TestCall.LEG);
    }

    void callerLeaves() {
        happens("call.hangup {'hangup_cause':'normal_clearing'}", null, otherLeg);
    }

    /** The label of a command in the scripts: {@code hangup b} ends the other leg. */
    static String label(OutboxCommand command) {
        return command.lane().equals(Outgoing.DIALLED_LANE) ? "hangup b" : command.name();
    }

    /** What the command will lead to does not come to pass; its sender learns this. */
    void fails(OutboxCommand command, CommandResult result) {
        told.add(new Told(outcome(command, result), command));
    }

    void take(OutboxCommand command) {
        String name = label(command);
        boolean toNobody = !name.equals(OutboxCommand.CALLOUT)
                && ended.contains(
                        name.equals("hangup b") ? otherLeg : placed && name.equals("dial") ? "" : TestCall.LEG);
        if (toNobody) {
            fails(command, new CommandResult.CallOver());
            return;
        }
        int nth = taken.merge(name, 1, Integer::sum);
        if (name.equals("dial") || name.equals("transfer")) {
            otherLeg = placed && name.equals("dial") ? TestCall.LEG : "leg-" + name + nth;
            joined = name.equals("transfer");
            clientStates.put(
                    otherLeg,
                    command.request().body().replaceAll(".*\"target_leg_client_state\":\"([^\"]+)\".*", "$1"));
        }
        if (name.equals("dial")) {
            clientStates.put(otherLeg, TestCall.state(command));
        } else if (name.equals("hangup b")) {
            clientStates.put(otherLeg, TestCall.state(command));
        } else if (!name.equals(OutboxCommand.CALLOUT)) {
            clientStates.put(TestCall.LEG, TestCall.state(command));
        }
        if (TALKS.contains(name)) {
            conversation = command;
        }
        String usual = script.getOrDefault(name, USUAL.getOrDefault(name, ""));
        for (String word : script.getOrDefault(name + "#" + nth, usual).split(";", -1)) {
            String what = word.strip();
            OutboxCommand cause = what.contains("call.conversation.ended") ? conversation : command;
            if (what.startsWith("late ")) {
                later.add(new Later(what.substring(5), cause, otherLeg));
            } else if (!what.isEmpty()) {
                happens(what, cause, otherLeg);
            }
        }
        if (OutboxCommand.acceptanceCounts(name)) {
            fails(command, new CommandResult.Accepted());
        }
    }

    private void happens(String word, @Nullable OutboxCommand cause, String other) {
        String[] parts = word.split(" ", 2);
        String rest = parts.length == 1 ? "" : parts[1];
        switch (parts[0]) {
            case "event" -> told.add(new Told(new SessionEvent.External(KEY, "outside-" + ++events, rest, null), null));
            case "refused" -> fails(Objects.requireNonNull(cause), new CommandResult.Refused(422, rest));
            case "http" -> {
                OutboxCommand asked = Objects.requireNonNull(cause);
                CalloutResult answer = rest.equals("timeout")
                        ? new CalloutResult.TimedOut()
                        : new CalloutResult.Answered(200, fields(rest));
                told.add(new Told(new SessionEvent.CalloutEnded(KEY, asked.lane(), asked.commandId(), answer), cause));
            }
            default -> webhook(parts[0], rest, cause, other);
        }
    }

    private void webhook(String type, String rest, @Nullable OutboxCommand cause, String other) {
        boolean second = rest.startsWith("b");
        String leg = second ? other : TestCall.LEG;
        boolean mayComeAfterTheEnd = type.contains("conversation") || type.contains("recording");
        if (ended.contains(leg) && !mayComeAfterTheEnd) {
            return;
        }
        String fields = second ? rest.substring(1).strip() : rest;
        String session = placed ? "telnyx-session" : KEY.id();
        told.add(new Told(webhook("webhook-" + ++events, type, session, leg, clientStates.get(leg), fields), cause));
        if (type.equals("call.bridged")) {
            joined = true;
        } else if (type.equals("call.hangup")) {
            ended.add(leg);
            if (!second && joined && !other.isEmpty() && !ended.contains(other)) {
                webhook(type, "b {'hangup_cause':'originator_cancel'}", cause, other);
            }
        }
    }

    /** A webhook as Telnyx writes it; some lack the {@code call_control_id}. */
    static SessionEvent webhook(
            String id, String type, String session, String leg, @Nullable String clientState, String fields) {
        ObjectNode payload = fields(fields);
        payload.put("call_session_id", session);
        payload.put("call_leg_id", leg);
        if (!type.contains("recording") && !type.contains("machine")) {
            payload.put("call_control_id", "v3:" + leg);
        }
        payload.put("connection_id", "7267");
        payload.put("client_state", clientState);
        payload.put("from", "+13125550100");
        payload.put("to", "+13125550001");
        ObjectNode data = JSON.createObjectNode();
        data.put("id", id).put("event_type", type).set("payload", payload);
        if (!(CallEventCodec.read(data) instanceof CallEventCodec.Read.Event read)) {
            throw new AssertionError("unreadable: " + data);
        }
        return new SessionEvent.Webhook(KEY, read.event());
    }

    private static SessionEvent outcome(OutboxCommand command, CommandResult result) {
        return command.name().equals(OutboxCommand.CALLOUT)
                ? new SessionEvent.CalloutEnded(KEY, command.lane(), command.commandId(), new CalloutResult.Failed())
                : Play.outcome(command, result);
    }

    private static ObjectNode fields(String text) {
        try {
            return text.isEmpty() ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
