package io.gathergateway.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The scripts in {@code resources/lua}, each behind {@code lanes.lua}. Redis knows a script by the SHA-1 of its text. */
enum Script {
    COMMIT,
    SETTLE,
    RENEW,
    RELEASE,
    CLAIM,
    JOURNAL,
    MEMORY,
    KEEP_SET,
    PUBLISH,
    ROLLBACK,
    DEAD_PUT,
    DEAD_QUEUE,
    DEAD_CLAIM,
    DEAD_DONE;

    private final String source;
    private final String sha;

    Script() {
        source = resource("lanes") + resource(key());
        sha = sha1(source);
    }

    /** Its name in metrics, and its file's. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String source() {
        return source;
    }

    String sha() {
        return sha;
    }

    private static String resource(String name) {
        String path = "/lua/" + name + ".lua";
        try (InputStream in = Script.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("missing from the class path: " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
