package io.gathergateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code conf/gateway.yaml} is the documentation of the configuration: complete, explained, and true. */
class ShippedConfigTest {
    private static final Path SHIPPED = Path.of("conf", "gateway.yaml");
    private static final Pattern SECTION = Pattern.compile("(\\w+):");
    private static final Pattern KEY = Pattern.compile("  (# )?(\\w+): \\S.*");
    private static final Pattern KNOWN = Pattern.compile("known keys: ([\\w, ]+)");

    @Test
    void everyValueInItIsTheDefault() {
        ConfigReading shipped = ConfigReader.read(SHIPPED, Environment.complete());

        assertThat(shipped)
                .isInstanceOf(ConfigReading.Loaded.class)
                .isEqualTo(ConfigReader.read(SHIPPED.toString(), "{}", Environment.complete()));
    }

    @Test
    void everyKeyThatIsReadIsInIt() throws IOException {
        Map<String, Set<String>> keys = new TreeMap<>();
        String section = "";
        for (String line : Files.readAllLines(SHIPPED)) {
            Matcher start = SECTION.matcher(line);
            Matcher key = KEY.matcher(line);
            if (start.matches()) {
                section = start.group(1);
                keys.put(section, new HashSet<>());
            } else if (key.matches()) {
                keys.computeIfAbsent(section, s -> new HashSet<>()).add(key.group(2));
            }
        }

        assertThat(keys.keySet()).isEqualTo(known("no_such_section: 1"));
        keys.forEach((name, found) -> assertThat(found).as(name).isEqualTo(known(name + ": {no_such_key: 1}")));
    }

    @Test
    void everyKeyInItIsExplained() throws IOException {
        List<String> lines = Files.readAllLines(SHIPPED);
        List<String> bare = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            boolean key = KEY.matcher(lines.get(i)).matches()
                    || SECTION.matcher(lines.get(i)).matches();
            String before = lines.get(i - 1);
            if (key && (!before.strip().startsWith("#") || KEY.matcher(before).matches())) {
                bare.add(lines.get(i));
            }
        }
        assertThat(bare).as("keys without a comment above them").isEmpty();
    }

    /** What the reader itself says it knows, when asked for something it does not. */
    private static Set<String> known(String question) {
        return switch (ConfigReader.read(SHIPPED.toString(), question, Environment.complete())) {
            case ConfigReading.Loaded loaded -> throw new AssertionError("an unknown key was taken");
            case ConfigReading.Refused refused -> {
                Matcher known = KNOWN.matcher(refused.problems().render());
                assertThat(known.find()).isTrue();
                yield Set.of(known.group(1).split(", ", -1));
            }
        };
    }
}
