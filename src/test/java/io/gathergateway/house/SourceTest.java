package io.gathergateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a stranger may count on in every file. */
class SourceTest {
    private static final int MAX_LINES = 300;

    /** Tables are long, and read one row at a time. */
    private static final int MAX_TEST_LINES = 400;

    /** A Javadoc comment with a word in it, directly before the annotation and the package. */
    private static final Pattern MAP = Pattern.compile(
            "(?s)/\\*\\*.*?\\w.*?\\*/\\s*@org\\.jspecify\\.annotations\\.NullMarked\\s+package [\\w.]+;\\s*");

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
        Set<String> packages = new TreeSet<>();
        Set<String> mapped = new TreeSet<>();
        for (Path file : Format.sources()) {
            String name = packageOf(file);
            packages.add(name);
            if (file.endsWith("package-info.java")
                    && MAP.matcher(Files.readString(file)).matches()) {
                mapped.add(name);
            }
        }
        assertThat(mapped)
                .as("packages with Javadoc and @NullMarked in their package-info.java")
                .isEqualTo(packages);
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        Set<String> tooLong = new TreeSet<>();
        for (Path file : Format.sources()) {
            try (var lines = Files.lines(file)) {
                long count = lines.count();
                if (count > (file.startsWith("src/main") ? MAX_LINES : MAX_TEST_LINES)) {
                    tooLong.add(file + ": " + count);
                }
            }
        }
        assertThat(tooLong)
                .as("files of more than %d lines, tests %d", MAX_LINES, MAX_TEST_LINES)
                .isEmpty();
    }

    /** From {@code src/main/java/a/b/C.java}; main and test packages of the same name share one map. */
    private static String packageOf(Path file) {
        Path folder = Objects.requireNonNull(file.getParent());
        return folder.subpath(3, folder.getNameCount()).toString();
    }
}
