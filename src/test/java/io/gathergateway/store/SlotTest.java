package io.gathergateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each script's keys lie in one slot, so that a Redis Cluster takes them. */
class SlotTest {
    private static final int SHARDS = StoreSettings.DEFAULT.shards();

    @Test
    void allKeysOfACallShareASlot() {
        SessionLayout layout = new SessionLayout(SHARDS);

        assertThat(Stream.generate(StoreFixture::newKey).limit(500)).allSatisfy(key -> {
            int slot = ClusterSlots.of(layout.call(key));
            assertThat(ClusterSlots.of(layout.due(key))).isEqualTo(slot);
            assertThat(ClusterSlots.of(layout.tombstone(key))).isEqualTo(slot);
            assertThat(layout.due(key.shard(SHARDS))).isEqualTo(layout.due(key));
        });
    }

    @Test
    void theShardsAreSpreadOverTheSlots() {
        SessionLayout layout = new SessionLayout(SHARDS);

        assertThat(IntStream.range(0, SHARDS)
                        .map(shard -> ClusterSlots.of(layout.due(shard)))
                        .distinct())
                .hasSize(SHARDS);
    }

    /** Values of the specification, and what has braces that do not count. */
    @ParameterizedTest
    @CsvSource({"123456789, 12739", "foo, 12182", "x{foo}y{bar}, 12182", "'{}foo', 9500", "'{foo', 13308"})
    void aKeysSlotIsAsTheSpecificationHasIt(String key, int slot) {
        assertThat(ClusterSlots.of(key)).isEqualTo(slot);
    }
}
