package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.telnyx.command.ParameterKeys;
import io.gathergateway.telnyx.model.Fault;
import io.gathergateway.telnyx.model.TelnyxModel;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Checks {@code telnyx:}, further parameters of a command: Telnyx must know them and, where they are constant, take
 * their values; and they must not be the gateway's own.
 */
final class ExtraCheck {
    /** Parameters the language has a word for, or the gateway sets by itself; the cure by parameter. */
    private static final Map<String, String> OWN = Map.ofEntries(
            own("client_state", "the gateway keeps its own state there"),
            own("command_id", "the gateway derives it, so that a repetition has no effect"),
            own("webhook_url", "the gateway needs the call's webhooks itself"),
            own("webhook_urls", "the gateway needs the call's webhooks itself"),
            own("webhook_url_method", "the gateway needs the call's webhooks itself"),
            own("webhook_urls_method", "the gateway needs the call's webhooks itself"),
            own("payload", "write the prompt itself"),
            own("payload_type", "write the prompt as { ssml: … }"),
            own("audio_url", "write the prompt as { audio: … }"),
            own("media_name", "write the prompt as { media: … }"),
            own("invalid_payload", "write no_match: beside the step"),
            own("invalid_audio_url", "write no_match: beside the step"),
            own("invalid_media_name", "write no_match: beside the step"),
            own("minimum_digits", "write digits: { min: …, max: … }"),
            own("maximum_digits", "write digits: { min: …, max: … }"),
            own("maximum_tries", "write tries:; the gateway counts them"),
            own("terminating_digit", "write end:"),
            own("valid_digits", "write valid:"),
            own("timeout_millis", "write timeout:"),
            own("initial_timeout_millis", "write timeout:"),
            own("inter_digit_timeout_millis", "write between:"),
            own("gather_id", "the gateway finds its results by client_state"),
            own("parameters", "write parameters: in the step"),
            own("greeting", "write greeting: in the step"),
            own("user_response_timeout_ms", "write timeout:"),
            own("send_partial_results", "write leave_when:, and it is switched on"),
            own("messages", "write them in the step"),
            own("to", "write to: in the step"),
            own("from", "write from: in the step"),
            own("timeout_secs", "write timeout: (or silence: of a recording)"),
            own("target_leg_client_state", "the gateway keeps its own state there"),
            own("connection_id", "a dialled call uses the connection of its caller"),
            own("link_to", "the gateway links the two calls"),
            own("bridge_intent", "the gateway sets it"),
            own("bridge_on_answer", "write a bridge step"),
            own("call_control_id", "the gateway knows whom to join"),
            own("park_after_unbridge", "the gateway sets it, so that the caller stays"),
            own("queue", "write a queue step; bridge joins with whom dial reached"),
            own("video_room_id", "bridge joins with whom dial reached"),
            own("video_room_context", "bridge joins with whom dial reached"),
            own("queue_name", "write name: in the step"),
            own("max_wait_time_secs", "write timeout:"),
            own("max_length", "write max:"),
            own("digits", "write digits: in the step"));

    /** Of commands that do not belong to a step with a word for them. */
    private static final Map<String, Set<String>> FREE = Map.of(
            "answer", Set.of("greeting"),
            "transfer", Set.of("audio_url", "media_name", "park_after_unbridge", "max_length"),
            "dial", Set.of("audio_url", "media_name", "max_length"));

    private static final Map<String, String> OF_ASSISTANT = Map.of(
            "id", "write id: in the step",
            "greeting", "write greeting: in the step",
            "instructions", "write instructions: in the step",
            "dynamic_variables", "write variables: in the step");

    private static final String ASSISTANT = "assistant";
    private static final String ASSISTANT_START = "ai_assistant_start";
    private static final Set<String> ALWAYS_OWN = Set.of("client_state", "command_id");

    private ExtraCheck() {}

