package io.gathergateway.cli;

import io.gathergateway.config.GatewayConfig;
import io.gathergateway.config.GatewayConfig.Durability;
import io.gathergateway.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.event.Level;

/** The configuration of a gateway that has a Redis, and nobody where Telnyx should be. */
final class RedisOnly {
    private RedisOnly() {}

    static GatewayConfig config(String redis, String publicKey) {
        return new GatewayConfig(
                new GatewayConfig.Webhook("127.0.0.1", 0, 100, GatewayConfig.Webhook.USUAL_CONNECTIONS),
                // Nobody is there: only what comes in matters.
                new GatewayConfig.Telnyx(
                        URI.create("http://127.0.0.1:1"),
                        new Secret("key"),
                        List.of(publicKey),
                        List.of(),
                        GatewayConfig.AssistantVoice.ASSISTANT,
                        null),
                new GatewayConfig.Redis(new Secret(redis), null, Duration.ofSeconds(1), 4_000, Durability.MEMORY),
                new GatewayConfig.Sessions(Duration.ofHours(24), Duration.ofHours(1)),
                new GatewayConfig.Flows(Path.of("flows.yaml"), GatewayConfig.Follow.FILE, GatewayConfig.Fallback.USUAL),
                new GatewayConfig.Commands(64, 256),
                GatewayConfig.Callouts.NONE,
                GatewayConfig.Api.OFF,
                new GatewayConfig.Management("127.0.0.1", 0),
                GatewayConfig.Shutdown.USUAL,
                new GatewayConfig.Log(GatewayConfig.LogFormat.TEXT, Level.WARN));
    }
}
