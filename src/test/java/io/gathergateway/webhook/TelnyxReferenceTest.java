package io.gathergateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.telnyx.StrictJson;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.CallEventCodec;
import io.gathergateway.webhook.WebhookReader.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Telnyx's own examples of webhooks, in the folder named by the property {@code telnyx.reference}. */
class TelnyxReferenceTest {
    @Test
    void everyWebhookOfTheSpecificationIsUsable() throws IOException {
        List<Path> files = files().stream()
                .filter(file -> !name(file).startsWith("_legacy"))
                .toList();
        assertThat(files.stream().filter(file -> !name(file).startsWith("_"))).hasSize(41);
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            assertThat(read(bytes)).as(name(file)).isInstanceOfSatisfying(Reading.Usable.class, usable -> {
                assertThat(usable.event().header().occurredAt()).isNotNull();
                assertThat(name(file)).contains(usable.event().header().type());
            });
        }
    }

    /** Whatever the examples hold is in the record, so nothing that is documented is lost. */
    @Test
    void everyFieldOfEveryWebhookSurvivesTheRecord() throws IOException {
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            if (read(bytes) instanceof Reading.Usable(var key, CallEvent event)
                    && StrictJson.parse(bytes) instanceof StrictJson.Parsed.Tree(JsonNode body)
                    && !name(file).startsWith("_newer")) {
                assertThat(CallEventCodec.write(event)).as(name(file)).isEqualTo(body.path("data"));
            }
        }
    }

    @Test
    void webhooksOfApiV1AreRecognised() throws IOException {
        List<Path> legacy = files().stream()
                .filter(file -> name(file).startsWith("_legacy"))
                .toList();
        assertThat(legacy).isNotEmpty();
        for (Path file : legacy) {
            byte[] bytes = Files.readAllBytes(file);
            assertThat(read(bytes)).isInstanceOf(Reading.LegacyFormat.class);
            assertThat(ApiV1.resembles(bytes, bytes.length)).isTrue();
        }
    }

    private static Reading read(byte[] bytes) {
        return WebhookReader.read(bytes, 0, bytes.length, WebhookRequest.TOKENS, kind -> {});
    }

    private static List<Path> files() throws IOException {
        String reference = System.getProperty("telnyx.reference", "");
        assumeFalse(reference.isBlank(), "set -Dtelnyx.reference to the folder of Telnyx's specification to run this");
        try (var files = Files.list(Path.of(reference, "webhooks"))) {
            return files.filter(
                            file -> name(file).endsWith(".json") && !name(file).equals("_index.json"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
