package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That {@code flow test --watch} plays again when a file that it reads changes, and at nothing else. */
@Timeout(30)
class FlowWatchTest {
    private static final String FLOW = """
            flow: bell
            start: hello
            languages: { en-US: { voice: AWS.Polly.Joanna, prompts: words/bell.en-US.yaml } }
            on: { failed: bye }
            steps:
              hello: { say: { key: hello }, next: bye }
              bye: hangup
            """;

    @TempDir
    private Path folder;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Test
    void onlyFilesThatAreReadCount() throws Exception {
        Path flow = Files.createFile(folder.resolve("bell.yaml"));
        Path missing = folder.resolve("bell.test.yaml");
        Set<Path> files = Set.of(flow, missing);
        try (FlowWatch watch = new FlowWatch()) {
            watch.begin(files);
            Files.writeString(folder.resolve("junit.xml"), "<testsuites/>");
            Files.writeString(folder.resolve("other.yaml"), "flow: other");
            Files.writeString(missing, "scenarios: {}");

            assertThat(watch.next(files)).containsExactly(missing);

            Files.writeString(folder.resolve("junit.xml"), "<testsuites></testsuites>");
            Files.delete(flow);

            assertThat(watch.next(files)).containsExactly(flow);
        }
    }

    @Test
    void itsOwnReportsLetItRestAndPromptsLetItPlay() throws Exception {
        Files.createDirectory(folder.resolve("words"));
        Files.writeString(folder.resolve("words/bell.en-US.yaml"), "hello: Hello.");
        Files.writeString(folder.resolve("bell.yaml"), FLOW);
        Files.writeString(folder.resolve("bell.test.yaml"), "scenarios: { first: { expect: { heard: [ Hello ] } } }");
        Path junit = folder.resolve("junit.xml");
        Thread watching = Thread.ofPlatform()
                .start(() -> Main.line()
                        .setOut(new PrintWriter(new Lines()))
                        .setErr(new PrintWriter(new Lines()))
                        .execute(
                                "flow",
                                "test",
                                folder.resolve("bell.yaml").toString(),
                                "--watch",
                                "--junit",
                                junit.toString()));
        try {
            assertThat(until("passed  first")).isTrue();
            Files.writeString(folder.resolve("words/bell.en-US.yaml"), "hello: Good day.");
            assertThat(until("FAILED  first")).isTrue();
            Files.writeString(folder.resolve("bell.test.yaml"), "scenarios: { last: { expect: { heard: [ day ] } } }");
            assertThat(until("passed  last")).isTrue();
        } finally {
            watching.interrupt();
            watching.join();
        }
        assertThat(Files.readString(junit)).contains("last");
    }

    /** Takes what was written until a line holds this; false where none comes. */
    private boolean until(String part) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        while (seen.isEmpty() || !seen.getLast().contains(part)) {
            String line = lines.poll(10, TimeUnit.SECONDS);
            if (line == null) {
                return false;
            }
            seen.add(line);
        }
        return true;
    }

    /** Gives on what is written whenever it is flushed. */
    private final class Lines extends StringWriter {
        @Override
        public void flush() {
            StringBuffer text = getBuffer();
            synchronized (text) {
                text.toString().lines().forEach(lines::add);
                text.setLength(0);
            }
        }
    }
}
