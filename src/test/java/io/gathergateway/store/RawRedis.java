package io.gathergateway.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The least blocking Redis client, so that tests look at Redis by another way than the code under test. */
public final class RawRedis implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    RawRedis(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A status, a bulk string or a number, as text; null where there is none. */
    public @Nullable String text(String... command) {
        Object answer = call(command);
        return answer == null ? null : answer.toString();
    }

    /** An array of texts. */
    public List<String> list(String... command) {
        if (call(command) instanceof List<?> answers) {
            return answers.stream().map(String::valueOf).toList();
        }
        throw new IllegalStateException("not an array");
    }

    public long number(String... command) {
        return Long.parseLong(String.valueOf(call(command)));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Object call(String... command) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(("*" + command.length + "\r\n").getBytes(StandardCharsets.UTF_8));
            for (String part : command) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                out.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.writeBytes(bytes);
                out.writeBytes(new byte[] {'\r', '\n'});
            }
            socket.getOutputStream().write(out.toByteArray());
            return read();
        } catch (IllegalStateException refusal) {
            return elsewhere(refusal, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The node of a cluster that was connected to says which other one has the key. */
    private static @Nullable Object elsewhere(IllegalStateException refusal, String... command) {
        String reply = String.valueOf(refusal.getMessage());
        if (!reply.startsWith("MOVED ")) {
            throw refusal;
        }
        try (RawRedis other = new RawRedis(Integer.parseInt(reply.substring(reply.lastIndexOf(':') + 1)))) {
            return other.call(command);
        }
    }

    private @Nullable Object read() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '-' -> throw new IllegalStateException(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> {
                List<Object> answers = new ArrayList<>();
                for (int i = 0; i < Integer.parseInt(rest); i++) {
                    Object answer = read();
                    answers.add(answer == null ? "nil" : answer);
                }
                yield answers;
            }
            default -> throw new IllegalStateException("not RESP2: " + line);
        };
    }

    private @Nullable String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        in.skipNBytes(2);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new IOException("Redis closed the connection");
            }
            line.append((char) c);
        }
        in.skipNBytes(1);
        return line.toString();
    }
}
