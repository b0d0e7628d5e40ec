package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.Journal;
import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionCodec;
import io.gathergateway.call.SessionKey;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.session.SessionVerticle;
import io.gathergateway.store.DueWork;
import io.gathergateway.store.RawRedis;
import io.gathergateway.store.RedisServer;
import io.gathergateway.store.SessionStore;
import io.gathergateway.store.StoreSettings;
import io.gathergateway.store.StoredSet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What another release left in Redis, this one goes on with, and the other way round: a deploy and a roll-back find running
 * calls.
 */
class StoredStateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final RedisServer redis = RedisServer.start();
    private final Stores stores = new Stores(vertx, RedisOnly.config(redis.url(), ""), new SimpleMeterRegistry());
    private List<String> keys = List.of();

    static Stream<Path> samples() throws Exception {
        return StoredSample.all();
    }

    @AfterEach
    void close() throws Exception {
        stores.expectEnd();
        Await.result(stores.close(), Pods.PATIENCE);
        Await.result(vertx.close(), Pods.PATIENCE);
        redis.close();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingOfASessionIsLostInReading(Path sample) throws Exception {
        restore(sample);
        for (SessionKey call : calls()) {
            String state = load(call).state();
            JsonNode again = JSON.readTree(SessionCodec.write(SessionCodec.read(state)));
            assertThat(lost("", JSON.readTree(state), again)).as(call.id()).isEmpty();
        }
    }

    /** As the release after may write. */
    @ParameterizedTest
    @MethodSource("samples")
    void whatIsNotKnownIsPassedOver(Path sample) throws Exception {
        restore(sample);
        for (SessionKey call : calls()) {
            String state = load(call).state();
            CallSession known = SessionCodec.read(state);
            JsonNode more = JSON.readTree(state);
            ((ObjectNode) more).putObject("of_the_release_after").put("x", 1);
            more.forEach(part -> {
                if (part instanceof ObjectNode object && object.has("stage")) {
                    object.put("of_the_release_after", "x");
                }
            });
            assertThat(SessionCodec.read(more.toString())).isEqualTo(known);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void journalOutboxAndTimersGoOn(Path sample) throws Exception {
        restore(sample);
        int commands = 0;
        int timers = 0;
        for (SessionKey call : calls()) {
            List<String> lines = ask(both -> both.sessions().journal(call));
            assertThat(lines).hasSize((int) load(call).version());
            assertThat(lines.stream().map(line -> Journal.read(call, line)))
                    .allSatisfy(entry -> assertThat(entry.now()).isPositive());
        }
        for (int shard = 0; shard < StoreSettings.DEFAULT.shards(); shard++) {
            int each = shard;
            for (DueWork due : ask(both -> both.sessions().claim(each, 1_000))) {
                switch (due) {
                    case DueWork.Command command -> {
                        commands++;
                        assertThat(JSON.readTree(command.lease().request().body())
                                        .has("command_id"))
                                .isTrue();
                        Optional<Lease> next = ask(both -> both.sessions().settle(command.lease()));
                        assertThat(next).isEmpty();
                    }
                    case DueWork.Timer timer -> {
                        timers++;
                        assertThat(calls()).contains(timer.key());
                    }
                }
            }
        }
        assertThat(commands).as("commands on their way").isPositive();
        assertThat(timers).as("timers").isPositive();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theFlowsOfItsCallsAreReadAndHaveTheirRevision(Path sample) throws Exception {
        restore(sample);
        for (SessionKey call : calls()) {
            String revision = SessionCodec.read(load(call).state()).revision();
            StoredSet set = ask(both -> both.revisions().get(revision)).orElseThrow();
            String entry = Objects.requireNonNull(set.files().get(set.entry()));
            assertThat(FlowReader.read(set.entry(), entry))
                    .isInstanceOfSatisfying(
                            FlowReading.Loaded.class,
                            loaded -> assertThat(loaded.set().revision()).isEqualTo(revision));
        }
    }

    private void restore(Path sample) throws Exception {
        try (RawRedis raw = redis.connect()) {
            keys = StoredSample.restore(sample, raw);
        }
        assertThat(calls()).isNotEmpty();
    }

    private List<SessionKey> calls() {
        return keys.stream()
                .filter(key -> key.contains(":call:"))
                .map(key -> new SessionKey(key.substring(key.lastIndexOf(':') + 1)))
                .toList();
    }

    private SessionStore.Stored load(SessionKey call) throws Exception {
        return ask(both -> both.sessions().load(call)).orElseThrow();
    }

    /** The places in {@code before} that {@code after} does not have, or has otherwise. */
    private static List<String> lost(String place, JsonNode before, JsonNode after) {
        if (!before.isObject()) {
            return before.equals(after) ? List.of() : List.of(place);
        }
        List<String> lost = new ArrayList<>();
        before.fields().forEachRemaining(field -> {
            String path = place + "/" + field.getKey();
            JsonNode there = after.path(field.getKey());
            lost.addAll(there.isMissingNode() ? List.of(path) : lost(path, field.getValue(), there));
        });
        return lost;
    }

    private <T> T ask(Function<SessionVerticle.Stores, Future<T>> question) throws Exception {
        Promise<T> answer = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(v -> stores.openBoth().compose(question).onComplete(answer));
        return Await.result(answer.future(), Pods.PATIENCE);
    }
}
