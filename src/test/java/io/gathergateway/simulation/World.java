package io.gathergateway.simulation;

import io.gathergateway.flow.FlowSet;
import io.gathergateway.simulation.Faults.Weather;
import io.gathergateway.store.MemorySessionStore;
import io.gathergateway.store.SessionStore;
import io.gathergateway.store.StoreSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything there is in one run, all of it from one seed. */
final class World {
    static final StoreSettings STORE = new StoreSettings(
            2,
            StoreSettings.DEFAULT.idle(),
            StoreSettings.DEFAULT.retention(),
            StoreSettings.DEFAULT.tombstone(),
            StoreSettings.DEFAULT.lease());

    /** From the last fault until everything must be over. */
    private static final long SETTLING = Duration.ofMinutes(12).toMillis();

    private static final int MOST_PODS = 3;
    private static final int MOST_LOSSES = 3;
    private static final int LOOK_EVERY = 512;

    /** No call comes later. */
    private static final long LAST_CALL = 20_000;

    /** From a timer's due time until it is committed, where nothing fails: 2 s, and a second for the way. */
    private static final long PUNCTUAL = 3_000;

    final Clockwork clock = new Clockwork();
    final Trace trace = new Trace(clock);
    final Evidence evidence = new Evidence();
    final long seed;
    final Weather weather;
    final Plant plant;
    final Dice dice;
    final Faults faults;
    final Chance chance;
    final FlowSet flows;
    final Ledger ledger;
    final SessionStore shared;
    final SimTelnyx telnyx;
    final Post post;
    final int inFlight;
    final int calls;

    private World(long seed, Weather weather, Plant plant) {
        this.seed = seed;
        this.weather = weather;
        this.plant = plant;
        this.dice = new Dice(seed);
        this.faults = Faults.of(weather, dice);
        this.chance = new Chance(faults, clock, dice.fork());
        this.flows = FlowBook.any(dice);
        this.ledger = new Ledger(new MemorySessionStore(STORE, clock::now), clock, trace);
        this.shared = plant.shared(ledger);
        this.telnyx = new SimTelnyx(clock, trace, seed);
        List<SimPod> pods = new ArrayList<>();
        this.post = new Post(clock, chance, trace, pods);
        People people = new People(clock, telnyx, dice.fork());
        telnyx.meet(people, post);
        this.inFlight = dice.chance(0.2) ? 1 : 16;
        this.calls = (int) dice.between(1, 3);
        long count = dice.between(1, MOST_PODS);
        trace.note(
                "world",
                "seed " + seed + ", " + weather + ", " + flows.main().name() + ", " + count + " pods, " + faults);
        for (int i = 0; i < count; i++) {
            pods.add(new SimPod("pod-" + i, this));
        }
        forgets();
        for (int i = 0; i < calls; i++) {
            int number = i;
            clock.after(dice.between(0, LAST_CALL), () -> people.calls(number));
        }
    }

    private void forgets() {
        if (weather == Weather.AMNESIA) {
            for (int i = 0; i < MOST_LOSSES; i++) {
                clock.after(dice.between(1_000, 60_000), () -> ledger.forgetsIn(dice.between(20, 3_000)));
            }
        }
    }

    /** Plays a run to its end and has it checked. */
    static Verdict play(long seed, Weather weather, Plant plant) {
        World world = new World(seed, weather, plant);
        long end = world.faults.over() + SETTLING;
        for (int steps = 1; world.clock.next(end) && !(steps % LOOK_EVERY == 0 && world.over()); steps++) {
            // The work is in the step.
        }
        return new Checker(world).judge();
    }

    /** Whether every call is over, at Telnyx and here, and nothing is on its way. */
    private boolean over() {
        return clock.now() > LAST_CALL
                && telnyx.legs().size() >= calls
                && telnyx.legs().stream().allMatch(leg -> leg.ended())
                && post.letters().stream().allMatch(letter -> letter.delivered || letter.givenUp)
                && ledger.allEnded();
    }

    /** How late a timer may be in this weather. */
    long slack() {
        long away = faults.outages().stream()
                .mapToLong(outage -> outage.until() - outage.from())
                .sum();
        return switch (weather) {
            case CALM -> PUNCTUAL;
            case MILD, AMNESIA -> 40_000;
            case WILD -> 60_000 + away;
        };
    }
}
