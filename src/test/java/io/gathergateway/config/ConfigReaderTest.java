package io.gathergateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.config.ConfigReading.Loaded;
import io.gathergateway.config.ConfigReading.Refused;
import io.gathergateway.config.GatewayConfig.AssistantVoice;
import io.gathergateway.config.GatewayConfig.LogFormat;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class ConfigReaderTest {
    private static final String FILE = "conf/gateway.yaml";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis-sentinel://a,b:26380/mymaster | redis-sentinel://a,b:26380/mymaster",
                "redis-sentinel://a, b, c/mymaster/2 | redis-sentinel://a,b,c/mymaster/2",
                "rediss-cluster://:pw@a,b:7000       | rediss-cluster://:pw@a,b:7000",
                "redis://a:1,redis://b:2             | redis://a:1,b:2",
                "redis://u:pw@a:1,redis://u:pw@b:2   | redis://u:pw@a:1,b:2"
            })
    void severalServersAreOneRedis(String given, String read) {
        GatewayConfig config = loaded("{}", Environment.complete().with("REDIS_URL", given));

        assertThat(config.redis().url().reveal()).isEqualTo(read);
    }

    @Test
    void everyKeyIsRead() throws Exception {
        Path authority = Pem.file(folder.resolve("ca.pem"));
        Path token = Files.writeString(folder.resolve("token"), "Bearer of, commas\n");
        Path tokens = Files.writeString(folder.resolve("api"), "0123456789abcdef, 0123456789ABCDEF\n");
        Path sealing = Files.writeString(folder.resolve("sealing"), "an-old-key-that-is-hard-to-guess-too\n");
        GatewayConfig config = loaded("""
                webhook: {host: 127.0.0.1, port: 8443, in_flight: 7, connections: 600}
                telnyx: {api_base: "http://localhost:8090/v2/", assistant_voice: top_level, token_key_file: "%4$s",
                    reconcile: {every: 30s, delivered_to: "https://calls.example.com/webhooks/telnyx"}}
                redis: {ca_file: "%1$s", timeout: 250ms, in_flight: 9, durability: replica}
                sessions: {ttl: 30h, keep_ended: 10m}
                flows: {file: other.yaml, follow: live, fallback: {say: Sorry., voice: V, transfer_to: "+13125550141"}}
                api: {host: 10.0.0.1, port: 8082, token_file: "%3$s", in_flight: 8}
                commands: {connections: 3, in_flight: 5, dials_per_second: 6}
                callouts:
                  hosts: { crm.example.com: { in_flight: 9, ca_file: "%1$s" }, 127.0.0.1:9999: , "[::1]:80": {} }
                  secrets: { crm: "%2$s" }
                management: {host: "::1", port: 9999}
                shutdown: {keep_answering: 1s, within: 30s}
                log: {format: json, level: debug}
                """.formatted(authority, token, tokens, sealing), Environment.complete());

        assertThat(config)
                .isEqualTo(new GatewayConfig(
                        new GatewayConfig.Webhook("127.0.0.1", 8443, 7, 600),
                        new GatewayConfig.Telnyx(
                                URI.create("http://localhost:8090/v2"),
                                new Secret("KEY0123-secret"),
                                List.of(Environment.KEY_A),
                                List.of(new Secret("an-old-key-that-is-hard-to-guess-too")),
                                AssistantVoice.TOP_LEVEL,
                                new GatewayConfig.Reconcile(
                                        Duration.ofSeconds(30),
                                        URI.create("https://calls.example.com/webhooks/telnyx"))),
                        new GatewayConfig.Redis(
                                new Secret("redis://:hunter2@cache:6380/3"),
                                authority,
                                Duration.ofMillis(250),
                                9,
                                GatewayConfig.Durability.REPLICA),
                        new GatewayConfig.Sessions(Duration.ofHours(30), Duration.ofMinutes(10)),
                        new GatewayConfig.Flows(
                                Path.of("conf", "other.yaml"),
                                GatewayConfig.Follow.LIVE,
                                new GatewayConfig.Fallback("Sorry.", "V", "+13125550141")),
                        new GatewayConfig.Commands(3, 5, 6),
                        new GatewayConfig.Callouts(
                                Map.of(
                                        "crm.example.com", new GatewayConfig.CalloutHost(9, authority),
                                        "127.0.0.1:9999", new GatewayConfig.CalloutHost(64, null),
                                        "[::1]:80", new GatewayConfig.CalloutHost(64, null)),
                                Map.of("crm", new Secret("Bearer of, commas"))),
                        new GatewayConfig.Api(
                                "10.0.0.1",
                                8082,
                                List.of(new Secret("0123456789abcdef"), new Secret("0123456789ABCDEF")),
                                8),
                        new GatewayConfig.Management("::1", 9999),
                        new GatewayConfig.Shutdown(Duration.ofSeconds(1), Duration.ofSeconds(30)),
                        new GatewayConfig.Log(LogFormat.JSON, Level.DEBUG)));
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "from-file");
        String text = """
                telnyx:
                  api_base: https://file.test/v2
                  api_key_file: %s
                  public_keys: ["%s"]
                redis:
                  url: redis://file:6379
                """.formatted(key, Environment.KEY_A);

        GatewayConfig fromFile = loaded(text, Environment.empty().with("REDIS_URL", " "));
        assertThat(fromFile.telnyx().apiBase()).hasToString("https://file.test/v2");
        assertThat(fromFile.telnyx().apiKey().reveal()).isEqualTo("from-file");
        assertThat(fromFile.telnyx().publicKeys()).containsExactly(Environment.KEY_A);
        assertThat(fromFile.redis().url().reveal()).isEqualTo("redis://file:6379");

        GatewayConfig overridden = loaded(
                text,
                Environment.empty()
                        .with("TELNYX_API_BASE", "https://env.test/v2")
                        .with("TELNYX_API_KEY", "from-env")
                        .with("TELNYX_PUBLIC_KEY", Environment.KEY_B)
                        .with("REDIS_URL", "rediss://env:6380"));
        assertThat(overridden.telnyx().apiBase()).hasToString("https://env.test/v2");
        assertThat(overridden.telnyx().apiKey().reveal()).isEqualTo("from-env");
        assertThat(overridden.telnyx().publicKeys()).containsExactly(Environment.KEY_B);
        assertThat(overridden.redis().url().reveal()).isEqualTo("rediss://env:6380");
    }

    @Test
    void secretsMayLieInFiles() throws Exception {
        String apiKey =
                Files.writeString(folder.resolve("api"), "KEY-in-a-file\n").toString();
        String publicKeys = Files.writeString(
                        folder.resolve("public"), Environment.KEY_A + "\n" + Environment.KEY_B + "\n")
                .toString();
        String redis = Files.writeString(folder.resolve("redis"), "redis://:pw@cache:6379\n")
                .toString();

        GatewayConfig named = loaded(
                "telnyx: {api_key_file: '%s', public_key_file: '%s'}\nredis: {url_file: '%s'}"
                        .formatted(apiKey, publicKeys, redis),
                Environment.empty());
        GatewayConfig byVariable = loaded(
                "{}",
                Environment.empty()
                        .with("TELNYX_API_KEY_FILE", apiKey)
                        .with("TELNYX_PUBLIC_KEY_FILE", publicKeys)
                        .with("REDIS_URL_FILE", redis));

        assertThat(named).isEqualTo(byVariable);
        assertThat(named.telnyx().apiKey().reveal()).isEqualTo("KEY-in-a-file");
        assertThat(named.telnyx().publicKeys()).containsExactly(Environment.KEY_A, Environment.KEY_B);
        assertThat(named.redis().url().reveal()).isEqualTo("redis://:pw@cache:6379");
    }

    @Test
    void theEnvironmentHasACalloutsSecretFirst() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "from-file");
        String text = "callouts: {secrets: {crm: '%s'}}".formatted(file);

        assertThat(crm(text, Environment.complete())).isEqualTo("from-file");
        assertThat(crm(text, Environment.complete().with("CALLOUT_SECRET_CRM", "from-env")))
                .isEqualTo("from-env");
        assertThat(crm(
                        "callouts: {secrets: {crm: }}",
                        Environment.complete().with("CALLOUT_SECRET_CRM_FILE", file.toString())))
                .isEqualTo("from-file");
    }

    private static @Nullable String crm(String text, Environment env) {
        Secret secret = loaded(text, env).callouts().secrets().get("crm");
        return secret == null ? null : secret.reveal();
    }

    @Test
    void pathsOfTheFileBeginInItsFolder() throws Exception {
        Files.writeString(folder.resolve("api"), "KEY-beside");
        Path file = Files.writeString(folder.resolve("gateway.yaml"), "telnyx: {api_key_file: api}");

        ConfigReading reading = ConfigReader.read(file, Environment.complete().without("TELNYX_API_KEY"));

        assertThat(reading).isInstanceOfSatisfying(Loaded.class, loaded -> {
            assertThat(loaded.config().telnyx().apiKey().reveal()).isEqualTo("KEY-beside");
            assertThat(loaded.config().flows().file()).isEqualTo(folder.resolve("flows/front-desk.yaml"));
        });
    }

    @Test
    void aKeyThatRotatesIsOneOfSeveral() {
        Environment env =
                Environment.complete().with("TELNYX_PUBLIC_KEY", Environment.KEY_A + ", " + Environment.KEY_B);

        assertThat(loaded("{}", env).telnyx().publicKeys()).containsExactly(Environment.KEY_A, Environment.KEY_B);
    }

    /** The gateway starts, is not ready and answers 503; that is told by its probes, not by a refusal to start. */
    @Test
    void noPublicKeyIsNoMistakeOfTheFile() {
        Environment env = Environment.complete().without("TELNYX_PUBLIC_KEY");

        assertThat(loaded("{}", env).telnyx().publicKeys()).isEmpty();
    }

    @Test
    void noSecretShowsInTheConfigurationsText() {
        assertThat(loaded("{}", Environment.complete()).toString())
                .contains("apiKey=***", "url=***")
                .doesNotContain("KEY0123", "hunter2", "cache");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"webhook", "telnyx", "redis", "sessions", "flows", "commands", "callouts", "api", "management", "log"})
    void aSectionMayBeEmpty(String section) {
        assertThat(loaded(section + ":", Environment.complete())).isEqualTo(loaded("{}", Environment.complete()));
    }

    private static GatewayConfig loaded(String text, Environment env) {
        return switch (ConfigReader.read(FILE, text, env)) {
            case Loaded(GatewayConfig config) -> config;
            case Refused refused -> throw new AssertionError(refused.problems().render());
        };
    }
}
