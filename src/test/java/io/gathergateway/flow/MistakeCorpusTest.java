package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One mistake in each file of {@code src/test/resources/mistakes}, whose first line says what is expected: {@code line, or
 * file:line}, words of what is told, words of the cure. The reader finds this one and no other.
 */
class MistakeCorpusTest {
    private static final Path FOLDER = Path.of("src/test/resources/mistakes");
    private static final Pattern EXPECT = Pattern.compile("# expect (\\S+) \"(.*?)\" \"(.*?)\"");

    static List<Path> mistakes() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void eachMistakeIsToldOnceAtItsLineWithACure(Path mistake) throws IOException {
        Path entry = Files.isDirectory(mistake) ? mistake.resolve("desk.yaml") : mistake;
        Matcher expected = EXPECT.matcher(Files.readAllLines(entry).getFirst());
        assertThat(expected.matches())
                .as("the first line says what is expected")
                .isTrue();
        String place =
                expected.group(1).contains(":") ? expected.group(1) : entry.getFileName() + ":" + expected.group(1);

        FlowReading reading =
                FlowReader.read("", String.valueOf(entry.getFileName()), path -> text(entry.resolveSibling(path)));

        assertThat(reading).isInstanceOf(FlowReading.Refused.class);
        List<Problem> found = ((FlowReading.Refused) reading).problems().list();
        assertThat(found).as(() -> String.valueOf(found)).hasSize(1);
        assertThat(found.getFirst().place().toString()).startsWith(place + ":");
        assertThat(found.getFirst().what()).contains(expected.group(2));
        assertThat(found.getFirst().cure()).isNotBlank().contains(expected.group(3));
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
