package io.gathergateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.gathergateway.store.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image's own command starts the packaged gateway as the Deployment says, in a tree that it cannot write, as another
 * user where the tests run as root. Without an engine: the tree is laid out from the Dockerfile.
 */
class ImageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PUBLIC_KEY = "UoFwdw3l5ErP84vjxtPKQbiq//7RqoEpD3v1w9bM6kw=";

    @TempDir
    private Path root;

    private Image image;
    private RedisServer redis;

    @BeforeEach
    void layOut() throws Exception {
        assumeTrue(!Image.isRoot() || exists("setpriv"), "no setpriv here to run as another user than root");
        image = new Image(root);
        redis = RedisServer.start("--appendonly", "yes");
        mount();
        image.close();
    }

    @AfterEach
    void end() throws IOException {
        redis.close();
        image.open();
    }

    /** The cache is not there in this test: a gateway without it, or with one that does not fit, starts all the same. */
    @Test
    void servesAsAnotherUserFromATreeItCannotWriteAndEndsInOrder() throws Exception {
        Set<String> before = files();
        Process gateway = serve(List.of());
        try {
            JsonNode serving = becomesReady(gateway);

            if (Image.isRoot()) {
                assertThat(Files.getAttribute(Path.of("/proc/" + gateway.pid()), "unix:uid"))
                        .isEqualTo(image.dockerfile.user());
            }
            if (System.getProperty("os.arch").equals("amd64")) {
                // Its native library was unpacked into the scratch folder and could be loaded from there.
                assertThat(serving.path("verifier").textValue()).isEqualTo("aws-lc");
            }
            gateway.destroy();
            assertThat(gateway.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.exitValue()).as(log()).isZero();
            assertThat(lines()).anyMatch(line -> line.path("message").asText().equals("ended"));
            assertThat(files()).as("files outside of /tmp").isEqualTo(before);
        } finally {
            gateway.destroyForcibly().waitFor();
        }
    }

    @Test
    void theTrainingRunMakesACacheThatTheImagesCommandTakes() throws Exception {
        assumeTrue(Image.hasAotCaches(), "no AOT caches before JDK 25");
        Process training = image.start(image.dockerfile.training(), Map.of(), output());
        assertThat(training.waitFor(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(image.path("/tmp/gather-gateway.aot")).as(log()).isNotEmptyFile();
        image.open();
        Files.copy(image.path("/tmp/gather-gateway.aot"), image.path("/opt/gather-gateway/gather-gateway.aot"));
        image.close();

        // With this mode a cache that cannot be taken is fatal.
        Process gateway = serve(List.of("-XX:AOTMode=on"));
        try {
            becomesReady(gateway);
        } finally {
            gateway.destroyForcibly().waitFor();
        }
    }

    /** As the kubelet does: configuration, flows and secrets, each behind a link that it can change. */
    private void mount() throws IOException {
        ObjectNode config = (ObjectNode)
                Manifests.YAML.readTree(Path.of("k8s/base/gateway.yaml").toFile());
        for (String section : List.of("webhook", "api", "management")) {
            config.withObject("/" + section).put("host", "127.0.0.1").put("port", 0);
        }
        Map<String, String> flows = new HashMap<>();
        for (JsonNode file : Manifests.YAML
                .readTree(Path.of("conf/kustomization.yaml").toFile())
                .at("/configMapGenerator/0/files")) {
            Path flow = Path.of("conf", file.textValue());
            flows.put(flow.getFileName().toString(), Files.readString(flow));
        }
        mount("/etc/gather-gateway/config", Map.of("gateway.yaml", JSON.writeValueAsString(config)));
        mount("/etc/gather-gateway/flows", flows);
        mount(
                "/run/secrets/gather-gateway",
                Map.of(
                        "telnyx-api-key",
                        "KEYsimulated",
                        "telnyx-public-key",
                        PUBLIC_KEY,
                        "redis-url",
                        redis.url(),
                        "api-token",
                        "a-token-for-the-test"));
    }

    private void mount(String place, Map<String, String> files) throws IOException {
        Path folder = Files.createDirectories(image.path(place));
        Path data = Files.createDirectories(folder.resolve("..2026_11_23"));
        Files.createSymbolicLink(folder.resolve("..data"), data.getFileName());
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(data.resolve(file.getKey()), file.getValue());
            Files.createSymbolicLink(folder.resolve(file.getKey()), Path.of("..data", file.getKey()));
        }
    }

    /** The image's entry point with the Deployment's arguments and environment. */
    private Process serve(List<String> moreFlags) throws IOException {
        var container = Manifests.base().container("gather-gateway");
        List<String> entry = image.dockerfile.last("ENTRYPOINT").exec();
        List<String> command = new ArrayList<>(entry.subList(0, 1));
        command.addAll(moreFlags);
        command.addAll(entry.subList(1, entry.size()));
        command.addAll(container.getArgs());
        Map<String, String> environment =
                container.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
        return image.start(command, environment, output());
    }

    /** What it logs once it serves, after its readiness probe was answered 200. */
    private JsonNode becomesReady(Process gateway) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (JsonNode line : lines()) {
                if (line.path("message").asText().equals("serving")) {
                    assertThat(readiness(line.path("management").intValue())).isEqualTo(200);
                    return line;
                }
            }
            assertThat(gateway.waitFor(50, TimeUnit.MILLISECONDS)).as(log()).isFalse();
        }
        throw new AssertionError("not serving in time:\n" + log());
    }

    private static int readiness(int port) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + "/health/ready");
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private Path output() {
        return root.resolve("tmp/gateway.log");
    }

    private String log() throws IOException {
        return Files.readString(output());
    }

    /** What it logged, one object a line; anything else is the JVM's. */
    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log().lines().toList()) {
            if (line.startsWith("{") && line.endsWith("}")) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !path.startsWith(root.resolve("tmp")))
                    .map(Path::toString)
                    .collect(Collectors.toSet());
        }
    }

    private static boolean exists(String program) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
