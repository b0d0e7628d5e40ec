package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.SessionKey;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalScriptTest {
    @Test
    void everyCommitLeavesOneLineInItsOrder() {
        SessionKey key = newKey();
        try (StoreFixture fixture = StoreFixture.shared(StoreSettings.DEFAULT)) {
            assertThat(fixture.onLoop(() -> fixture.store.journal(key))).isEmpty();

            IntStream.range(0, 12)
                    .forEach(i -> fixture.committed(draft(key, i, "e" + i).make()));
            fixture.commit(draft(key, 12, "e3").make());

            assertThat(fixture.onLoop(() -> fixture.store.journal(key)))
                    .containsExactlyElementsOf(IntStream.range(0, 12)
                            .mapToObj(i -> "journal of e" + i)
                            .toList());
        }
    }
}
