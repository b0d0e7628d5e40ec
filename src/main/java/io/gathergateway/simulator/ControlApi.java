package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.scenario.Scenario;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The simulator's own paths, for whoever runs a backend against it: {@code POST /sim/calls {"caller":"name"}} starts a
 * scripted call, {@code GET /sim/calls/ID} tells how it went, {@code GET /sim/log} gives the truth log as JSON lines,
 * {@code PUT /sim/troubles {"doubled":0.1}} lets things go wrong from then on, as {@link Troubles} has them.
 * Confined to the simulator's event loop.
 */
final class ControlApi {
    private static final Set<String> TROUBLES =
            new TreeSet<>(List.of("doubled", "disorder_millis", "lost", "status", "refused", "mute", "per_second"));

    private final World world;
    private final WebhookSender webhooks;
    private final TruthLog truth;
    private final Misfortune misfortune;
    private final Map<String, Scenario> callers;

    ControlApi(
            World world, WebhookSender webhooks, TruthLog truth, Misfortune misfortune, Map<String, Scenario> callers) {
        this.world = world;
        this.webhooks = webhooks;
        this.truth = truth;
        this.misfortune = misfortune;
        this.callers = callers;
    }

    void routes(Router router) {
        router.post("/sim/calls").handler(BodyHandler.create(false).setBodyLimit(4096));
        router.post("/sim/calls").handler(this::start);
        router.get("/sim/calls/:id").handler(this::show);
        router.get("/sim/log").handler(this::log);
        router.put("/sim/troubles").handler(BodyHandler.create(false).setBodyLimit(4096));
        router.put("/sim/troubles").handler(this::trouble);
    }

    /** What the body does not name does not go wrong any more. */
    private void trouble(RoutingContext context) {
        try {
            JsonObject body = Objects.requireNonNull(context.body().asJsonObject(), "an object must be given");
            Set<String> unknown = new TreeSet<>(body.fieldNames());
            unknown.removeAll(TROUBLES);
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException(
                        "there is no " + String.join(", ", unknown) + "; there are " + String.join(", ", TROUBLES));
            }
            misfortune.become(new Troubles(
                    body.getDouble("doubled", 0.0),
                    Duration.ofMillis(body.getLong("disorder_millis", 0L)),
                    body.getDouble("lost", 0.0),
                    body.getInteger("status", Troubles.NONE.status()),
                    body.getDouble("refused", 0.0),
                    body.getDouble("mute", 0.0),
                    body.getInteger("per_second", 0)));
            context.response().setStatusCode(204).end();
        } catch (RuntimeException e) {
            TelnyxApi.send(context, 400, message(String.valueOf(e.getMessage())));
        }
    }

    private void start(RoutingContext context) {
        Scenario script = callers.get(caller(context));
        if (script == null) {
            TelnyxApi.send(context, 404, message("no such caller; there are " + String.join(", ", callers.keySet())));
        } else if (!webhooks.hasTarget()) {
            TelnyxApi.send(context, 409, message("no webhook URL is set"));
        } else if (script.start() instanceof Scenario.Start.Placed) {
            TelnyxApi.send(context, 409, message("in this scenario your backend calls; dial the number it names"));
        } else {
            String id = world.call(script);
            TelnyxApi.send(context, 201, JsonNodeFactory.instance.objectNode().put("id", id));
        }
    }

    private void show(RoutingContext context) {
        var report = world.calls().report(context.pathParam("id"));
        if (report.failed()) {
            TelnyxApi.send(context, 404, message("no such call"));
        } else if (report.isComplete()) {
            TelnyxApi.send(context, 200, report.result().toJson());
        } else {
            TelnyxApi.send(context, 200, JsonNodeFactory.instance.objectNode().put("state", "running"));
        }
    }

    private void log(RoutingContext context) {
        StringBuilder lines = new StringBuilder();
        truth.entries().forEach(entry -> lines.append(entry.toJson()).append('\n'));
        context.response().putHeader("Content-Type", "application/x-ndjson").end(lines.toString());
    }

    private static String caller(RoutingContext context) {
        try {
            @Nullable JsonObject body = context.body().asJsonObject();
            return body == null ? "" : String.valueOf(body.getValue("caller"));
        } catch (RuntimeException e) {
            return "";
        }
    }

    private static ObjectNode message(String text) {
        return JsonNodeFactory.instance.objectNode().put("message", text);
    }
}
