package io.gathergateway.cli;

import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.TokenSeal;
import io.gathergateway.command.CommandOptions;
import io.gathergateway.command.FailedDeliveries;
import io.gathergateway.config.GatewayConfig;
import io.gathergateway.session.DeadVerticle;
import io.gathergateway.session.ReconcileVerticle;
import io.gathergateway.session.SessionVerticle;
import io.gathergateway.webhook.WebhookSetup;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What sees to events that did not go the usual way: the dead list, and what Telnyx gave up to deliver. */
final class Aftercare {
    private Aftercare() {}

    static Future<?> deploy(
            Vertx vertx,
            GatewayConfig config,
            int owners,
            Supplier<Future<SessionVerticle.Stores>> both,
            Stores stores,
            InstantSource clock,
            MeterRegistry registry) {
        TokenSeal tokens = RoomOptions.tokens(config);
        Function<byte[], Optional<SessionEvent>> bodies = body -> WebhookSetup.event(body, tokens);
        List<Future<String>> all = new ArrayList<>();
        all.add(vertx.deployVerticle(new DeadVerticle(owners, both, bodies, registry)));
        GatewayConfig.Telnyx telnyx = config.telnyx();
        GatewayConfig.Reconcile told = telnyx.reconcile();
        if (told != null) {
            CommandOptions options = CommandOptions.of(telnyx.apiBase(), telnyx.apiKey()::reveal, tokens, owners);
            all.add(vertx.deployVerticle(new ReconcileVerticle(
                    told.every(),
                    owners,
                    stores::openMark,
                    () -> new FailedDeliveries(vertx, options, clock, told.deliveredTo())::since,
                    bodies,
                    clock,
                    registry)));
        }
        return Future.all(all);
    }
}
