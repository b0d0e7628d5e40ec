package io.gathergateway.outbox;

import static io.gathergateway.outbox.World.KEY;
import static io.gathergateway.outbox.World.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.SessionEvent;
import io.gathergateway.outbox.OutboxSignal.Slip;
import io.gathergateway.store.DueWork;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweeperTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final Outbox outbox = new Outbox(world.ports(), world, new Outbox.Bounds(4, 8));

    SweeperTest() {
        world.random = 0.5;
        world.answers(new Answer.Response(200, "", null), 10);
    }

    private Sweeper sweeper(int shards) {
        return sweeper(new Sweeper.Bounds(shards, 4, 4));
    }

    private Sweeper sweeper(Sweeper.Bounds bounds) {
        return new Sweeper(world.ports(), world, outbox, bounds);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 64, 100})
    void anIdleShardIsLookedAtOnceASecondAndNeverClaimed(int shards) {
        sweeper(shards).start();
        world.time.advance(Duration.ofSeconds(10));

        for (int shard = 0; shard < shards; shard++) {
            assertThat(Collections.frequency(world.looked, shard))
                    .as("shard %d", shard)
                    .isBetween(9, 14);
        }
        assertThat(world.claimed).isEmpty();
    }

    @Test
    void aSweepIsSpreadOverTheSecond() {
        sweeper(64).start();
        int most = 0;
        for (int i = 0; i < 20; i++) {
            int before = world.looked.size();
            world.time.advance(Duration.ofMillis(50));
            most = Math.max(most, world.looked.size() - before);
        }
        assertThat(most).isEqualTo(16);
    }

    @Test
    void podsStartedTogetherSweepApart() {
        world.random = 0.25;
        sweeper(1).start();
        world.time.advance(Duration.ofMillis(249));
        assertThat(world.looked).isEmpty();
        world.time.advance(Duration.ofMillis(1));
        assertThat(world.looked).hasSize(1);
        world.time.advance(Duration.ofMillis(875));
        assertThat(world.looked).as("the next after 0.875 s").hasSize(2);
    }

    @Test
    void overdueCommandsAreSentAndDueTimersFire() {
        world.due(3, List.of(new DueWork.Command(lease("c1")), new DueWork.Timer(KEY, "step", 7)));

        sweeper(8).start();
        world.time.advance(SECOND);

        assertThat(world.requests).hasSize(1);
        assertThat(world.applied).containsExactly(new SessionEvent.TimerFired(KEY, "step", 7));
    }

    @Test
    void aShardIsClaimedOnceAtATime() {
        world.claimsHang = true;
        sweeper(2).start();

        world.time.advance(Duration.ofSeconds(30));

        assertThat(world.claimed).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aBacklogIsFetchedFasterThanABatchASecond() {
        world.due(0, commands(40));

        sweeper(1).start();
        world.time.advance(Duration.ofMillis(1_500));

        assertThat(world.requests).hasSize(40);
    }

    @Test
    void nothingIsClaimedWhileTheOutboxIsFullAndAllOfItLater() {
        World slow = new World();
        slow.random = 0.5;
        slow.answers(new Answer.Response(200, "", null), 900);
        slow.due(0, commands(100));
        Outbox narrow = new Outbox(slow.ports(), slow, new Outbox.Bounds(4, 8));
        new Sweeper(slow.ports(), slow, narrow, new Sweeper.Bounds(1, 4, 4)).start();

        slow.time.advance(SECOND);
        assertThat(slow.due.get(0)).as("4 under way, 4 waiting").hasSize(92);
        slow.time.advance(Duration.ofMinutes(1));

        assertThat(slow.slips(Slip.QUEUE_FULL)).isZero();
        assertThat(slow.due.get(0)).isEmpty();
    }

    @Test
    void timersNobodyAppliesYetAreBounded() {
        world.appliesHang = true;
        world.due(
                0,
                IntStream.range(0, 50)
                        .mapToObj(i -> new DueWork.Timer(KEY, "t" + i, 1))
                        .toList());

        sweeper(new Sweeper.Bounds(1, 4, 6)).start();
        world.time.advance(Duration.ofSeconds(10));

        assertThat(world.applied).hasSize(6);
    }

    @Test
    void aTimerThatIsNotAppliedFreesItsPlace() {
        world.failing.add("apply");
        world.due(
                0,
                IntStream.range(0, 50)
                        .mapToObj(i -> new DueWork.Timer(KEY, "t" + i, 1))
                        .toList());

        sweeper(1).start();
        world.time.advance(Duration.ofSeconds(10));

        assertThat(world.applied).hasSize(50);
        assertThat(world.slips(Slip.NOT_APPLIED)).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"overdue", "claim"})
    void aFailedSweepIsMadeUpForInTheNextRound(String step) {
        world.failing.add(step);
        Sweeper sweeper = sweeper(1);
        sweeper.start();
        world.time.advance(Duration.ofSeconds(3));
        long failed = world.slips(Slip.STORE_FAILED);

        world.failing.clear();
        world.due(0, commands(1));
        world.time.advance(Duration.ofSeconds(2));

        assertThat(failed).isEqualTo(3);
        assertThat(world.requests).hasSize(1);
    }

    @Test
    void aStoppedSweeperClaimsNothingAndGivesBackWhatStillComes() {
        world.claimsHang = true;
        Sweeper sweeper = sweeper(1);
        sweeper.start();
        world.time.advance(SECOND);

        sweeper.stop();
        outbox.close();
        world.hangingClaims
                .element()
                .complete(List.of(new DueWork.Command(lease("c1")), new DueWork.Timer(KEY, "t", 1)));
        world.time.advance(Duration.ofSeconds(10));

        assertThat(world.claimed).hasSize(1);
        assertThat(world.transcript).containsExactly("1000 release c1 for 0");
        assertThat(world.time.pending()).as("timers left").isZero();
    }

    private static List<DueWork> commands(int count) {
        return IntStream.range(0, count)
                .<DueWork>mapToObj(i -> new DueWork.Command(lease("c" + i)))
                .toList();
    }
}
