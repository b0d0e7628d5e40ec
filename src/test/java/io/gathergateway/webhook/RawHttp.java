package io.gathergateway.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection on which a test says exactly what it wants, right or wrong. */
public final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** A status, headers in lower case, and a body of the announced length. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    public void write(String text) throws IOException {
        write(text.getBytes(ISO_8859_1));
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** As {@link #write}, to a peer that may have closed: it stops reading when it has answered. */
    public void writeUnlessClosed(byte[] bytes) {
        try {
            write(bytes);
        } catch (IOException e) {
            // The answer tells what happened.
        }
    }

    public Answer read() throws IOException {
        String statusLine = line();
        if (statusLine == null) {
            throw new IOException("closed without an answer");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(
                Integer.parseInt(statusLine.substring(9, 12)), headers, new String(in.readNBytes(length), ISO_8859_1));
    }

    /** Whether the peer closes the connection before patience ends. */
    public boolean isClosedByPeer() {
        try {
            return in.read() == -1;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b == -1) {
                return null;
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
