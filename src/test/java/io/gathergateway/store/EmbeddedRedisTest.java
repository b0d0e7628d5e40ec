package io.gathergateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmbeddedRedisTest {
    @Test
    void itEndsWhenClosedAndLeavesNothingBehind() {
        RedisServer server = RedisServer.start();
        long pid;
        Path folder;
        try (RawRedis redis = server.connect()) {
            pid = ProcessHandle.allProcesses()
                    .filter(process -> process.pid() == Long.parseLong(processId(redis)))
                    .findFirst()
                    .orElseThrow()
                    .pid();
            folder = Path.of(redis.list("CONFIG", "GET", "dir").get(1));
            assertThat(redis.list("CONFIG", "GET", "save").get(1)).isEmpty();
        }
        assertThat(folder).exists();

        server.close();
        server.close();

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void whereNothingStartsTheMessageTellsWhatWasTriedAndTheCure() {
        Optional<Path> noSuchBinary = Optional.of(Path.of("/nowhere/redis-server"));

        assertThatThrownBy(() -> EmbeddedRedis.start(noSuchBinary, Optional.empty(), List.of()))
                .isInstanceOf(EmbeddedRedis.CannotStart.class)
                .hasMessageContaining("/nowhere/redis-server: ")
                .hasMessageContaining("apt-get install redis-server")
                .hasMessageContaining("REDIS_URL");
    }

    @Test
    void aBinaryThatEndsAtOnceIsToldWithWhatItSaid() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        assertThatThrownBy(() -> EmbeddedRedis.start(Optional.of(Path.of(java)), Optional.empty(), List.of()))
                .hasMessageContaining("Unrecognized option: --port");
    }

    private static String processId(RawRedis redis) {
        return String.valueOf(redis.text("INFO", "server"))
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .findFirst()
                .orElseThrow()
                .substring("process_id:".length());
    }
}
