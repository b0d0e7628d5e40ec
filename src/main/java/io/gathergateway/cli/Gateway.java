package io.gathergateway.cli;

import io.gathergateway.bus.LocalCodecs;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Flows;
import io.gathergateway.command.CommandOptions;
import io.gathergateway.command.CommandVerticle;
import io.gathergateway.command.SteadyClock;
import io.gathergateway.config.GatewayConfig;
import io.gathergateway.flow.Flow;
import io.gathergateway.ops.ManagementVerticle;
import io.gathergateway.ops.Metrics;
import io.gathergateway.ops.ReadinessCheck;
import io.gathergateway.outbox.Dispatch;
import io.gathergateway.outbox.Outbox;
import io.gathergateway.outbox.Sweeper;
import io.gathergateway.session.SessionOptions;
import io.gathergateway.session.SessionVerticle;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.gathergateway.webhook.SignatureVerifier;
import io.gathergateway.webhook.WebhookOptions;
import io.gathergateway.webhook.WebhookVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running gateway: the three verticles, the management port, the links to Redis. Starts from the store outwards, so
 * that nothing is accepted that could not be kept, and ends the other way round, so that what was accepted is finished.
 */
final class Gateway {
    private static final int MOST_OWNERS = 16;

    private final Vertx vertx;
    private final Vertx managementVertx;
    private final GatewayConfig config;
    private final Metrics metrics;
    private final Stores stores;
    private final int owners;
    private final List<String> webhooks = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private volatile boolean accepting;
    private int webhookPort;
    private int managementPort;
}
