package io.gathergateway.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.telnyx.model.Effect;
import io.gathergateway.telnyx.model.LegIdentity.Direction;
import io.gathergateway.telnyx.model.LegState;
import io.gathergateway.telnyx.model.Stimulus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Callers and those they are put through to, who do as the dice say; everybody hangs up some day. */
final class People {
    private static final List<String> KEYS =
            List.of("1", "1", "1", "2", "2", "3", "0", "9", "*", "#", "4711", "0312", "2125550123", "99");
    private static final List<String> WORDS = List.of("billing", "support", "other", "Ada", "2026-12-03", "10:00");

    private final Clockwork clock;
    private final SimTelnyx telnyx;
    private final Dice dice;
    private final Set<String> busy = new HashSet<>();

    People(Clockwork clock, SimTelnyx telnyx, Dice dice) {
        this.clock = clock;
        this.telnyx = telnyx;
        this.dice = dice;
    }

    /** Somebody calls, and will hang up in the end. */
    void calls(int number) {
        String leg = telnyx.incoming(number);
        clock.after(dice.between(3_000, dice.chance(0.5) ? 60_000 : 240_000), () -> hangsUp(leg));
    }

    /** Of two questions at once the later is answered. */
    void asked(String leg, Effect.Asked asked) {
        if (dice.chance(0.15) || !busy.add(leg)) {
            return;
        }
        clock.after(asked.promptMillis() / 2 + dice.between(300, 3_000), () -> {
            busy.remove(leg);
            switch (asked.how()) {
                case DTMF -> presses(leg, dice.pick(KEYS), 0);
                case SPEECH -> telnyx.happens(leg, new Stimulus.CallerSays("It is so.", fields()));
            }
        });
    }

    private void presses(String leg, String keys, int index) {
        if (index < keys.length()) {
            telnyx.happens(leg, new Stimulus.CallerPresses(keys.charAt(index)));
            clock.after(dice.between(100, 400), () -> presses(leg, keys, index + 1));
        } else if (dice.chance(0.3)) {
            telnyx.happens(leg, new Stimulus.CallerPresses('#'));
        }
    }

    private ObjectNode fields() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (String name : List.of("name", "account", "reason", "day", "time")) {
            if (dice.chance(0.7)) {
                fields.put(name, dice.pick(WORDS));
            }
        }
        if (dice.chance(0.7)) {
            fields.put("pain", dice.chance(0.3));
        }
        return fields;
    }

    void rings(String leg) {
        clock.after(dice.between(500, 6_000), () -> {
            if (dice.chance(0.7)) {
                telnyx.happens(leg, new Stimulus.FarSideAnswers());
                clock.after(dice.between(20_000, 200_000), () -> hangsUp(leg));
            } else if (dice.chance(0.6)) {
                telnyx.happens(leg, new Stimulus.FarSideDeclines(dice.pick(List.of(Stimulus.Reason.values()))));
            }
        });
    }

    void talk(String self, String peer) {
        clock.after(dice.between(2_000, 20_000), () -> hangsUp(dice.chance(0.5) ? self : peer));
    }

    void queued(String leg, String queue) {
        clock.after(dice.between(1_000, 60_000), () -> {
            LegState now = telnyx.leg(leg);
            if (now != null && queue.equals(now.queue())) {
                telnyx.happens(leg, new Stimulus.Bridged("v3:agent"));
                clock.after(dice.between(2_000, 20_000), () -> hangsUp(leg));
            }
        });
    }

    private void hangsUp(String leg) {
        telnyx.happens(leg, new Stimulus.CallerHangsUp());
    }

    /** Whether a leg is that of a caller. */
    static boolean isCallers(LegState leg) {
        return leg.identity().direction() == Direction.INCOMING;
    }
}