    /** {@code commands}: those the step may issue; a parameter must be of one of them. */
    static void check(YamlNode.Mapping extras, List<String> commands, Problems problems) {
        Set<String> known = new LinkedHashSet<>();
        commands.forEach(command -> known.addAll(TelnyxModel.parameters(command)));
        extras.entries().forEach((name, entry) -> {
            String cure = OWN.get(name);
            boolean free = commands.stream()
                    .anyMatch(command -> FREE.getOrDefault(command, Set.of()).contains(name));
            if (cure != null && !free && (known.contains(name) || ALWAYS_OWN.contains(name))) {
                problems.add(entry.place(), name + " cannot be set here", cure);
            } else if (!known.contains(name)) {
                Set<String> offered = new LinkedHashSet<>(known);
                offered.removeIf(parameter -> OWN.containsKey(parameter));
                problems.add(
                        entry.place(),
                        Problems.quoted(name) + " is no parameter of " + String.join(" or ", commands),
                        Nearest.cure(name, offered, "parameters"));
            } else if (name.equals("loop")
                    && entry.value() instanceof YamlNode.Scalar loop
                    && loop.text().equals("infinity")) {
                problems.add(
                        loop.place(),
                        "nothing ends what is repeated for ever: the step waits for its end",
                        "give a number, 1 to 100; the hold of an http step and a queue's music end by themselves");
            } else if (inner(name, entry.value(), problems)
                    && spelt(List.of(name), entry.value(), commands, problems)
                    && constant(entry.value())) {
                value(name, entry, commands, problems);
            }
        });
    }

    /** Whether no part of it is the gateway's own. */
    private static boolean inner(String name, YamlNode value, Problems problems) {
        if (!name.equals(ASSISTANT) || !(value instanceof YamlNode.Mapping mapping)) {
            return true;
        }
        List<String> own = OF_ASSISTANT.keySet().stream()
                .filter(mapping.entries()::containsKey)
                .toList();
        own.forEach(part -> problems.add(
                Objects.requireNonNull(mapping.entries().get(part)).place(),
                part + " of assistant cannot be set here",
                Objects.requireNonNull(OF_ASSISTANT.get(part))));
        return own.isEmpty();
    }

    /** Whether no key in it looks like one that is misspelt; one that resembles none may be newer than this gateway. */
    private static boolean spelt(List<String> path, YamlNode value, List<String> commands, Problems problems) {
        Set<String> known = new LinkedHashSet<>();
        commands.forEach(command -> known.addAll(ParameterKeys.inside(command, path)));
        boolean good = true;
        switch (value) {
            case YamlNode.Scalar scalar -> {}
            case YamlNode.Sequence list -> {
                for (YamlNode item : list.items()) {
                    good &= spelt(path, item, commands, problems);
                }
            }
            case YamlNode.Mapping mapping -> {
                for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
                    Optional<String> meant =
                            known.contains(entry.getKey()) ? Optional.empty() : Nearest.to(entry.getKey(), known);
                    meant.ifPresent(name -> problems.add(
                            entry.getValue().place(),
                            Problems.quoted(entry.getKey()) + " is no key of " + String.join(".", path),
                            "did you mean " + name + "?"));
                    List<String> inside = new ArrayList<>(path);
                    inside.add(entry.getKey());
                    good &= meant.isEmpty() && spelt(inside, entry.getValue().value(), commands, problems);
                }
            }
        }
        return good;
    }

    private static void value(String name, YamlNode.Entry entry, List<String> commands, Problems problems) {
        JsonNode value = Json.of(entry.value());
        if (name.equals(ASSISTANT) && value instanceof ObjectNode assistant && commands.contains(ASSISTANT_START)) {
            // The step's own id goes with what is written here; it was checked where it stands.
            assistant.put("id", "assistant-");
        }
        List<Fault> faults = commands.stream()
                .filter(command -> TelnyxModel.parameters(command).contains(name))
                .flatMap(command -> TelnyxModel.parameterFaults(command, name, value).stream())
                .toList();
        if (!faults.isEmpty()) {
            problems.add(
                    entry.value().place(),
                    "Telnyx would refuse " + name + ": " + faults.getFirst().detail(),
                    "give a value it takes, or leave " + name + " out");
        }
    }

    private static boolean constant(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> !scalar.text().contains("${");
            case YamlNode.Sequence sequence -> sequence.items().stream().allMatch(ExtraCheck::constant);
            case YamlNode.Mapping mapping ->
                mapping.entries().values().stream().allMatch(entry -> constant(entry.value()));
        };
    }

    private static Map.Entry<String, String> own(String parameter, String cure) {
        return Map.entry(parameter, cure);
    }
}
