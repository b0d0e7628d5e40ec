package io.gathergateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gathergateway.api.Reply.Mistake;
import io.gathergateway.call.Flows;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.flow.Evaluation;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Schemas;
import io.gathergateway.flow.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The body of {@code POST /v1/calls}, checked against the flow it names. */
sealed interface PlaceCallRequest {
    /** To be placed. */
    record Sound(SessionEvent.PlaceCall event) implements PlaceCallRequest {}

    /** Every mistake of the body. */
    record Wrong(List<Mistake> mistakes) implements PlaceCallRequest {}

    static PlaceCallRequest read(SessionKey key, byte[] bytes, int length, Flows flows) {
        RequestReader body = RequestReader.of(bytes, length, List.of("flow", "to", "from", "connection", "with"));
        if (!body.isObject()) {
            return new Wrong(body.mistakes());
        }
        SessionEvent.PlaceCall event = new SessionEvent.PlaceCall(
                key,
                body.text("flow", Forms.NAME, "give the name of a flow that is live"),
                body.text("connection", Forms.CONNECTION, "give the id of the Call Control application"),
                body.text("to", Forms.DESTINATION, "give a number in E.164 such as \"+13125550199\", or sip:name@host"),
                body.text("from", Forms.NUMBER, "give a number of yours in E.164, such as \"+13125550100\""),
                with(body));
        flow(flows.begin(event), event.flow(), body).ifPresent(flow -> arguments(flow, event.with(), body));
        return body.mistakes().isEmpty() ? new Sound(event) : new Wrong(body.mistakes());
    }

    private static Map<String, Object> with(RequestReader body) {
        JsonNode with = Objects.requireNonNullElse(body.value("with"), JsonNodeFactory.instance.objectNode());
        Map<String, Object> values = new LinkedHashMap<>();
        if (!with.isObject()) {
            body.add("/with", "is no object", "give what the flow takes, by name");
            return values;
        }
        with.fields().forEachRemaining(one -> {
            Object value = Evaluation.plain(one.getValue());
            if (value != null) {
                values.put(one.getKey(), value);
            }
        });
        return values;
    }

    private static Optional<Flow> flow(FlowSet set, String name, RequestReader body) {
        Flow flow = set.flows().get(name);
        if (flow == null && !name.isEmpty()) {
            body.add(
                    "/flow",
                    "there is no such flow live",
                    "give one of: " + String.join(", ", set.flows().keySet()) + "; or publish it first");
        }
        return Optional.ofNullable(flow);
    }

    private static void arguments(Flow flow, Map<String, Object> with, RequestReader body) {
        with.forEach((name, value) -> {
            String at = "/with" + RequestReader.at(name);
            Variable variable = flow.takes().contains(name) ? flow.variables().get(name) : null;
            if (variable == null) {
                String takes = flow.takes().isEmpty() ? "nothing" : String.join(", ", flow.takes());
                body.add(at, "the flow does not take it", "it takes " + takes);
            } else {
                JsonNode given = Objects.requireNonNull(body.value("with")).path(name);
                Schemas.fits(variable.schema(), given)
                        .ifPresent(wrong -> body.add(at, wrong, "give what the flow declares under takes"));
            }
        });
        for (String name : flow.takes()) {
            Variable variable = flow.variables().get(name);
            if (!with.containsKey(name) && variable != null && variable.initial() == null) {
                body.add("/with" + RequestReader.at(name), "is missing", "the flow takes it and has no value for it");
            }
        }
    }

    /** Forms of what stands in requests. */
    final class Forms {
        static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
        static final Pattern CONNECTION = Pattern.compile("[A-Za-z0-9_-]{1,64}");
        static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");
        static final Pattern DESTINATION =
                Pattern.compile("\\+[1-9][0-9]{6,14}|sips?:[^\\s@${}]{1,100}@[^\\s@${}]{1,150}");

        /** Of an {@code Idempotency-Key} and an event's id. */
        static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

        private Forms() {}
    }
}
