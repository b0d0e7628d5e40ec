package io.gathergateway.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real redis-server as a child process, on loopback, without persistence: for the demo and the tests. Owns the
 * process and a folder for its binary and output; both end with {@link #close()} or with the JVM.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);
    private static final int PORT_TRIES = 3;

    private final Process process;
    private final int port;
    private final Path folder;
    private final Thread hook = new Thread(this::end, "redis-stop");

    private EmbeddedRedis(Process process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Nothing found could be started; the message says what was tried, why it failed, and the cure. */
    public static final class CannotStart extends IOException {
        private static final long serialVersionUID = 1;

        CannotStart(List<String> tried) {
            super("cannot start a Redis of our own.\n  " + String.join("\n  ", tried)
                    + "\nInstall one (apt-get install redis-server) or set REDIS_URL to a Redis that runs.");
        }
    }

    /** Starts the binary that comes with the gateway, or else a {@code redis-server} on the PATH. Blocks up to 10 s. */
    public static EmbeddedRedis start() throws CannotStart {
        return start(Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * As {@link #start()}, but with more of a choice.
     *
     * @param binary the only one to try; empty tries what can be found
     * @param port empty takes a free one
     * @param options further options as redis-server takes them on its command line
     */
    static EmbeddedRedis start(Optional<Path> binary, Optional<Integer> port, List<String> options) throws CannotStart {
        List<String> tried = new ArrayList<>();
        Path folder = newFolder();
        for (RedisBinary candidate : binary.map(RedisBinary::named).orElseGet(RedisBinary::found)) {
            try {
                String executable = candidate.locate(folder);
                return start(executable, port, options, folder);
            } catch (IOException | RuntimeException e) {
                tried.add(candidate.where() + ": " + e.getMessage());
            }
        }
        delete(folder);
        throw new CannotStart(tried);
    }

    /** Such as {@code redis://127.0.0.1:40123}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** The child, for tests that stop, freeze or kill it. */
    Process process() {
        return process;
    }

    /** Stops the child and deletes its folder. Idempotent. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook does it.
            return;
        }
        end();
    }

    private void end() {
        stop(process);
        delete(folder);
    }

    private static EmbeddedRedis start(String executable, Optional<Integer> port, List<String> options, Path folder)
            throws IOException {
        Path output = folder.resolve("redis.log");
        for (int i = 1; ; i++) {
            int on = port.isPresent() ? port.get() : freePort();
            Process process = launch(executable, on, options, folder, output);
            if (isReady(process, on)) {
                return new EmbeddedRedis(process, on, folder);
            }
            stop(process);
            // Somebody else may have taken the port in between.
            if (i == PORT_TRIES || port.isPresent()) {
                throw new IOException("it does not run: " + firstLine(output));
            }
        }
    }

    private static Process launch(String executable, int port, List<String> options, Path folder, Path output)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(executable, "--port", String.valueOf(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning"));
        command.addAll(options);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static boolean isReady(Process process, int port) {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            if (answersPing(port)) {
                // Not a stranger's Redis on a port that ours could not get.
                return process.isAlive();
            }
            try {
                if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private static boolean answersPing(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(500);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            int first = socket.getInputStream().read();
            // An error is an answer too: one that asks for a password, say.
            return first == '+' || first == '-';
        } catch (IOException e) {
            return false;
        }
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(2, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String firstLine(Path output) throws IOException {
        try (Stream<String> lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.isBlank()).findFirst().orElse("no output, no answer within 10 s");
        }
    }

    private static Path newFolder() throws CannotStart {
        try {
            return Files.createTempDirectory("gather-gateway-redis");
        } catch (IOException e) {
            throw new CannotStart(List.of("a temporary folder: " + e.getMessage()));
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Left to the system's own cleaning of temporary files.
        }
    }
}
