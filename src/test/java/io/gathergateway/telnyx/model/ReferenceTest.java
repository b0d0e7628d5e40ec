package io.gathergateway.telnyx.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The model against Telnyx's specification, whose folder the property {@code telnyx.reference} names. */
class ReferenceTest {
    private JsonNode specification = LegLife.json("{}");

    @BeforeEach
    void read() throws IOException {
        String folder = System.getProperty("telnyx.reference", "");
        assumeTrue(!folder.isEmpty(), "the property telnyx.reference does not name the folder of the specification");
        specification = new ObjectMapper().readTree(new File(folder, "telnyx-call-control.openapi.json"));
    }

    @Test
    void everyParameterOfEveryCommandIsKnown() {
        for (String command : CommandRules.names()) {
            Shape shape = Objects.requireNonNull(CommandRules.of(command));
            assertThat(shape.fields().keySet()).as(command).containsAll(names(request(command)));
        }
        JsonNode dial = specification.path("paths").path("/calls").path("post");
        assertThat(CommandRules.DIAL.fields().keySet()).containsAll(names(body(dial)));
    }

    @Test
    void noParameterIsInvented() {
        for (String command : CommandRules.names()) {
            Shape shape = Objects.requireNonNull(CommandRules.of(command));
            Set<String> invented = new HashSet<>(shape.fields().keySet());
            invented.removeAll(names(request(command)));
            if (command.equals("ai_assistant_add_messages")) {
                // Published on 2026-08-04, after the specification's revision.
                invented.remove("trigger_response");
            }
            assertThat(invented).as(command).isEmpty();
        }
    }

    @Test
    void whatIsRequiredThereIsRequiredHere() {
        for (String command : CommandRules.names()) {
            Shape shape = Objects.requireNonNull(CommandRules.of(command));
            List<String> required = new ArrayList<>();
            request(command).path("required").forEach(name -> required.add(name.asText()));
            if (command.equals("bridge")) {
                // Marked as required, though a queue or a video room may stand in its place.
                required.remove("call_control_id");
            }
            assertThat(shape.required()).as(command).containsExactlyInAnyOrderElementsOf(required);
        }
    }

    /** Each value of an enumeration is accepted, and one more is not. */
    @Test
    void enumerationsAreTheSame() {
        // Hundreds of languages and ringtones are not worth a list; the codecs' one value is a list of codecs.
        Set<String> open = Set.of("transcription_language", "ringtone", "preferred_codecs");
        for (String command : CommandRules.names()) {
            Shape shape = Objects.requireNonNull(CommandRules.of(command));
            request(command).path("properties").properties().forEach(property -> {
                JsonNode values = resolve(property.getValue()).path("enum");
                Rule rule = Objects.requireNonNull(shape.fields().get(property.getKey()), property.getKey());
                String place = "/" + property.getKey();
                for (JsonNode value : values) {
                    assertThat(rule.check(place, value))
                            .as(command + place + value)
                            .isEmpty();
                }
                if (!values.isEmpty() && !open.contains(property.getKey())) {
                    assertThat(rule.check(place, LegLife.json("\"no such value\"")))
                            .as(command + place)
                            .isNotEmpty();
                }
            });
        }
    }

    @Test
    void webhooksHaveTheFieldsOfTheExamples() throws IOException {
        File folder = new File(System.getProperty("telnyx.reference", ""), "webhooks");
        // Only some calls have them: their names and values are another provider's or another medium's.
        Set<String> optional = Set.of("media_name", "media_url", "call_quality_stats", "status_detail");
        for (Effect.Webhook webhook : everyWebhook()) {
            JsonNode example = new ObjectMapper()
                    .readTree(new File(folder, webhook.type() + ".json"))
                    .path("data");
            Set<String> missing = new HashSet<>();
            example.path("payload").fieldNames().forEachRemaining(missing::add);
            webhook.payload().fieldNames().forEachRemaining(missing::remove);
            missing.removeAll(optional);

            assertThat(missing).as(webhook.type()).isEmpty();
            example.fieldNames()
                    .forEachRemaining(name ->
                            assertThat(webhook.data().has(name)).as(name).isTrue());
        }
    }

    private static List<Effect.Webhook> everyWebhook() {
        LegLife life = LegLife.parked();
        command(life, "answer", "{}");
        command(life, "speak", "{'payload':'Hi','voice':'v'}");
        command(life, "playback_start", "{'media_name':'m'}");
        life.pass(10_000);
        command(life, "gather", "{'maximum_digits':1}");
        life.press("1");
        command(
                life,
                "gather_using_ai",
                "{'send_partial_results':true,'send_message_history_updates':true,'parameters':{'properties':{'a':{}}}}");
        command(life, "transcription_start", "{}");
        life.pass(500);
        life.say("{\"a\":1}");
        life.pass(5_000);
        command(life, "enqueue", "{'queue_name':'q'}");
        command(life, "leave_queue", "{}");
        command(life, "record_start", "{'format':'mp3','channels':'single'}");
        command(life, "ai_assistant_start", "{'assistant':{'id':'assistant-1'}}");
        life.happen(new Stimulus.Bridged("v3:other"));
        command(life, "hangup", "{}");
        life.pass(10_000);
        assertThat(life.webhooks().stream().map(Effect.Webhook::type).distinct())
                .hasSize(19);
        return life.webhooks();
    }

    private static void command(LegLife life, String name, String body) {
        assertThat(life.command(name, body.replace('\'', '"')).status())
                .as(name)
                .isEqualTo(200);
    }

    private JsonNode request(String command) {
        JsonNode path = specification.path("paths").path("/calls/{call_control_id}/actions/" + command);
        return body(path.path(command.equals("client_state_update") ? "put" : "post"));
    }

    private JsonNode body(JsonNode operation) {
        return resolve(operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema"));
    }

    private JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asText("");
        return reference.isEmpty() ? schema : resolve(specification.at(reference.substring(1)));
    }

    private static Set<String> names(JsonNode schema) {
        Set<String> names = new HashSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        assertThat(names).isNotEmpty();
        return names;
    }
}
