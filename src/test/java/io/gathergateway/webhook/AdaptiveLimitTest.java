package io.gathergateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A queue with a server behind it, in virtual time: the limit finds what the server bears. */
class AdaptiveLimitTest {
    private static final int MOST = 2_000;
    private long now;

    /**
     * A server that needs {@code unloaded} milliseconds for one, and does {@code perSecond} at most: then the time of one
     * is the number at work divided by the rate. Offered is always more than it bears.
     */
    private int after(AdaptiveLimit limit, Duration lasts, long unloadedMillis, long perSecond) {
        for (long end = now + lasts.toNanos(); now < end; ) {
            long took = took(limit, unloadedMillis, perSecond);
            now += Math.max(took / limit.get(), 1);
            limit.held();
            limit.sample(took, 0, now);
        }
        return limit.get();
    }

    private static long took(AdaptiveLimit limit, long unloadedMillis, long perSecond) {
        return Math.max(Duration.ofMillis(unloadedMillis).toNanos(), limit.get() * 1_000_000_000L / perSecond);
    }

    @ParameterizedTest(name = "{1}/s at {0} ms: answers within {4} ms, and the server is never idle")
    @CsvSource({
        "2,   3000, 100,  500,  200",
        "2,   300,  32,   70,   240",
        "2,   30000, 1500, 2000, 200",
        "50,  2000, 200,  400,  200",
        // A slow Redis is no overload: what it takes is in flight all the time.
        "200, 2000, 500,  1000, 500",
        "500, 1000, 550,  700,  700",
    })
    void settlesWhereTheServerIsBusyAndAnswersAreQuick(
            long unloaded, long perSecond, int least, int most, long answerMillis) {
        AdaptiveLimit limit = new AdaptiveLimit(MOST, now);
        int found = after(limit, Duration.ofSeconds(12), unloaded, perSecond);
        assertThat(found).isBetween(least, most);
        assertThat(took(limit, unloaded, perSecond))
                .isLessThan(Duration.ofMillis(answerMillis).toNanos());
        assertThat(found).as("at least what is in flight at full rate").isGreaterThanOrEqualTo((int)
                Math.min(MOST * 0.9, unloaded * perSecond / 1000.0 * 0.9));
    }

    @Test
    void followsAServerThatBecomesSlowerAndQuickerAgain() {
        AdaptiveLimit limit = new AdaptiveLimit(MOST, now);
        int before = after(limit, Duration.ofSeconds(10), 2, 4_000);
        int slow = after(limit, Duration.ofSeconds(10), 2, 400);
        int again = after(limit, Duration.ofSeconds(10), 2, 4_000);
        assertThat(slow).isLessThan(before / 4);
        assertThat(again).isGreaterThan(slow * 4);
    }

    @Test
    void overAnHourOfOverloadAnswersNeverComeNearTheBoundOfTheirTime() {
        AdaptiveLimit limit = new AdaptiveLimit(100_000, now);
        for (int minute = 0; minute < 60; minute++) {
            after(limit, Duration.ofMinutes(1), 2, 2_000);
            assertThat(took(limit, 2, 2_000)).isLessThan(Duration.ofMillis(800).toNanos());
        }
    }

    @Test
    void doesNotGrowWhereNothingIsHeldUp() {
        AdaptiveLimit limit = new AdaptiveLimit(MOST, now);
        int before = limit.get();
        for (int i = 0; i < 100_000; i++) {
            now += Duration.ofMillis(1).toNanos();
            limit.sample(Duration.ofMillis(1).toNanos(), 0, now);
        }
        assertThat(limit.get()).isEqualTo(before);
    }

    @Test
    void letsInLessWhereWhatComesWaitsLongUnreadButNotAsLittleAsWhereWorkIsSlow() {
        AdaptiveLimit limit = new AdaptiveLimit(MOST, now);
        after(limit, Duration.ofSeconds(10), 2, 4_000);
        int before = limit.get();
        for (int i = 0; i < 100_000; i++) {
            now += Duration.ofMillis(1).toNanos();
            limit.sample(Duration.ofMillis(1).toNanos(), Duration.ofSeconds(1).toNanos(), now);
        }
        assertThat(before).isGreaterThan(AdaptiveLimit.FEWEST_FOR_LAG);
        assertThat(limit.get()).isEqualTo(AdaptiveLimit.FEWEST_FOR_LAG);
    }

    @Test
    void staysBetweenItsBounds() {
        AdaptiveLimit limit = new AdaptiveLimit(MOST, now);
        assertThat(after(limit, Duration.ofHours(2), 1, 1)).isEqualTo(AdaptiveLimit.FEWEST);
        assertThat(after(limit, Duration.ofSeconds(60), 1, 1_000_000)).isEqualTo(MOST);
        assertThat(after(new AdaptiveLimit(1, now), Duration.ofSeconds(10), 1, 1))
                .isEqualTo(1);
    }
}
