package io.gathergateway.telnyx.command;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Path;

/** Telnyx's OpenAPI document, which is not part of this project: the tests that need it are skipped without it. */
record TelnyxReference(JsonNode document) {
    private static final String FILE = "telnyx-call-control.openapi.json";

    static TelnyxReference open() throws IOException {
        String folder = System.getProperty("telnyx.reference", "");
        assumeFalse(
                folder.isBlank(),
                "skipped: set -Dtelnyx.reference to the folder that has " + FILE
                        + " to compare with Telnyx's reference");
        return new TelnyxReference(
                new ObjectMapper().readTree(Path.of(folder, FILE).toFile()));
    }

    JsonNode schema(String name) {
        return resolve(JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name));
    }

    JsonNode resolve(JsonNode schema) {
        JsonNode now = schema;
        while (now.has("$ref")) {
            JsonNode target = document.at(now.get("$ref").asText().substring(1));
            if (target.isMissingNode()) {
                throw new IllegalArgumentException("no such schema: " + now.get("$ref"));
            }
            now = target;
        }
        return now;
    }

    /** OpenAPI 3.1 schemas are JSON Schema 2020-12; references stay within the document. */
    JsonSchema validator(String name) {
        var root = JsonNodeFactory.instance.objectNode();
        root.put("$ref", "#/components/schemas/" + name);
        root.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        root,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }
}
