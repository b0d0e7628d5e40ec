package io.gathergateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Flows;
import io.gathergateway.call.TestCall;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.session.SetLookup.Outcome;
import io.gathergateway.store.StoredSet;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which set a running call is decided with, whatever Redis says. */
class SetLookupTest {
    private final FlowSet own = TestCall.flows();
    private final FlowSet fallback = set("fallback");
    private final FlowSet other = set("other");
    private final RevisionCatalog catalog = new RevisionCatalog(own, fallback);
    private final List<Outcome> told = new ArrayList<>();
    private int searches;

    private Future<Optional<StoredSet>> redis = Future.succeededFuture(Optional.of(SetReading.stored(other)));

    @Test
    void aSetAtHandIsNotSearched() {
        assertThat(find(own.revision()).result()).isSameAs(own);
        assertThat(find(fallback.revision()).result()).isSameAs(fallback);
        assertThat(searches).isZero();
    }

    @Test
    void anotherPodsSetIsFetchedOnce() {
        assertThat(find(other.revision()).result()).isEqualTo(other);
        assertThat(find(other.revision()).result()).isEqualTo(other);
        assertThat(searches).isEqualTo(1);
        assertThat(told).containsExactly(Outcome.FOUND);
    }

    @Test
    void callsThatWaitForTheSameSetShareOneSearch() {
        Promise<Optional<StoredSet>> slow = Promise.promise();
        redis = slow.future();
        Future<FlowSet> one = find(other.revision());
        Future<FlowSet> two = find(other.revision());
        assertThat(one.isComplete()).isFalse();
        slow.complete(Optional.of(SetReading.stored(other)));
        assertThat(one.result()).isEqualTo(other);
        assertThat(two.result()).isEqualTo(other);
        assertThat(searches).isEqualTo(1);
    }

    @Test
    void theFallbackStandsInForASetThatIsGoneOrUnreadableOrNotWhatItsNameSays() {
        redis = Future.succeededFuture(Optional.empty());
        assertThat(find("gone").result()).isSameAs(fallback);
        redis = Future.succeededFuture(Optional.of(new StoredSet("x.yaml", Map.of("x.yaml", "flow: x\nfly: true"))));
        assertThat(find("newer").result()).isSameAs(fallback);
        redis = Future.succeededFuture(Optional.of(SetReading.stored(other)));
        assertThat(find("forged").result()).isSameAs(fallback);
        assertThat(told).containsExactly(Outcome.MISSING, Outcome.UNREADABLE, Outcome.UNREADABLE);
    }

    @Test
    void nothingIsDecidedWhileRedisDoesNotAnswer() {
        redis = Future.failedFuture("slow");
        assertThat(find(other.revision()).failed()).isTrue();
        assertThat(told).containsExactly(Outcome.UNAVAILABLE);
        redis = Future.succeededFuture(Optional.of(SetReading.stored(other)));
        assertThat(find(other.revision()).result()).as("the next time").isEqualTo(other);
    }

    @Test
    void theCatalogIsBoundedAndKeepsWhatNewCallsBeginWith() {
        RevisionCatalog small = new RevisionCatalog(own, fallback, 6);
        FlowSet live = set("live");
        FlowSet canary = set("canary");
        small.goLive(new Flows(live, new Flows.Canary(canary, 10, java.util.Set.of())));
        List<FlowSet> many =
                IntStream.range(0, 20).mapToObj(i -> set("many-" + i)).toList();
        many.forEach(small::add);
        assertThat(small.all()).hasSize(6).contains(own, fallback, live, canary, many.get(19));
        assertThat(small.known(many.get(0).revision())).isEmpty();
    }

    @Test
    void whatIsInUseIsToldOnce() {
        catalog.add(other);
        assertThat(catalog.used()).containsExactlyInAnyOrder(own, fallback, other);
        assertThat(catalog.used()).containsExactlyInAnyOrder(own, fallback);
        assertThat(catalog.known(other.revision())).contains(other);
        assertThat(catalog.used()).containsExactlyInAnyOrder(own, fallback, other);
    }

    private Future<FlowSet> find(String revision) {
        SetLookup lookup = this.lookup;
        return lookup.own(Sessions.on(revision));
    }

    private final SetLookup lookup = new SetLookup(
            catalog,
            revision -> {
                searches++;
                return redis;
            },
            stored -> Future.succeededFuture(SetReading.of(stored)),
            (revision, outcome) -> told.add(outcome));

    private static FlowSet set(String name) {
        String text = "flow: " + name + "\nstart: bye\nvoice: AWS.Polly.Joanna-Neural\nsteps: { bye: hangup }\n";
        return switch (FlowReader.read(name + ".yaml", text)) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }
}
