package io.gathergateway.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.simulator.TruthEntry.CommandTaken;
import io.gathergateway.telnyx.model.Answer;
import io.gathergateway.telnyx.model.Fault;
import io.gathergateway.telnyx.model.LegState;
import io.gathergateway.telnyx.model.SeenCommands;
import io.gathergateway.telnyx.model.TelnyxModel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx's own paths: {@code /v2/calls…} with bearer key, JSON bodies and Telnyx's error bodies. Every command that was
 * authorised is in the truth log. Confined to the simulator's event loop.
 */
final class TelnyxApi {
    private static final long MAX_BODY = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final SimulatorOptions options;
    private final World world;
    private final TruthLog truth;
    private final Misfortune misfortune;
    private final GivenUp givenUp;
    private final Map<String, LegState> dialled = new HashMap<>();
    private SeenCommands dials = SeenCommands.NONE;

    TelnyxApi(SimulatorOptions options, World world, TruthLog truth, Misfortune misfortune, GivenUp givenUp) {
        this.options = options;
        this.world = world;
        this.truth = truth;
        this.misfortune = misfortune;
        this.givenUp = givenUp;
    }

    void routes(Router router) {
        router.route("/v2/*").handler(this::authenticate);
        router.route("/v2/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.post("/v2/calls").handler(this::dial);
        router.get("/v2/webhook_deliveries").handler(givenUp::list);
        router.get("/v2/calls/:id").handler(this::show);
        router.route("/v2/calls/:id/actions/:command").handler(this::command);
        router.errorHandler(404, context -> refuse(context, 404, Fault.NOT_FOUND));
        router.errorHandler(405, context -> refuse(context, 405, Fault.METHOD_NOT_ALLOWED));
    }

    private void authenticate(RoutingContext context) {
        if (("Bearer " + options.apiKey()).equals(context.request().getHeader("Authorization"))) {
            context.next();
        } else {
            refuse(context, 401, Fault.UNAUTHENTICATED);
        }
    }

    private void command(RoutingContext context) {
        String id = context.pathParam("id");
        String name = context.pathParam("command");
        HttpMethod method = name.equals("client_state_update") ? HttpMethod.PUT : HttpMethod.POST;
        if (!context.request().method().equals(method)) {
            refuse(context, 405, Fault.METHOD_NOT_ALLOWED);
            return;
        }
        JsonNode body = body(context);
        if (body == null || refused(context, id, name, body)) {
            return;
        }
        Answer answer = world.command(id, name, body);
        if (answer == null) {
            // Not even the form of an id, or one that this Telnyx never gave away.
            answer = id.startsWith("v3:")
                    ? Answer.refused(404, Fault.NOT_FOUND)
                    : Answer.refused(422, Fault.INVALID_CALL_CONTROL_ID);
        }
        LegState leg = world.leg(id);
        note(leg == null ? "" : leg.identity().callSessionId(), id, name, body, answer);
        if (!misfortune.silences()) {
            send(context, answer.status(), answer.body());
        }
    }

    /** A dial's command_id is not tied to a call: it counts for the whole account. */
    private void dial(RoutingContext context) {
        JsonNode body = body(context);
        if (body == null || refused(context, "", "dial", body)) {
            return;
        }
        List<Fault> faults = TelnyxModel.dialFaults(body);
        if (!faults.isEmpty()) {
            Answer refusal = Answer.refused(422, faults);
            note("", "", "dial", body, refusal);
            send(context, refusal.status(), refusal.body());
            return;
        }
        long now = System.currentTimeMillis();
        String commandId = body.path("command_id").asText("");
        LegState known = dials.remembers(commandId, now) ? dialled.get(commandId) : null;
        Dialled made = known == null ? world.dial(body) : new Dialled.Rings(known);
        if (made instanceof Dialled.Refused(Answer refusal)) {
            note("", "", "dial", body, refusal);
            send(context, refusal.status(), refusal.body());
            return;
        }
        LegState leg = ((Dialled.Rings) made).leg();
        if (known == null && !commandId.isEmpty()) {
            dials = dials.and(commandId, now);
            dialled.put(commandId, leg);
            dialled.keySet().retainAll(dials.acceptedAt().keySet());
        }
        Answer answer = new Answer(200, show(leg), known == null, List.of());
        note(leg.identity().callSessionId(), leg.identity().callControlId(), "dial", body, answer);
        if (!misfortune.silences()) {
            send(context, answer.status(), answer.body());
        }
    }

    private void show(RoutingContext context) {
        LegState leg = world.leg(context.pathParam("id"));
        if (leg == null) {
            refuse(context, 404, Fault.NOT_FOUND);
        } else {
            send(context, 200, show(leg));
        }
    }

    private static ObjectNode show(LegState leg) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode data = body.putObject("data");
        data.put("record_type", "call");
        data.put("call_control_id", leg.identity().callControlId());
        data.put("call_leg_id", leg.identity().callLegId());
        data.put("call_session_id", leg.identity().callSessionId());
        data.put("client_state", leg.clientState());
        data.put("is_alive", leg.phase() == LegState.Phase.ANSWERED || leg.phase() == LegState.Phase.PARKED);
        data.put("start_time", Instant.ofEpochMilli(leg.startedAt()).toString());
        return body;
    }

    /** Null when it was refused. */
    private @Nullable JsonNode body(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            refuse(context, 415, Fault.NOT_JSON);
            return null;
        }
        try {
            Buffer bytes = context.body().buffer();
            JsonNode body = JSON.readTree(bytes == null ? "" : bytes.toString());
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // Refused below, like JSON that is no object.
        }
        refuse(context, 400, Fault.INVALID_JSON);
        return null;
    }

    private void note(String session, String callControlId, String name, JsonNode body, Answer answer) {
        truth.add(new CommandTaken(
                System.currentTimeMillis(),
                session,
                callControlId,
                name,
                body.path("command_id").asText(null),
                body,
                answer.status(),
                answer.code(),
                answer.effect(),
                answer.ignored()));
    }

    /** Whether Telnyx has no ear for this command, and said so. */
    private boolean refused(RoutingContext context, String callControlId, String name, JsonNode body) {
        Optional<Answer> refusal = misfortune.refusal(System.currentTimeMillis());
        refusal.ifPresent(answer -> {
            LegState leg = world.leg(callControlId);
            note(leg == null ? "" : leg.identity().callSessionId(), callControlId, name, body, answer);
            if (answer.status() == 429) {
                // The reset is in whole seconds from now, not a point in time.
                context.response()
                        .putHeader("x-ratelimit-limit", String.valueOf(misfortune.perSecond()))
                        .putHeader("x-ratelimit-remaining", "0")
                        .putHeader("x-ratelimit-reset", "1");
            }
            send(context, answer.status(), answer.body());
        });
        return refusal.isPresent();
    }

    private static void refuse(RoutingContext context, int status, Fault fault) {
        send(context, status, Answer.refused(status, fault).body());
    }

    static void send(RoutingContext context, int status, JsonNode body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(body.toString());
    }
}
