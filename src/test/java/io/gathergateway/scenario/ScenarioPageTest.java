package io.gathergateway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.scenario.Scenario.EndedBy;
import io.gathergateway.scenario.Scenario.OtherSide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the page of scenarios names all that the readers know. */
class ScenarioPageTest {
    private static final Pattern WORD = Pattern.compile("\"([a-z][a-z_]*)\"");

    @ParameterizedTest
    @ValueSource(strings = {"ScenarioReader", "LineReader", "OutsideReader", "ExpectReader"})
    void everyWordThatAReaderKnowsStandsOnIt(String reader) throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/gathergateway/scenario/" + reader + ".java"));
        List<String> words = WORD.matcher(source)
                .results()
                .map((MatchResult word) -> word.group(1))
                // Words of messages.
                .filter(word -> !word.equals("keys") && !word.equals("nothing"))
                .distinct()
                .toList();

        assertThat(words)
                .hasSizeGreaterThan(5)
                .allSatisfy(word -> assertThat(ScenarioPage.text()).containsPattern("\\b" + word + "\\b"));
    }

    @Test
    void everyReactionAndEveryEndStandsOnIt() {
        Stream.concat(Arrays.stream(OtherSide.values()), Arrays.stream(EndedBy.values()))
                .forEach(word -> assertThat(ScenarioPage.text())
                        .containsPattern("\\b" + word.name().toLowerCase(Locale.ROOT) + "\\b"));
    }
}
