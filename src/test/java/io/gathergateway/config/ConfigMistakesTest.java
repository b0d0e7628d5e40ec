package io.gathergateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gathergateway.config.ConfigReading.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigMistakesTest {
    private static final String FILE = "gateway.yaml";

    @TempDir
    private Path folder;

    @Test
    void allMistakesAreToldAtOnceEachWithItsPlaceAndCure() {
        String text = """
                webhook:
                  port: 80800
                  hots: localhost
                telnyx:
                  api_key: KEY0123-secret
                  public_keys: [not-a-key]
                redis:
                  timeout: 1 second
                sessions: 24h
                log:
                  level: loud
                extra: 1
                """;

        String told = refusal(text, Environment.empty().with("TELNYX_API_BASE", "ftp://elsewhere"));

        assertThat(told.lines())
                .containsExactlyInAnyOrder(
                        "environment: TELNYX_API_BASE is not the address of an API;"
                                + " give one such as https://api.telnyx.com/v2",
                        "gateway.yaml:2:9: port is 80800; give a whole number from 0 to 65535",
                        "gateway.yaml:3:3: unknown key 'hots' in webhook;"
                                + " did you mean host? known keys: host, port, in_flight, connections",
                        "gateway.yaml:5:3: there is no Telnyx API key; set TELNYX_API_KEY, or name a file that holds"
                                + " it in TELNYX_API_KEY_FILE or telnyx.api_key_file",
                        "gateway.yaml:5:3: unknown key 'api_key' in telnyx; keep it out of this file:"
                                + " set TELNYX_API_KEY, or name its file in api_key_file",
                        "gateway.yaml:6:17: public_keys does not hold a public key; give the base64 of 32 bytes"
                                + " (44 characters), as the Telnyx portal shows it under Public Key;"
                                + " several with commas",
                        "gateway.yaml:8:3: there is no Redis to keep calls in;"
                                + " set REDIS_URL or redis.url, for example redis://127.0.0.1:6379",
                        "gateway.yaml:8:12: timeout must be a duration, not '1 second';"
                                + " give 50ms to 5s, with a unit of ms, s, m or h",
                        "gateway.yaml:9:11: sessions must be a mapping, not text;"
                                + " write its keys below it, indented",
                        "gateway.yaml:11:10: level is 'loud'; known values: error, warn, info, debug, trace",
                        "gateway.yaml:12:1: unknown key 'extra' in the configuration; known keys:"
                                + " webhook, telnyx, redis, sessions, flows, commands, callouts, api, management, shutdown, log");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void aValueOutOfItsBoundsIsRefused(String text, String told) {
        assertThat(refusal(text, Environment.complete())).contains(told);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("webhook: {port: -1}", "port is -1; give a whole number from 0 to 65535"),
                arguments("webhook: {in_flight: 0}", "in_flight is 0; give a whole number from 1 to 100000"),
                arguments("redis: {timeout: 40ms}", "timeout is 40ms; give 50ms to 5s"),
                arguments("redis: {timeout: 6s}", "timeout is 6s; give 50ms to 5s"),
                arguments(
                        "redis: {durability: always}",
                        "durability is 'always'; known values: memory, second, disk, replica"),
                arguments("redis: {in_flight: 100001}", "in_flight is 100001; give a whole number from 1 to 100000"),
                arguments("sessions: {ttl: 4h}", "ttl is 4h; give 5h to 168h"),
                arguments("sessions: {keep_ended: 25h}", "keep_ended is 25h; give 1m to 24h"),
                arguments("commands: {connections: 1001}", "connections is 1001; give a whole number from 1 to 1000"),
                arguments("commands: {in_flight: 10001}", "in_flight is 10001; give a whole number from 1 to 10000"),
                arguments(
                        "commands: {dials_per_second: 0}", "dials_per_second is 0; give a whole number from 1 to 1000"),
                arguments("webhook: {host: ' '}", "host is empty; give an address to listen on"),
                arguments("management: {host: ''}", "host is empty; give an address to listen on"),
                arguments("redis: {ca_file: nowhere.pem}", "ca_file names nowhere.pem, which does not exist"),
                arguments("redis: {ca_file: pom.xml}", "ca_file names pom.xml, which holds no certificate"),
                arguments("callouts: {hosts: {'https://crm.test': {}}}", "'https://crm.test' is no host; give a name"),
                arguments("callouts: {hosts: {CRM.test: {}}}", "'CRM.test' is no host; give a name"),
                arguments("callouts: {hosts: {'crm.test:443': {}}}", "leave the port out: crm.test"),
                arguments("callouts: {hosts: {crm.test: {in_flight: 0}}}", "give a whole number from 1 to 10000"),
                arguments("callouts: {hosts: {crm.test: {ca_file: no.pem}}}", "ca_file names no.pem, which does not"),
                arguments("callouts: {hosts: {crm.test: {infight: 1}}}", "did you mean in_flight?"),
                arguments("callouts: {secrets: {my-crm: file}}", "'my-crm' is no name of a secret; use letters"),
                arguments(
                        "callouts: {secrets: {crm: }}",
                        "there is no secret crm; name a file that holds it, or set CALLOUT_SECRET_CRM or"
                                + " CALLOUT_SECRET_CRM_FILE"),
                arguments("callouts: {secrets: {crm: nowhere}}", "crm names nowhere, which does not exist"),
                arguments("flows: {follow: me}", "known values: file, live"),
                arguments("flows: {fallback: sorry}", "fallback must be a mapping"),
                arguments("flows: {fallback: {sy: Sorry.}}", "did you mean say?"),
                arguments("flows: {fallback: {say: '${call.from}'}}", "say is not a plain text of at most 1000"),
                arguments("flows: {fallback: {transfer_to: desk}}", "transfer_to is neither a number nor a SIP"),
                arguments("api: {host: ' '}", "host is empty; give an address"),
                arguments("api: {port: 70000}", "port is 70000; give a whole number from 0 to 65535"),
                arguments("api: {in_flight: 0}", "in_flight is 0; give a whole number from 1 to 10000"),
                arguments("api: {token: secret}", "unknown key 'token' in api"),
                arguments("api: {token_file: nowhere}", "token_file names nowhere, which does not exist"),
                arguments("management: {port: 65536}", "port is 65536; give a whole number from 0 to 65535"),
                arguments("telnyx: {assistant_voice: both}", "known values: assistant, top_level"),
                arguments("telnyx: {reconcile: 60s}", "reconcile must be a mapping"),
                arguments("telnyx: {reconcile: {every: 60s}}", "is not where webhooks are sent"),
                arguments(
                        "telnyx: {reconcile: {every: 1s, delivered_to: 'https://a.example.com/w'}}",
                        "every is 1s; give"),
                arguments("log: {format: xml}", "known values: text, json"),
                arguments("management: {port: 8080}", "management.port is webhook.port; give them different ports"));
    }

    @Test
    void theApiHasAPortOfItsOwnOnceItIsOn() {
        String text = "api: {port: 9000}";
        Environment on = Environment.complete().with("GATEWAY_API_TOKEN", "0123456789abcdef");

        assertThat(refusal(text, on)).contains("api.port is management.port; give it a port of its own");
        assertThat(ConfigReader.read(FILE, text, Environment.complete())).isInstanceOf(ConfigReading.Loaded.class);
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("variables")
    void aWrongVariableIsNamedAndItsValueNeverShown(String variable, String value, String told) {
        String refusal = refusal("{}", Environment.complete().with(variable, value));

        assertThat(refusal).isEqualTo("environment: " + told).doesNotContain("hunter2");
    }

    static Stream<Arguments> variables() {
        String redisForm = "REDIS_URL is not the address of a Redis; give redis://[[user]:password@]host[:port][/db],"
                + " or rediss:// for TLS; percent-encode the password; redis-sentinel://host,host/master and"
                + " redis-cluster://host,host as conf/gateway.yaml has them";
        String keyForm = "TELNYX_PUBLIC_KEY does not hold a public key; give the base64 of 32 bytes (44 characters),"
                + " as the Telnyx portal shows it under Public Key; several with commas";
        String base = "TELNYX_API_BASE is not the address of an API; give one such as https://api.telnyx.com/v2";
        return Stream.of(
                arguments("REDIS_URL", "redis://:hunter2@a:6379,redis://:hunter3@b:6379", redisForm),
                arguments("REDIS_URL", "redis://a:6379,b:6379/1", redisForm),
                arguments("REDIS_URL", "redis-sentinel://:hunter2@a,b", redisForm),
                arguments("REDIS_URL", "redis-cluster://a,b/1", redisForm),
                arguments("REDIS_URL", "http://:hunter2@a:6379", redisForm),
                arguments("REDIS_URL", "redis://:hun%ter2@a", redisForm),
                arguments("REDIS_URL", "cache:6379", redisForm),
                arguments("REDIS_URL", "redis://cache:6379/zero", redisForm),
                arguments("TELNYX_PUBLIC_KEY", "hunter2", keyForm),
                arguments("TELNYX_PUBLIC_KEY", Environment.KEY_A + ",AAAA", keyForm),
                arguments("TELNYX_API_BASE", "https://user:hunter2@api.test/v2", base),
                arguments("TELNYX_API_BASE", "https://api.test/v2?a=b", base),
                arguments("TELNYX_API_BASE", "api.telnyx.com", base),
                arguments(
                        "TELNYX_API_KEY",
                        "hunter2 hunter3",
                        "TELNYX_API_KEY holds more than one key; give one, without spaces or commas"),
                arguments(
                        "TELNYX_API_KEY",
                        "hunter2\u00e9",
                        "TELNYX_API_KEY does not hold an API key; copy the key as the Telnyx portal shows it under API"
                                + " Keys"),
                arguments(
                        "GATEWAY_API_TOKEN",
                        "0123456789abcdef,hunter2",
                        "GATEWAY_API_TOKEN holds a token that is too easy to guess, or cannot stand in a header;"
                                + " take at least 16 visible ASCII characters: openssl rand -hex 32"),
                arguments(
                        "TELNYX_API_KEY_FILE",
                        "/somewhere",
                        "TELNYX_API_KEY and TELNYX_API_KEY_FILE exclude each other; unset one of them"));
    }

    @Test
    void aPasswordMayNotStandInTheFile() {
        String text = "redis: {url: 'redis://:hunter2@cache:6379'}";

        assertThat(refusal(text, Environment.complete().without("REDIS_URL")))
                .isEqualTo("gateway.yaml:1:14: url has a password in it;"
                        + " set REDIS_URL, or name a file that holds it in url_file");
    }

    @Test
    void aCalloutsSecretThatCannotStandInAHeaderIsNeverShown() {
        Environment env = Environment.complete().with("CALLOUT_SECRET_CRM", "hunter2\r\nX-Evil: 1");

        assertThat(refusal("callouts: {secrets: {crm: }}", env))
                .isEqualTo("environment: CALLOUT_SECRET_CRM holds what cannot stand in a header;"
                        + " give one line of visible ASCII");
    }

    @Test
    void aRefusedConfigurationStillTellsWhereTheFlowsAre() {
        assertThat(ConfigReader.read(FILE, "flows: {file: here.yaml}\nlog: 1", Environment.complete()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.flows()).isEqualTo(Path.of("here.yaml")));
    }

    @Test
    void aSecretsFileThatGivesNothingIsToldOnce() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path large = Files.writeString(folder.resolve("large"), "x".repeat(64 * 1024 + 1));
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Path missing = folder.resolve("missing");
        String cure = "; correct the path, or put the file there";

        assertThat(refusalOfKeyFile(empty)).endsWith(empty + ", which is empty, or larger than 64 KiB" + cure);
        assertThat(refusalOfKeyFile(large)).endsWith(large + ", which is empty, or larger than 64 KiB" + cure);
        assertThat(refusalOfKeyFile(binary)).endsWith(binary + ", which is not text in UTF-8" + cure);
        assertThat(refusalOfKeyFile(folder)).endsWith(folder + ", which cannot be read" + cure);
        assertThat(refusalOfKeyFile(missing))
                .isEqualTo("environment: TELNYX_API_KEY_FILE names " + missing + ", which does not exist" + cure);
    }

    @Test
    void aFileThatCannotBeReadIsAProblemToo() {
        Path missing = folder.resolve("gateway.yaml");

        assertThat(ConfigReader.read(missing, Environment.complete()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems().render())
                                .isEqualTo(missing + ": the configuration does not exist;"
                                        + " name a file that is there with --config"));
    }

    @Test
    void textThatIsNoYamlIsAProblemToo() {
        assertThat(refusal("webhook: [", Environment.complete())).startsWith("gateway.yaml:");
        assertThat(refusal("", Environment.complete())).startsWith("gateway.yaml:1:1: ");
        assertThat(refusal("- a list", Environment.complete())).startsWith("gateway.yaml:1:1: ");
    }

    private String refusalOfKeyFile(Path file) {
        return refusal(
                "{}", Environment.complete().without("TELNYX_API_KEY").with("TELNYX_API_KEY_FILE", file.toString()));
    }

    private static String refusal(String text, Environment env) {
        return switch (ConfigReader.read(FILE, text, env)) {
            case ConfigReading.Loaded loaded -> throw new AssertionError("was not refused: " + text);
            case Refused refused -> refused.problems().render();
        };
    }
}
