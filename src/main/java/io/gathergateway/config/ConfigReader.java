package io.gathergateway.config;

import io.gathergateway.config.GatewayConfig.AssistantVoice;
import io.gathergateway.config.GatewayConfig.Durability;
import io.gathergateway.config.GatewayConfig.LogFormat;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import io.gathergateway.yaml.YamlReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Reads the configuration: one file, overridden by the environment. Every mistake is found in one go; what the file
 * leaves out has the default that stands here and, explained, in {@code conf/gateway.yaml}. Confined to one reading.
 */
public final class ConfigReader {
    private static final URI DEFAULT_API_BASE = URI.create("https://api.telnyx.com/v2");
    private static final String ANY_HOST = "0.0.0.0";
    private static final int MAX_PORT = 65_535;

    /** Stands in for one that is missing or wrong, in a configuration that is refused anyway. */
    private static final Secret NO_SECRET = new Secret("");

    private final Problems problems = new Problems();
    private final Checks checks = new Checks(problems);
    private final Sources sources;
    private final Path folder;

    private ConfigReader(Path file, Function<String, @Nullable String> env) {
        this.folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
        this.sources = new Sources(env, folder, problems);
    }

    /** Reads a file. */
    public static ConfigReading read(Path file, Function<String, @Nullable String> env) {
        try {
            return read(file.toString(), Files.readString(file), env);
        } catch (NoSuchFileException e) {
            return unreadable(file, "does not exist", "name a file that is there with --config");
        } catch (IOException e) {
            return unreadable(file, "cannot be read", "name a file in UTF-8 that this process may read");
        }
    }

    private static ConfigReading unreadable(Path file, String why, String cure) {
        Problems problems = new Problems();
        problems.add(Place.of(file.toString()), "the configuration " + why, cure);
        return new ConfigReading.Refused(problems, null);
    }

    /**
     * Reads text.
     *
     * @param fileName what places show; relative paths in the text begin in its folder
     * @param env the environment, null for what is not set
     */
    public static ConfigReading read(String fileName, String text, Function<String, @Nullable String> env) {
        ConfigReader reader = new ConfigReader(Path.of(fileName), env);
        GatewayConfig config = YamlReader.read(fileName, text, reader.problems)
                .flatMap(node -> Fields.of(node, "the configuration", reader.problems))
                .map(reader::config)
                .orElse(null);
        if (config == null) {
            return new ConfigReading.Refused(reader.problems, null);
        }
        return reader.problems.isEmpty()
                ? new ConfigReading.Loaded(config)
                : new ConfigReading.Refused(reader.problems, config.flows().file());
    }

    private GatewayConfig config(Fields fields) {
        GatewayConfig config = new GatewayConfig(
                section(fields, "webhook", this::webhook),
                section(fields, "telnyx", this::telnyx),
                section(fields, "redis", this::redis),
                section(fields, "sessions", this::sessions),
                section(fields, "flows", new FlowSection(sources, folder, problems)::read),
                section(fields, "commands", this::commands),
                section(fields, "callouts", new CalloutSection(sources, problems)::read),
                section(fields, "api", new ApiSection(sources, problems)::read),
                section(fields, "management", this::management),
                section(fields, "shutdown", this::shutdown),
                section(fields, "log", this::log));
        fields.done();
        checkPorts(fields, config);
        return config;
    }

    private void checkPorts(Fields fields, GatewayConfig config) {
        int port = config.management().port();
        if (port != 0 && port == config.webhook().port()) {
            problems.add(
                    fields.place("management"),
                    "management.port is webhook.port",
                    "give them different ports, so that probes stay out of the public");
        }
        int api = config.api().port();
        if (!config.api().tokens().isEmpty()
                && api != 0
                && (api == config.webhook().port() || api == port)) {
            problems.add(
                    fields.place("api"),
                    "api.port is " + (api == port ? "management.port" : "webhook.port"),
                    "give it a port of its own, so that it stays out of the public");
        }
    }

    /** A section that is left out is one with every key left out. */
    private <T> T section(Fields fields, String key, Function<Fields, T> read) {
        Fields section = fields.mapping(key)
                .or(() -> Fields.of(new YamlNode.Mapping(fields.place(), Map.of()), key, problems))
                .orElseThrow();
        return read.apply(section);
    }

    private GatewayConfig.Webhook webhook(Fields fields) {
        GatewayConfig.Webhook webhook = new GatewayConfig.Webhook(
                host(fields),
                fields.integer("port", 0, MAX_PORT, 8080),
                fields.integer("in_flight", 1, 100_000, 2_000),
                fields.integer("connections", 10, 100_000, GatewayConfig.Webhook.USUAL_CONNECTIONS));
        fields.done();
        return webhook;
    }

    /** Where to listen. */
    private String host(Fields fields) {
        String host = fields.text("host", ANY_HOST);
        if (host.isBlank()) {
            problems.add(
                    fields.place("host"),
                    "host is empty",
                    "give an address to listen on, such as 127.0.0.1, or leave the key out for all of them");
        }
        return host;
    }

