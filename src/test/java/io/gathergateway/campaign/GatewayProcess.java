package io.gathergateway.campaign;

import io.gathergateway.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One gateway in a process of its own, on ports that stay its own when it comes back. Used by one thread. */
final class GatewayProcess implements AutoCloseable {
    /** Small and quick to start: many of them start while others work. */
    private static final List<String> JVM = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final Duration START = Duration.ofSeconds(60);

    private final String name;
    private final Path folder;
    private final Map<String, String> environment;
    private final int webhooks = freePort();
    private final int management = freePort();

    @SuppressWarnings("NullAway.Init") // set in start(), before anything needs it
    private Process process;

    /**
     * One that does not run yet.
     *
     * @param folder for its configuration and its log
     */
    GatewayProcess(String name, Path folder, Map<String, String> environment) {
        this.name = name;
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param more keys of its configuration, beyond ports and flows
     */
    void start(Path flows, String more) throws Exception {
        Files.writeString(folder.resolve(name + ".yaml"), """
                webhook: { host: 127.0.0.1, port: %d }
                management: { host: 127.0.0.1, port: %d }
                flows: { file: %s }
                log: { level: warn }
                %s""".formatted(webhooks, management, flows, more));
        restart();
        awaitReady();
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(
                List.of("serve", "--config", folder.resolve(name + ".yaml").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        File log = folder.resolve(name + ".log").toFile();
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    int webhookPort() {
        return webhooks;
    }

    boolean isReady() {
        return status("/health/ready") == 200;
    }

    int status(String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + management + path).toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(500);
            return connection.getResponseCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** A gateway that finds no Redis at its start ends by itself; whoever runs it starts it again, and so do we. */
    void awaitReady() throws InterruptedException {
        Waits.until(name + " is ready; see " + folder.resolve(name + ".log"), START, () -> {
            if (!process.isAlive()) {
                restart();
            }
            return isReady();
        });
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill -TERM}; gives its exit status. */
    int terminate(Duration grace) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(name + " did not end within " + grace);
        }
        return process.exitValue();
    }

    /** Again, after it ended; to be awaited. */
    void restart() {
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void pause() throws Exception {
        signal("STOP");
    }

    void resume() throws Exception {
        signal("CONT");
    }

    private void signal(String signal) throws Exception {
        Signals.send(process.pid(), signal);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
