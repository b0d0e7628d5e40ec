package io.gathergateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTest {
    @Test
    void everySourceIsFormatted() throws IOException {
        List<Path> unformatted = new ArrayList<>();
        for (Path file : Format.sources()) {
            String source = Files.readString(file);
            if (!source.equals(Format.formatted(source))) {
                unformatted.add(file);
            }
        }
        assertThat(unformatted)
                .as("files to format with: mvn test-compile exec:exec@format")
                .isEmpty();
    }
}
