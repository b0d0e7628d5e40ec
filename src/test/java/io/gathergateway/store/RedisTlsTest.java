package io.gathergateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @Test
    void redissSpeaksTlsToAServerItTrustsAndToNoOther(@TempDir Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        makeCertificate(folder);
        int port = freePort();
        RedisServer server;
        try {
            server = RedisServer.start(
                    "--tls-port",
                    String.valueOf(port),
                    "--tls-cert-file",
                    folder.resolve("cert.pem").toString(),
                    "--tls-key-file",
                    folder.resolve("key.pem").toString(),
                    "--tls-auth-clients",
                    "no",
                    "--tls-ca-cert-file",
                    folder.resolve("cert.pem").toString());
        } catch (UncheckedIOException e) {
            assumeTrue(false, "this redis-server was built without TLS: " + e.getMessage());
            return;
        }
        String url = "rediss://localhost:" + port;
        String authority = folder.resolve("cert.pem").toString();
        RedisLink.Limits limits =
                new RedisLink.Limits(Duration.ofSeconds(5), 10, Duration.ofMillis(5), Duration.ofMillis(50));
        try (server;
                StoreFixture trusting =
                        new StoreFixture(new RedisAddress(url, authority), limits, StoreSettings.DEFAULT);
                StoreFixture strict = new StoreFixture(RedisAddress.of(url), limits, StoreSettings.DEFAULT)) {
            trusting.onLoop(trusting.link::start);
            assertThat(trusting.onLoop(() -> trusting.get("k"))).isEqualTo("null");

            assertThatThrownBy(() -> strict.onLoop(strict.link::start)).hasMessageContaining("SSL");
            assertThat(strict.onLoop(() -> Future.succeededFuture(strict.link.isUp())))
                    .isFalse();
        }
    }

    private static void makeCertificate(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        String.valueOf(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        pem(
                folder.resolve("cert.pem"),
                "CERTIFICATE",
                keys.getCertificate("redis").getEncoded());
        pem(
                folder.resolve("key.pem"),
                "PRIVATE KEY",
                keys.getKey("redis", PASSWORD).getEncoded());
    }

    private static void pem(Path file, String what, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
