package io.gathergateway.load;

import io.gathergateway.simulator.Simulator;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A gateway in a process of its own, with the flow that is put under load, on ports that stay its own when it comes back.
 * Owns the process, and a thread that asks whether it is ready.
 */
final class GatewayProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PROBE_MILLIS = 200;

    private final int webhooks = freePort();
    private final int management = freePort();
    private final ProcessBuilder command;
    private final Path log;
    private final Thread probes;
    private volatile Process process;
    private volatile boolean ready;
    private volatile boolean closed;

    private GatewayProcess(String redisUrl, Simulator telnyx, Path log) throws IOException {
        Path config = Files.createTempFile("gather-gateway-load", ".yaml");
        Files.writeString(config, """
                webhook: { host: 127.0.0.1, port: %d, in_flight: 20000 }
                management: { host: 127.0.0.1, port: %d }
                redis: { durability: memory }
                flows: { file: "%s" }
                log: { format: json, level: info }
                """.formatted(
                webhooks, management, Path.of("src/load/flows/desk.yaml").toAbsolutePath()));
        this.log = log;
        this.command = new ProcessBuilder(List.of(
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
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        command.environment()
                .putAll(Map.of(
                        "REDIS_URL", redisUrl,
                        "TELNYX_API_BASE", telnyx.apiBase().toString(),
                        "TELNYX_API_KEY", telnyx.apiKey(),
                        "TELNYX_PUBLIC_KEY", telnyx.publicKeyBase64()));
        this.process = command.start();
        this.probes = Thread.ofPlatform().daemon().name("probes").start(this::probe);
    }

    /** Starts one; it serves when this returns. {@code log} takes what it says, after what it holds. */
    static GatewayProcess start(String redisUrl, Simulator telnyx, Path log) throws IOException, InterruptedException {
        Files.deleteIfExists(log);
        GatewayProcess gateway = new GatewayProcess(redisUrl, telnyx, log);
        gateway.awaitReady();
        return gateway;
    }

    /** Where webhooks come in. */
    int port() {
        return webhooks;
    }

    /** Whether it was a moment ago. */
    boolean isReady() {
        return ready;
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Tells it to end, and whether it ended in order. */
    boolean end() throws InterruptedException {
        process.destroy();
        return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** Again, after it ended; it serves when this returns. */
    void restart() throws IOException, InterruptedException {
        process = command.start();
        awaitReady();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!asks()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("the gateway does not serve:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(PROBE_MILLIS / 4);
        }
        ready = true;
    }

    private void probe() {
        while (!closed) {
            ready = asks();
            try {
                TimeUnit.MILLISECONDS.sleep(PROBE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean asks() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + management + "/health/ready")
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS * 2);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException away) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        probes.interrupt();
        process.destroyForcibly();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
