package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.scenario.Scenario;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The simulator's own paths, for whoever runs a backend against it: {@code POST /sim/calls {"caller":"name"}} starts a
 * scripted call, {@code GET /sim/calls/ID} tells how it went, {@code GET /sim/log} gives the truth log as JSON lines.
 * Confined to the simulator's event loop.
 */
final class ControlApi {
    private final World world;
    private final WebhookSender webhooks;
    private final TruthLog truth;
    private final Map<String, Scenario> callers;

    ControlApi(World world, WebhookSender webhooks, TruthLog truth, Map<String, Scenario> callers) {
        this.world = world;
        this.webhooks = webhooks;
        this.truth = truth;
        this.callers = callers;
    }

    void routes(Router router) {
        router.post("/sim/calls").handler(BodyHandler.create(false).setBodyLimit(4096));
        router.post("/sim/calls").handler(this::start);
        router.get("/sim/calls/:id").handler(this::show);
        router.get("/sim/log").handler(this::log);
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
