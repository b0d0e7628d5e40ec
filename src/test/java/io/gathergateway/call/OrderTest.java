package io.gathergateway.call;

import static io.gathergateway.call.TestCall.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Disorder.Trouble;
import io.gathergateway.call.Scenes.Scene;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * P6 to P9 for the steps whose results come from several sides: every order of a small call's events that causes allow, or
 * many of them where they are too many, and what may go wrong beside.
 */
class OrderTest {
    /** So many where they are too many; the property makes a longer search of it. */
    private static final int ORDERS = Integer.getInteger("orders", 100);

    private static final int ALL = 1_200;

    /** What changes nothing. */
    private static final Set<Trouble> HARMLESS = EnumSet.of(Trouble.TWICE, Trouble.LAG);

    static List<Scene> scenes() {
        return Scenes.all();
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void everyOrderGivesTheTidyCommands(Scene scene) {
        Odometer orders = new Odometer();
        int tried = 0;
        do {
            play(scene, Set.of(), orders, "order " + orders);
        } while (++tried < ALL && orders.next());
        if (tried == ALL) {
            many(scene, Set.of());
        }
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void eventsThatComeTwiceAndCommandsThatWaitChangeNothing(Scene scene) {
        many(scene, HARMLESS);
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void aCallerWhoLeavesEndsTheTidyCommands(Scene scene) {
        for (int seed = 0; seed < ORDERS; seed++) {
            List<String> names =
                    play(scene, EnumSet.of(Trouble.TWICE, Trouble.LAG, Trouble.LEAVES), random(seed), "seed " + seed);
            assertThat(scene.ways())
                    .as("seed %d: %s", seed, names)
                    .anyMatch(way -> names.size() <= way.size()
                            && way.subList(0, names.size()).equals(names));
        }
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void whicheverWebhookIsLostTheTimersEndTheCall(Scene scene) {
        AtomicInteger webhooks = new AtomicInteger();
        int lost = 0;
        do {
            int which = lost;
            webhooks.set(0);
            IntUnaryOperator tidy = n -> n == Disorder.ODDS && webhooks.getAndIncrement() != which ? n - 1 : 0;
            play(scene, EnumSet.of(Trouble.LOSS), tidy, "lost " + which);
        } while (webhooks.get() > lost++);
        assertThat(lost).isGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void whateverGoesWrongTheCallEnds(Scene scene) {
        for (int seed = 0; seed < ORDERS; seed++) {
            Random random = new Random(seed);
            Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
            for (Trouble trouble : Trouble.values()) {
                if (random.nextBoolean()) {
                    troubles.add(trouble);
                }
            }
            play(scene, troubles, random(seed), "seed " + seed + " " + troubles);
        }
    }

    private static void many(Scene scene, Set<Trouble> troubles) {
        for (int seed = 0; seed < ORDERS; seed++) {
            play(scene, troubles, random(seed), "seed " + seed);
        }
    }

    private static List<String> play(Scene scene, Set<Trouble> troubles, IntUnaryOperator choice, String order) {
        Disorder call = new Disorder(
                scene.flows(), new OutsideWorld(scene.script(), scene.placed()), scene.rings(), troubles, choice);
        SessionEvent.PlaceCall place = scene.placed()
                ? new SessionEvent.PlaceCall(KEY, "test", "7267", "+13125550123", "+13125550100", Map.of())
                : null;
        try {
            call.play(place);
            if (HARMLESS.containsAll(troubles)) {
                assertThat(scene.ways()).contains(call.names());
            }
        } catch (AssertionError broken) {
            throw new AssertionError(
                    order + ": " + broken.getMessage() + "\n" + String.join("\n", call.story()), broken);
        }
        return call.names();
    }

    private static IntUnaryOperator random(long seed) {
        Random random = new Random(seed);
        return random::nextInt;
    }

    /** Every sequence of choices, one after the other; the first is always the first choice. */
    private static final class Odometer implements IntUnaryOperator {
        private final List<Integer> picks = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();
        private int depth;

        @Override
        public int applyAsInt(int choices) {
            if (depth == picks.size()) {
                picks.add(0);
                sizes.add(choices);
            }
            return picks.get(depth++);
        }

        /** Whether there is one more. */
        boolean next() {
            depth = 0;
            while (!picks.isEmpty() && picks.getLast() == sizes.getLast() - 1) {
                picks.removeLast();
                sizes.removeLast();
            }
            if (picks.isEmpty()) {
                return false;
            }
            picks.set(picks.size() - 1, picks.getLast() + 1);
            return true;
        }

        @Override
        public String toString() {
            return picks.toString();
        }
    }
}
