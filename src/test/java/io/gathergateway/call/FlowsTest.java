package io.gathergateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gathergateway.flow.FlowSet;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.EventHeader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which set a call begins with: the same on every pod, however often its first event comes. */
class FlowsTest {
    private static final FlowSet LIVE = set("live");
    private static final FlowSet CANARY = set("canary");

    /** The percents are those of SHA-256 of the ids: another release must choose alike. */
    @ParameterizedTest(name = "{0} to {1}: {2} % and {3} give {4}")
    @CsvSource({
        "call-1, +13125550100, 0,   '',           live",
        "call-1, +13125550100, 100, '',           canary",
        "call-1, +13125550100, 0,   +13125550100, canary",
        "call-1, +13125550101, 0,   +13125550100, live",
        "call-1,             , 0,   +13125550100, live",
        "call-2, +13125550101, 100, +13125550100, canary",
    })
    void aCallBeginsWithTheCanaryByItsNumberOrItsShare(
            String call, @Nullable String to, int percent, String number, String expected) {
        Set<String> numbers = number.isEmpty() ? Set.of() : Set.of(number);
        Flows flows = new Flows(LIVE, new Flows.Canary(CANARY, percent, numbers));
        assertThat(flows.begin(initiated(call, to)).revision()).isEqualTo(expected);
        assertThat(flows.begin(initiated(call, to)).revision()).as("again").isEqualTo(expected);
    }

    @Test
    void aPlacedCallCountsByTheNumberItIsPlacedFrom() {
        Flows flows = new Flows(LIVE, new Flows.Canary(CANARY, 0, Set.of("+13125550100")));
        SessionKey key = new SessionKey("x");
        assertThat(flows.begin(new SessionEvent.PlaceCall(key, "f", "1", "+44", "+13125550100", Map.of())))
                .isSameAs(CANARY);
        assertThat(flows.begin(new SessionEvent.PlaceCall(key, "f", "1", "+13125550100", "+44", Map.of())))
                .isSameAs(LIVE);
    }

    @Test
    void theShareIsThatOfTheCallsAndWhoIsInStaysInWhenItGrows() {
        List<SessionEvent> calls = IntStream.range(0, 4_000)
                .mapToObj(i -> initiated("call-" + i, null))
                .toList();
        Flows tenth = new Flows(LIVE, new Flows.Canary(CANARY, 10, Set.of()));
        Flows third = new Flows(LIVE, new Flows.Canary(CANARY, 30, Set.of()));
        assertThat(calls.stream()
                        .filter(call -> tenth.begin(call).equals(CANARY))
                        .count())
                .isCloseTo(400L, within(80L));
        assertThat(calls.stream().filter(call -> tenth.begin(call).equals(CANARY)))
                .allSatisfy(call -> assertThat(third.begin(call)).isSameAs(CANARY));
    }

    private static SessionEvent initiated(String call, @Nullable String to) {
        EventHeader header = new EventHeader("e", "call.answered", null, call, "leg", "v3:leg", null, null, "+1", to);
        return new SessionEvent.Webhook(
                new SessionKey(call),
                new CallEvent.CallAnswered(header, null, "answered", List.of(), List.of(), List.of()));
    }

    private static FlowSet set(String revision) {
        return new FlowSet(revision, "x.yaml", Map.of(), Map.of(), List.of());
    }
}
