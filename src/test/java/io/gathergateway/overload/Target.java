package io.gathergateway.overload;

import io.gathergateway.cli.Main;
import io.gathergateway.store.RedisServer;
import io.gathergateway.webhook.WebhookSigner;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A gateway in a process of its own, with a Redis of its own and a Telnyx that accepts every command. Used by one thread.
 */
final class Target implements AutoCloseable {
    static final WebhookSigner SIGNER = new WebhookSigner(7);

    private static final Duration START = Duration.ofSeconds(60);
    private static final String LOOPBACK = "127.0.0.1";
    private static final byte[] OK = "{\"data\":{\"result\":\"ok\"}}".getBytes(StandardCharsets.UTF_8);

    private final RedisServer redis;
    private final HttpServer telnyx;
    private final Process process;
    private final int webhooks = freePort();
    private final int management = freePort();
    private final Path log;
    private final LongAdder commands = new LongAdder();

    /** A step where callers stand long, so that a call costs what it costs and no timer more. */
    private static final String FLOW = """
            flow: desk
            start: ask
            voice: AWS.Polly.Joanna-Neural
            on: { failed: bye }
            steps:
              ask:
                menu: { prompt: "One or two?", timeout: 100s }
                keys: { "1": bye, "2": bye }
                exhausted: bye
              bye: hangup
            """;

    /**
     * Starts all of it and waits until the gateway is ready.
     *
     * @param before what stands before {@code java}, such as {@code taskset -c 1}
     * @param jvm its flags
     * @param more keys of its configuration
     */
    Target(Vertx vertx, Path folder, List<String> before, List<String> jvm, String more) throws Exception {
        redis = RedisServer.start();
        telnyx = vertx.createHttpServer(
                        new HttpServerOptions().setHost(LOOPBACK).setPort(0))
                .requestHandler(request -> {
                    commands.increment();
                    request.response()
                            .putHeader("content-type", "application/json")
                            .end(io.vertx.core.buffer.Buffer.buffer(OK));
                })
                .listen()
                .await(10, TimeUnit.SECONDS);
        Path flow = Files.writeString(folder.resolve("desk.yaml"), FLOW);
        Path config =
                Files.writeString(folder.resolve("gateway.yaml"), """
                webhook: { host: 127.0.0.1, port: %d }
                management: { host: 127.0.0.1, port: %d }
                redis: { durability: memory }
                flows: { file: %s }
                log: { level: warn }
                %s""".formatted(webhooks, management, flow, more));
        log = folder.resolve("gateway.log");
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("serve", "--config", config.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "REDIS_URL",
                        redis.url(),
                        "TELNYX_API_BASE",
                        "http://" + LOOPBACK + ":" + telnyx.actualPort() + "/v2",
                        "TELNYX_API_KEY",
                        "KEY-of-the-benchmark",
                        "TELNYX_PUBLIC_KEY",
                        SIGNER.publicKey()));
        File file = log.toFile();
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file))
                .start();
        long deadline = System.nanoTime() + START.toNanos();
        while (status("/health/ready") != 200) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new AssertionError("the gateway is not ready:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    int port() {
        return webhooks;
    }

    /** Commands that came to Telnyx. */
    long commands() {
        return commands.sum();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    Process process() {
        return process;
    }

    /** Processor time it took since its start. */
    Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Open files of the process; -1 where the system does not tell. */
    int openFiles() {
        String[] files =
                Path.of("/proc", Long.toString(process.pid()), "fd").toFile().list();
        return files == null ? -1 : files.length;
    }

    /** 0 where there is no answer within half a second. */
    int status(String path) {
        try {
            HttpURLConnection connection = connection(path);
            return connection.getResponseCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The sum of a metric's series that contain {@code labels}; 0 where there is none. */
    double metric(String name, String labels) throws IOException {
        String text = new String(connection("/metrics").getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.lines()
                .filter(line -> line.startsWith(name) && line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpURLConnection connection(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://" + LOOPBACK + ":" + management + path)
                .toURL()
                .openConnection();
        connection.setConnectTimeout(500);
        connection.setReadTimeout(5_000);
        return connection;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        telnyx.close();
        redis.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
