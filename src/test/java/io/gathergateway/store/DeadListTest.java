package io.gathergateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.store.DeadEntry.Reason;
import io.gathergateway.store.DeadList.Fate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The dead list on a real Redis: bounded, without doubles, and an entry is tried by one pod at a time. */
class DeadListTest {
    private static final RedisServer REDIS = RedisServer.start();

    private final StoreFixture fixture = StoreFixture.connected(REDIS.url(), StoreSettings.DEFAULT);
    private final DeadList list = new DeadList(fixture.link);
    private final RawRedis raw = REDIS.connect();

    @BeforeEach
    void empty() {
        raw.text("FLUSHALL");
    }

    @AfterEach
    void close() {
        raw.close();
        fixture.close();
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void anEntryComesBackAsItWasPutAndItsEventOnlyWhereAskedFor() {
        DeadEntry entry = threw("1");
        Instant before = Instant.now().minusMillis(1);
        put(entry);
        DeadEntry whole = get(entry.id());
        assertThat(whole.at()).isBetween(before, Instant.now());
        assertThat(whole).usingRecursiveComparison().ignoringFields("at").isEqualTo(entry);
        assertThat(all()).singleElement().satisfies(head -> {
            assertThat(head.event()).isEmpty();
            assertThat(head).usingRecursiveComparison().ignoringFields("event").isEqualTo(whole);
        });
        assertThat(fixture.onLoop(() -> list.get("none"))).isEmpty();
    }

    @Test
    void theSameEventIsOneEntryHoweverOftenItComes() {
        put(threw("1"));
        put(threw("2"));
        put(threw("1"));
        assertThat(all()).hasSize(2);
    }

    @Test
    void theOldestOfAKindGoAndOneKindDoesNotPushOutTheOther() {
        put(threw("first"));
        for (int i = 0; i < 101; i++) {
            put(unusable("body " + i));
            raw.number(
                    "ZADD",
                    "{dead}:unusable",
                    String.valueOf(i),
                    unusable("body " + i).id());
        }
        assertThat(all())
                .hasSize(101)
                .extracting(DeadEntry::id)
                .contains(threw("first").id());
        assertThat(all())
                .extracting(DeadEntry::id)
                .doesNotContain(unusable("body 0").id());
        assertThat(raw.number("HLEN", "{dead}:events")).isEqualTo(101);
        assertThat(raw.number("ZCARD", "{dead}:unusable")).isEqualTo(100);
    }

    @Test
    void whatIsOlderThanAWeekGoesAndAllOfItEndsByItself() {
        put(threw("old"));
        put(threw("new"));
        long week = Duration.ofDays(7).toMillis();
        for (String key : List.of("threw", "heads", "events")) {
            assertThat(raw.number("PTTL", "{dead}:" + key)).isBetween(week - 60_000, week);
        }
        long tooOld = System.currentTimeMillis() - week - 1_000;
        raw.number("ZADD", "{dead}:threw", String.valueOf(tooOld), threw("old").id());
        claim();
        assertThat(all()).extracting(DeadEntry::id).containsExactly(threw("new").id());
        assertThat(raw.number("HLEN", "{dead}:events")).isEqualTo(1);
    }

    @Test
    void whatIsAskedForIsTriedByOnePodAtATime() {
        put(threw("1"));
        put(threw("2"));
        assertThat(claim()).isEmpty();
        assertThat(redrive(threw("1").id(), "none")).containsExactly(threw("1").id());
        assertThat(claim()).extracting(DeadEntry::event).containsExactly("{}");
        assertThat(claim()).as("another pod has it").isEmpty();
        raw.number("ZADD", "{dead}:redrive", "1", threw("1").id());
        assertThat(claim()).as("the other pod never told").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void howATryEndedIsToldAndWhatIsDoneLeavesTheList(Fate fate) {
        put(threw("1"));
        String id = threw("1").id();
        redrive(id);
        assertThat(told(id)).isEmpty();
        DeadEntry tried = claim().getFirst();
        fixture.onLoop(() -> list.tried(tried, fate));
        assertThat(told(id)).containsExactly(fate);
        assertThat(all()).hasSize(fate.isDone() ? 0 : 1);
        raw.number("ZADD", "{dead}:redrive", "XX", "1", id);
        assertThat(claim()).as("nobody asked again").isEmpty();
        redrive(id);
        assertThat(told(id)).hasSize(fate.isDone() ? 1 : 0);
    }

    @Test
    void whatFailedAgainWhileItWasTriedStaysOnTheList() {
        put(threw("1"));
        String id = threw("1").id();
        redrive(id);
        DeadEntry tried = claim().getFirst();
        raw.text("HSET", "{dead}:heads", id, "1" + get(id).at().toEpochMilli() + " " + tried.head());
        fixture.onLoop(() -> list.tried(tried, Fate.APPLIED));
        assertThat(told(id)).containsExactly(Fate.FAILED_AGAIN);
        assertThat(all()).hasSize(1);
    }

    @Test
    void whatIsDroppedIsGone() {
        put(threw("1"));
        put(unusable("2"));
        redrive(threw("1").id());
        assertThat(fixture.onLoop(
                        () -> list.drop(List.of(threw("1").id(), unusable("2").id(), "none"))))
                .isEqualTo(2);
        assertThat(all()).isEmpty();
        assertThat(claim()).isEmpty();
        assertThat(raw.list("KEYS", "*")).isEmpty();
    }

    @Test
    void whatNoReleaseWroteIsLeftOut() {
        put(threw("1"));
        raw.number("HSET", "{dead}:heads", "x", "12 {\"reason\": \"LATER\"}");
        raw.number("HSET", "{dead}:heads", "y", "{");
        assertThat(all()).hasSize(1);
    }

    private static DeadEntry threw(String event) {
        return DeadEntry.of(
                DeadEntry.identity("call", event), Reason.DECISION_THREW, "X at Y", "call", "call.hangup", event, "{}");
    }

    private static DeadEntry unusable(String body) {
        return DeadEntry.of(body.getBytes(StandardCharsets.UTF_8), Reason.UNUSABLE_BODY, "no_data", null, "", "", "{}");
    }

    private void put(DeadEntry entry) {
        fixture.onLoop(() -> list.put(entry));
    }

    private DeadEntry get(String id) {
        return fixture.onLoop(() -> list.get(id)).orElseThrow();
    }

    private List<DeadEntry> all() {
        return fixture.onLoop(list::all);
    }

    private List<String> redrive(String... ids) {
        return fixture.onLoop(() -> list.redrive(List.of(ids)));
    }

    private List<DeadEntry> claim() {
        return fixture.onLoop(() -> list.claim(10));
    }

    private List<Fate> told(String id) {
        return fixture.onLoop(() -> list.told(id)).stream().toList();
    }
}
