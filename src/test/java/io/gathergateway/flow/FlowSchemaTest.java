package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import io.gathergateway.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema takes and what it refuses, by a validator of somebody else's. */
class FlowSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(FlowSchema.schema());
    private static final String HEAD = "flow: x\nstart: a\nsteps:\n  bye: hangup\n";

    static Stream<Path> examples() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("conf/flows"))) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .filter(FlowSchemaTest::isFlow)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void theWholeLanguageConforms() throws Exception {
        assertThat(mistakes(Files.readString(Path.of("src/test/resources/flows/whole-language.yaml"))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleConforms(Path example) throws Exception {
        assertThat(mistakes(Files.readString(example))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  a: { say: Hello }\n",
                "  a: { menu: { prompt: P }, keys: { \"1\": bye }, exhausted: bye, failed: bye }\n",
                "  a: { menu: { prompt: P }, keys: { \"1\": bye }, no_input: [ A, B ], no_match: C }\n",
                "  a: { choose: [ { when: \"1 == 1\", go: bye }, { go: bye } ] }\n",
                "  a: { gather_ai: { parameters: { name: { type: string, description: N } } }, into: who, next: bye }\n",
                "  a: { transfer: { to: \"+13125550199\", timeout: 30s }, busy: bye }\n",
                "  a: hangup\n"
            })
    void whatTheReaderTakesConforms(String step) {
        assertThat(mistakes(HEAD + step)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  a: { sya: Hello }\n",
                "  a: hello\n",
                "  a: [ say ]\n",
                "  a: { say: 7 }\n",
                "  a: { say: Hello, nxt: bye }\n",
                "  a: { say: Hello, next: [ bye ] }\n",
                "  a: { menu: { prompt: P, tries: 11 }, keys: { \"1\": bye } }\n",
                "  a: { menu: { prompt: P, timeout: 6 }, keys: { \"1\": bye } }\n",
                "  a: { menu: { prompt: P, timeout: 6 sec }, keys: { \"1\": bye } }\n",
                "  a: { menu: { tries: 2 }, keys: { \"1\": bye } }\n",
                "  a: { menu: { prompt: P }, keys: { \"12\": bye } }\n",
                "  a: { menu: { prompt: P } }\n",
                "  a: { menu: { prompt: P }, keys: { \"1\": bye }, busy: bye }\n",
                "  a: { choose: [] }\n",
                "  a: { choose: [ { when: \"1 == 1\" } ] }\n",
                "  a: { transfer: { timeout: 30s } }\n",
                "  A b: hangup\n",
                "limits: { calls: 3m }\n",
                "on: { next: bye }\n",
                "language: Klingon\n",
                "languages: { en-US: { voise: x } }\n",
                "vars: { account: { sensitive: true } }\n",
                "vars: { Account: { type: string } }\n",
                "vars: { pin: { type: string, keep: forever } }\n",
                "hours: { office: { zone: UTC, weekly: { monday: \"08:00-18:00\" } } }\n",
                "hours: { office: { zone: UTC, weekly: { mon: 8-18 } } }\n",
                "targets: [ 13125550141 ]\n",
                "on: { keys: { \"12\": bye } }\n",
                "  a: { gather: { digits: 200 }, next: bye }\n",
                "  a: { gather_ai: { parameters: { n: { type: string } } }, leave_when: [ bye ], next: bye }\n",
                "  a: { assistant: { id: my-assistant }, next: bye }\n",
                "  a: { http: { fetch: \"https://x.example.com\" }, next: bye }\n",
                "  a: { send_dtmf: {}, next: bye }\n",
                "  a: { wait: soon, next: bye }\n",
                "  a: { return: {}, as: busy }\n"
            })
    void aMistakeDoesNotConform(String mistake) {
        assertThat(mistakes(HEAD + mistake)).isNotEmpty();
    }

    @Test
    void everyKeyIsDescribed() {
        List<String> bare = new ArrayList<>();
        undescribed("", FlowSchema.schema(), bare);
        assertThat(bare).isEmpty();
    }

    private static void undescribed(String path, JsonNode schema, List<String> bare) {
        schema.path("anyOf").forEach(any -> undescribed(path, any, bare));
        schema.path("$defs").properties().forEach(def -> undescribed(def.getKey(), def.getValue(), bare));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String at = path + "." + property.getKey();
            // The keys of the telephone and the outcomes are described where they are listed.
            if (!property.getValue().has("description") && !path.endsWith(".keys") && !path.endsWith(".on")) {
                bare.add(at);
            }
            undescribed(at, property.getValue(), bare);
        }
    }

    private static List<String> mistakes(String flow) {
        JsonNode file = MAPPER.valueToTree(plain(tree(flow)));
        return SCHEMA.validate(file).stream().map(Object::toString).toList();
    }

    private static boolean isFlow(Path file) {
        try {
            return tree(Files.readString(file)) instanceof YamlNode.Mapping mapping
                    && mapping.entries().containsKey("flow");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static YamlNode tree(String text) {
        return YamlReader.read("flow.yaml", text, new Problems()).orElseThrow();
    }

    private static @Nullable Object plain(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping mapping -> {
                Map<String, @Nullable Object> entries = new LinkedHashMap<>();
                mapping.entries().forEach((key, entry) -> entries.put(key, plain(entry.value())));
                yield entries;
            }
            case YamlNode.Sequence sequence -> {
                List<@Nullable Object> items = new ArrayList<>();
                sequence.items().forEach(item -> items.add(plain(item)));
                yield items;
            }
            case YamlNode.Scalar scalar -> scalar.value();
        };
    }
}
