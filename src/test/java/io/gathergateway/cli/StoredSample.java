package io.gathergateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.cli.Pods.Pod;
import io.gathergateway.config.GatewayConfig.Fallback;
import io.gathergateway.config.GatewayConfig.Follow;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.simulator.Troubles;
import io.gathergateway.store.RawRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a release leaves in Redis while calls run, as commands that write it again, one JSON array a line. {@link #main}
 * makes the one of the release that its argument names; it is kept as long as a roll-back to that release
 * is, and never changed.
 */
final class StoredSample {
    private static final Path FOLDER = Path.of("src/test/resources/stored");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Scenario> CALLERS = Pods.callers("""
            scenarios:
              waits: { does: [ { press: "1" }, { hears: for ever } ] }
              asked: { does: [ { press: "2" }, { wait: 600s } ] }
              new: { does: [ { wait: 600s } ] }
            """);

    private StoredSample() {}

    static Stream<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    /** Three calls: one waits for an event, one is asked, and of one the first command cannot be sent. */
    public static void main(String[] args) throws Exception {
        List<String> lines = new ArrayList<>();
        try (Pods pods = new Pods()) {
            Pod pod = pods.start(Pods.set("any"), Follow.FILE, Fallback.USUAL);
            pods.webhooksTo(pod);
            pods.begin(1, caller("waits"));
            pods.begin(1, caller("asked"));
            pods.until(
                    "both in mid-flow",
                    () -> pod.at(Pods.HOLD).size() + pod.at(Pods.SECOND).size() == 2);
            Await.result(pods.simulator.troubles(Troubles.NONE.withRefused(1)), Pods.PATIENCE);
            pods.begin(1, caller("new"));
            pods.until("the third came", () -> pod.steps().size() == 3);
            try (RawRedis redis = pods.redis.connect()) {
                for (String key : redis.list("KEYS", "*").stream().sorted().toList()) {
                    dump(redis, key).ifPresent(command -> lines.add(line(command)));
                }
            }
        }
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(args[0] + ".jsonl"), lines);
        System.exit(0);
    }

    private static Scenario caller(String name) {
        return Objects.requireNonNull(CALLERS.get(name));
    }

    private static Optional<List<String>> dump(RawRedis redis, String key) {
        String kind = String.valueOf(redis.text("TYPE", key));
        return switch (kind) {
            case "hash" -> Optional.of(command("HSET", key, redis.list("HGETALL", key)));
            case "string" -> Optional.of(command("SET", key, List.of(String.valueOf(redis.text("GET", key)))));
            case "zset" -> {
                List<String> members = redis.list("ZRANGE", key, "0", "-1", "WITHSCORES");
                List<String> scored = new ArrayList<>();
                for (int i = 0; i < members.size(); i += 2) {
                    scored.add(members.get(i + 1));
                    scored.add(members.get(i));
                }
                yield Optional.of(command("ZADD", key, scored));
            }
            // It went in between.
            case "none" -> Optional.empty();
            default -> throw new IllegalStateException("the sample must learn of " + kind);
        };
    }

    private static List<String> command(String name, String key, List<String> rest) {
        return Stream.concat(Stream.of(name, key), rest.stream()).toList();
    }

    private static String line(List<String> command) {
        try {
            return JSON.writeValueAsString(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes it into an empty Redis; gives the keys. */
    static List<String> restore(Path sample, RawRedis redis) throws IOException {
        List<String> keys = new ArrayList<>();
        for (String line : Files.readAllLines(sample)) {
            List<String> command = new ArrayList<>();
            for (JsonNode word : JSON.readTree(line)) {
                command.add(word.asText());
            }
            redis.text(command.toArray(String[]::new));
            keys.add(command.get(1));
        }
        return keys;
    }
}
