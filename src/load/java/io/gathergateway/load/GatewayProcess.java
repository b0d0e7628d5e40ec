package io.gathergateway.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gateway in a process of its own, on free ports, with the flow that is put under load. Owns the process. */
final class GatewayProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path log;

    private GatewayProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts one; it serves when this returns. {@code log} takes what it says. */
    static GatewayProcess start(String redisUrl, Simulator telnyx, Path log) throws IOException {
        Path config = Files.createTempFile("gather-gateway-load", ".yaml");
        Files.writeString(
                config, """
                webhook: { host: 127.0.0.1, port: 0, in_flight: 20000 }
                management: { host: 127.0.0.1, port: 0 }
                redis: { durability: memory }
                flows: { file: "%s" }
                log: { format: json, level: info }
                """.formatted(Path.of("src/load/flows/desk.yaml").toAbsolutePath()));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseG1GC",
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "io.gathergateway.cli.Main",
                        "serve",
                        "--config",
                        config.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "REDIS_URL", redisUrl,
                        "TELNYX_API_BASE", telnyx.apiBase().toString(),
                        "TELNYX_API_KEY", telnyx.apiKey(),
                        "TELNYX_PUBLIC_KEY", telnyx.publicKeyBase64()));
        return new GatewayProcess(builder.start(), log);
    }

    /** Where its webhooks go. Blocks until it serves. */
    URI webhooks() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
            for (String line : Files.readAllLines(log)) {
                if (line.contains("\"serving\"") && line.endsWith("}")) {
                    JsonNode told = JSON.readTree(line);
                    return URI.create(
                            "http://127.0.0.1:" + told.path("webhooks").intValue() + "/webhooks/telnyx");
                }
            }
        }
        throw new IOException("the gateway does not serve:\n" + Files.readString(log));
    }

    /** Tells it to end, and whether it ended in order. */
    boolean end() throws InterruptedException {
        process.destroy();
        return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
