package io.gathergateway.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/**
 * The plan of the house: which room may import which. A room is a package under {@code io.gathergateway} with all that
 * lies below it; what is not listed may not be imported.
 */
final class Rooms {
    static final String ROOT = "io.gathergateway";

    /** The rooms a change of the language or of Telnyx is tried in without a network, a clock or a die. */
    static final String[] PURE = {
        ROOT + ".telnyx..",
        ROOT + ".flow..",
        ROOT + ".call..",
        ROOT + ".yaml..",
        ROOT + ".picture..",
        ROOT + ".scenario..",
        ROOT + ".rehearsal.."
    };

    /** A room's row; an entry with a dot is one package or one type of a room. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("telnyx", Set.of()),
            Map.entry("yaml", Set.of()),
            Map.entry("flow", Set.of("telnyx", "yaml")),
            Map.entry("call", Set.of("telnyx", "flow")),
            Map.entry("picture", Set.of("flow", "yaml")),
            Map.entry("scenario", Set.of("telnyx", "yaml")),
            Map.entry("rehearsal", Set.of("scenario", "call", "flow", "telnyx", "yaml")),
            Map.entry("bus", Set.of("call", "telnyx")),
            // What travels on the bus is made of these records of the call, so whoever talks on it knows them.
            Map.entry(
                    "webhook",
                    Set.of("telnyx", "bus", "door", "call.SessionEvent", "call.SessionKey", "call.TokenSeal")),
            // It finds the flow set that a call is on, and tells which events are only watched.
            Map.entry("session", Set.of("call", "flow", "store", "bus", "telnyx.event")),
            Map.entry("store", Set.of("call")),
            // What became of a command is Telnyx's word, and whether to try again follows from it.
            Map.entry("outbox", Set.of("store", "call", "bus", "telnyx.AnswerPolicy", "telnyx.CommandResult")),
            Map.entry(
                    "command",
                    Set.of(
                            "telnyx",
                            "outbox",
                            "bus",
                            "call.Lease",
                            "call.OutboxCommand",
                            "call.SessionEvent",
                            "call.SessionKey",
                            "call.TokenSeal")),
            Map.entry("callout", Set.of("outbox", "telnyx.StrictJson", "call.OutboxCommand", "call.SessionKey")),
            Map.entry("outcome", Set.of("outbox", "bus")),
            // What a placed call may bring, the flow declares.
            Map.entry("api", Set.of("call", "flow", "bus", "door", "store", "telnyx.StrictJson")),
            Map.entry("console", Set.of("call", "bus", "store")),
            Map.entry("door", Set.of()),
            Map.entry("ops", Set.of("door")),
            Map.entry("config", Set.of("yaml")),
            Map.entry("simulator", Set.of("telnyx.model", "scenario", "yaml")));

    /** Wires everything, so it may import everything. */
    private static final String WIRING = "cli";

    private Rooms() {}

    /** Holds where every import of another room is on the plan. */
    static ArchCondition<JavaClass> importOnlyWhatTheirRoomMay() {
        return new ArchCondition<>("import only what their room may") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                String room = roomOf(from);
                if (!room.equals(WIRING) && !MAY_IMPORT.containsKey(room)) {
                    events.add(SimpleConditionEvent.violated(from, from.getName() + " lives in no room of the plan"));
                    return;
                }
                for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                    if (!allowed(room, dependency.getTargetClass().getBaseComponentType())) {
                        events.add(SimpleConditionEvent.violated(from, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean allowed(String room, JavaClass target) {
        if (!target.getPackageName().startsWith(ROOT) || room.equals(WIRING) || room.equals(roomOf(target))) {
            return true;
        }
        String name = inside(target.getName());
        return MAY_IMPORT.getOrDefault(room, Set.of()).stream()
                .anyMatch(entry -> name.startsWith(entry + ".") || name.startsWith(entry + "$") || name.equals(entry));
    }

    /** The first part of its name inside the house; the whole class name for a class that stands in the hall. */
    private static String roomOf(JavaClass type) {
        String name = inside(type.getName());
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String inside(String className) {
        return className.substring(ROOT.length() + 1);
    }
}