    private GatewayConfig.Telnyx telnyx(Fields fields) {
        GatewayConfig.Telnyx telnyx = new GatewayConfig.Telnyx(
                apiBase(fields),
                apiKey(fields),
                publicKeys(fields),
                tokenKeys(fields),
                fields.choice("assistant_voice", AssistantVoice.class, AssistantVoice.ASSISTANT),
                fields.mapping("reconcile").flatMap(this::reconcile).orElse(null));
        fields.done(
                Map.of("api_key", "keep it out of this file: set TELNYX_API_KEY, or name its file in api_key_file"));
        return telnyx;
    }

    private Optional<GatewayConfig.Reconcile> reconcile(Fields fields) {
        Duration every =
                fields.duration("every", Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(60));
        Optional<URI> to = checks.webhookUrl(
                new Sourced(fields.text("delivered_to", ""), "delivered_to", fields.place("delivered_to")));
        fields.done();
        return to.map(url -> new GatewayConfig.Reconcile(every, url));
    }

    private URI apiBase(Fields fields) {
        return sources.values("TELNYX_API_BASE", fields, "api_base", null)
                .flatMap(checks::apiBase)
                .orElse(DEFAULT_API_BASE);
    }

    /** None is no mistake of form: the gateway then starts, is not ready, and answers every webhook 503. */
    private List<String> publicKeys(Fields fields) {
        return sources.values("TELNYX_PUBLIC_KEY", fields, "public_keys", "public_key_file")
                .map(checks::publicKeys)
                .orElse(List.of());
    }

    private List<Secret> tokenKeys(Fields fields) {
        return sources.values("GATEWAY_TOKEN_KEY", fields, null, "token_key_file")
                .map(checks::tokenKeys)
                .orElse(List.of());
    }

    private Secret apiKey(Fields fields) {
        Optional<List<Sourced>> keys = sources.values("TELNYX_API_KEY", fields, null, "api_key_file");
        if (keys.isEmpty()) {
            problems.add(
                    fields.place(),
                    "there is no Telnyx API key",
                    "set TELNYX_API_KEY, or name a file that holds it in TELNYX_API_KEY_FILE or telnyx.api_key_file");
        }
        return keys.flatMap(checks::apiKey).orElse(NO_SECRET);
    }

    private GatewayConfig.Redis redis(Fields fields) {
        GatewayConfig.Redis redis = new GatewayConfig.Redis(
                redisUrl(fields),
                sources.certificates(fields, "ca_file").orElse(null),
                fields.duration("timeout", Duration.ofMillis(50), Duration.ofSeconds(5), Duration.ofSeconds(1)),
                fields.integer("in_flight", 1, 100_000, 4_000),
                fields.choice("durability", Durability.class, Durability.SECOND));
        fields.done();
        return redis;
    }

    private Secret redisUrl(Fields fields) {
        Optional<List<Sourced>> urls = sources.values("REDIS_URL", fields, "url", "url_file");
        if (urls.isEmpty()) {
            problems.add(
                    fields.place(),
                    "there is no Redis to keep calls in",
                    "set REDIS_URL or redis.url, for example redis://127.0.0.1:6379");
        }
        return urls.flatMap(found -> checks.redisUrl(found, "url")).orElse(NO_SECRET);
    }

    private GatewayConfig.Sessions sessions(Fields fields) {
        GatewayConfig.Sessions sessions = new GatewayConfig.Sessions(
                fields.duration("ttl", Duration.ofHours(5), Duration.ofHours(168), Duration.ofHours(24)),
                fields.duration("keep_ended", Duration.ofMinutes(1), Duration.ofHours(24), Duration.ofHours(1)));
        fields.done();
        return sessions;
    }

    private GatewayConfig.Commands commands(Fields fields) {
        GatewayConfig.Commands commands = new GatewayConfig.Commands(
                fields.integer("connections", 1, 1_000, 64),
                fields.integer("in_flight", 1, 10_000, 256),
                fields.integer("dials_per_second", 1, 1_000, 30));
        fields.done();
        return commands;
    }

    private GatewayConfig.Management management(Fields fields) {
        GatewayConfig.Management management =
                new GatewayConfig.Management(host(fields), fields.integer("port", 0, MAX_PORT, 9000));
        fields.done();
        return management;
    }

    private GatewayConfig.Shutdown shutdown(Fields fields) {
        GatewayConfig.Shutdown usual = GatewayConfig.Shutdown.USUAL;
        GatewayConfig.Shutdown shutdown = new GatewayConfig.Shutdown(
                fields.duration("keep_answering", Duration.ZERO, Duration.ofSeconds(60), usual.keepAnswering()),
                fields.duration("within", Duration.ofSeconds(10), Duration.ofMinutes(5), usual.within()));
        // Webhooks may take 7 s to their end, and commands are to have some time after them.
        if (shutdown.within().minus(shutdown.keepAnswering()).compareTo(Duration.ofSeconds(10)) < 0) {
            problems.add(
                    fields.place("within"),
                    "shutdown.within leaves less than 10 s after keep_answering",
                    "give it 10 s more than keep_answering, so that what is under way can be finished");
        }
        fields.done();
        return shutdown;
    }

    private GatewayConfig.Log log(Fields fields) {
        GatewayConfig.Log log = new GatewayConfig.Log(
                fields.choice("format", LogFormat.class, LogFormat.TEXT),
                fields.choice("level", Level.class, Level.INFO));
        fields.done();
        return log;
    }
}
