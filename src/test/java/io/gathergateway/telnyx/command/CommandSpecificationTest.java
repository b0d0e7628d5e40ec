package io.gathergateway.telnyx.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent is what Telnyx's specification takes; {@link TelnyxReference} says where that comes from. */
class CommandSpecificationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CommandIdentity IDENTITY = new CommandIdentity("c3RlcC0x", Samples.UUID);

    /** Objects of Telnyx's that commands carry as JSON trees: their fields are the caller's affair. */
    private static final Set<String> TREES = Set.of(
            "parameters",
            "body_parameters",
            "path_parameters",
            "query_parameters",
            "conference_config",
            "conversation_relay_config",
            "dialogflow_config",
            "external_llm",
            "fallback_config",
            "transcription_engine_config");

    /** What no command sets, and why. */
    private static final Set<String> LEFT_OUT = Set.of(
            // They exclude call_control_id by their text, while the schema requires it: a form without it is right
            // and fails the schema, a form with it passes the schema and would be refused.
            "bridge.queue",
            "bridge.video_room_context",
            "bridge.video_room_id",
            // The command's identity covers the whole command; the settings inside have none of their own.
            "answer.transcription_config.client_state",
            "answer.transcription_config.command_id",
            "dial.transcription_config.client_state",
            "dial.transcription_config.command_id");

    private static TelnyxReference reference = new TelnyxReference(JSON.createObjectNode());

    @BeforeAll
    static void openReference() throws IOException {
        reference = TelnyxReference.open();
    }

    static Stream<Sample> samples() {
        return Samples.all();
    }

    @Test
    void everyCommandHasASample() {
        Set<String> sampled = new TreeSet<>();
        samples().forEach(sample -> sampled.add(sample.minimal().getClass().getSimpleName()));
        assertThat(TelnyxCommand.class.getPermittedSubclasses())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrderElementsOf(sampled);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void minimalAndFullFormsAreValid(Sample sample) throws IOException {
        var validator = reference.validator(sample.schema());
        for (JsonNode body : bodies(sample)) {
            assertThat(validator.validate(body)).as(body.toString()).isEmpty();
        }
    }

    /** The three ways a body can be wrong that the test above relies on: missing, not in the enum, not in the format. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SpeakRequest         | {"payload":"Hi"}
            SpeakRequest         | {"payload":"Hi","voice":"female","payload_type":"html"}
            SpeakRequest         | {"payload":"Hi","voice":"female","voice_settings":{"type":"telnyx","voice_speed":9}}
            StopRecordingRequest | {"recording_id":"seventeen"}
            """)
    void wrongBodiesAreNotValid(String schema, String body) throws IOException {
        assertThat(reference.validator(schema).validate(JSON.readTree(body))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFieldIsDeclaredAndEveryPropertyCanBeSet(Sample sample) throws IOException {
        SchemaCoverage coverage = new SchemaCoverage(reference, TREES);
        coverage.walk(sample.minimal().name(), reference.schema(sample.schema()), bodies(sample));
        List<String> leftOut = LEFT_OUT.stream()
                .filter(path -> path.startsWith(sample.minimal().name() + "."))
                .toList();
        assertThat(coverage.undeclared).as("sent, but not declared").isEmpty();
        assertThat(coverage.unset).as("declared, but never sent").containsExactlyInAnyOrderElementsOf(leftOut);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void methodAndPathAreThoseOfTheOperation(Sample sample) {
        OutgoingRequest request = request(sample.minimal());
        String template = request.path().replace("v3%3Aleg", "{call_control_id}");
        JsonNode operation = reference
                .document()
                .path("paths")
                .path(template)
                .path(request.method().toLowerCase(Locale.ROOT));
        assertThat(operation
                        .at("/requestBody/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/" + sample.schema());
    }

    private static List<JsonNode> bodies(Sample sample) throws IOException {
        List<JsonNode> bodies = new ArrayList<>();
        bodies.add(JSON.readTree(request(sample.minimal()).body()));
        for (TelnyxCommand full : sample.full()) {
            bodies.add(JSON.readTree(request(full).body()));
        }
        return bodies;
    }

    /** The specification's revision has the assistant's voice in its older place. */
    private static OutgoingRequest request(TelnyxCommand command) {
        return CommandCodec.request("v3:leg", command, IDENTITY, AssistantVoice.TOP_LEVEL);
    }
}
