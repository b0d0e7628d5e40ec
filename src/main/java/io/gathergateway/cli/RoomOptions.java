package io.gathergateway.cli;

import io.gathergateway.api.ApiOptions;
import io.gathergateway.call.TokenSeal;
import io.gathergateway.callout.CalloutOptions;
import io.gathergateway.config.GatewayConfig;
import io.gathergateway.config.Secret;
import io.gathergateway.door.Door;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.session.Fallback;
import io.gathergateway.session.RevisionVerticle;
import io.gathergateway.session.SessionOptions;
import io.gathergateway.store.Durability;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.gathergateway.webhook.WebhookKey;
import io.gathergateway.webhook.WebhookOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What the rooms are told, out of the configuration. */
final class RoomOptions {
    /** With a body's 5 s and a second to take in the answer, a slow webhook lasts 10.25 s at most. */
    private static final Duration HEAD = Duration.ofSeconds(4);

    /** Longer than the usual 60 s of proxies, so that it is they who close. */
    private static final Duration IDLE = Duration.ofSeconds(75);

    /** A session of some length, in memory. */
    private static final long SESSION_BYTES = 8 * 1024;

    private RoomOptions() {}

    static WebhookOptions webhooks(GatewayConfig config, int owners, BooleanSupplier memoryShort) {
        GatewayConfig.Webhook told = config.webhook();
        return new WebhookOptions(
                told.host(),
                told.port(),
                keys(config),
                tokens(config),
                owners,
                told.inFlight(),
                new Door.Bounds(told.connections(), HEAD, IDLE),
                memoryShort,
                InstantSource.system());
    }

    /** What is held in memory for speed's sake gets a quarter of the heap. */
    static SessionOptions sessions(int owners) {
        SessionOptions usual = SessionOptions.DEFAULT;
        long room = Runtime.getRuntime().maxMemory() / 4 / owners / SESSION_BYTES;
        return new SessionOptions(
                (int) Math.max(1, Math.min(usual.cached(), room)), usual.waitingPerCall(), usual.waiting());
    }

    /** Empty where the control API is off. */
    static Optional<ApiOptions> api(GatewayConfig config, int owners) {
        GatewayConfig.Api told = config.api();
        List<String> tokens = told.tokens().stream().map(Secret::reveal).toList();
        return tokens.isEmpty()
                ? Optional.empty()
                : Optional.of(new ApiOptions(told.host(), told.port(), tokens, owners, told.inFlight()));
    }

    static FlowSet fallback(GatewayConfig config) {
        GatewayConfig.Fallback told = config.flows().fallback();
        return switch (Fallback.of(told.say(), told.voice(), told.transferTo())) {
            case FlowReading.Loaded(FlowSet set) -> set;
            case FlowReading.Refused refused ->
                throw new Gateway.CannotStart(
                        "flows.fallback: " + refused.problems().render());
        };
    }

    static RevisionVerticle.Follow follow(GatewayConfig config) {
        return switch (config.flows().follow()) {
            case FILE -> RevisionVerticle.Follow.FILE;
            case LIVE -> RevisionVerticle.Follow.LIVE;
        };
    }

    static Durability durability(GatewayConfig config) {
        return switch (config.redis().durability()) {
            case MEMORY -> Durability.MEMORY;
            case SECOND -> Durability.SECOND;
            case DISK -> Durability.DISK;
            case REPLICA -> Durability.REPLICA;
        };
    }

    static CalloutOptions callouts(GatewayConfig config) {
        Map<String, CalloutOptions.Host> hosts = new HashMap<>();
        config.callouts()
                .hosts()
                .forEach((name, host) -> hosts.put(name, new CalloutOptions.Host(host.inFlight(), host.caFile())));
        Map<String, Supplier<String>> secrets = new HashMap<>();
        config.callouts().secrets().forEach((name, secret) -> secrets.put(name, secret::reveal));
        return CalloutOptions.of(hosts, secrets);
    }

    static AssistantVoice assistantVoice(GatewayConfig config) {
        return switch (config.telnyx().assistantVoice()) {
            case ASSISTANT -> AssistantVoice.IN_ASSISTANT;
            case TOP_LEVEL -> AssistantVoice.TOP_LEVEL;
        };
    }

    static TokenSeal tokens(GatewayConfig config) {
        List<String> told =
                config.telnyx().tokenKeys().stream().map(Secret::reveal).toList();
        return new TokenSeal(
                told.isEmpty()
                        ? List.of(TokenSeal.keyFrom(config.telnyx().apiKey().reveal()))
                        : told);
    }

    static List<WebhookKey> keys(GatewayConfig config) {
        List<WebhookKey> keys = new ArrayList<>();
        for (String text : config.telnyx().publicKeys()) {
            switch (WebhookKey.parse(text)) {
                case WebhookKey.Parsed.Valid valid -> keys.add(valid.key());
                case WebhookKey.Parsed.Refused refused ->
                    throw new Gateway.CannotStart("TELNYX_PUBLIC_KEY: " + refused.reason());
            }
        }
        return keys;
    }
}
