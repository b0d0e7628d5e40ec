package io.gathergateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.gathergateway.deploy.Dockerfile.Copy;
import io.gathergateway.deploy.Dockerfile.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Dockerfile by itself; {@link ImageIT} runs what it makes. */
class DockerfileTest {
    private static final String HOME = "/opt/gather-gateway/";
    private static final String FLAGS = "@" + HOME + "java.flags";

    private final Dockerfile dockerfile = Dockerfile.read();

    DockerfileTest() throws IOException {}

    @Test
    void whatIsCopiedIsThereAndNothingElseIsSentToTheEngine() throws IOException {
        Set<String> copied = dockerfile.stages().stream()
                .flatMap(stage -> stage.instructions().stream())
                .filter(instruction -> instruction.keyword().equals("COPY"))
                .map(Copy::of)
                .filter(Copy::fromContext)
                .map(Copy::source)
                .collect(Collectors.toSet());
        assertThat(copied).allSatisfy(source -> assertThat(Path.of(source)).exists());

        List<String> rules = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(rules.get(0)).as("refuses all").isEqualTo("*");
        assertThat(rules.subList(1, rules.size()))
                .as("but what is copied")
                .containsExactlyInAnyOrderElementsOf(
                        copied.stream().map(source -> "!" + source).toList());
    }

    @Test
    void whatIsCopiedFromAStageIsMadeThere() {
        Set<String> made = Set.of("build:/build/target/lib", "build:/build/target/gather-gateway.jar");
        assertThat(dockerfile.copies())
                .filteredOn(copy -> copy.stage().equals("build"))
                .extracting(copy -> copy.stage() + ":" + copy.source())
                .containsExactlyInAnyOrderElementsOf(made);
        assertThat(dockerfile.copies())
                .filteredOn(copy -> copy.stage().equals("training"))
                .singleElement()
                .satisfies(cache -> assertThat(dockerfile.training()).contains("-XX:AOTCacheOutput=" + cache.source()));
    }

    @Test
    void librariesHaveALayerOfTheirOwnBelowTheApplication() {
        List<String> targets = dockerfile.copies().stream()
                .map(Copy::source)
                .filter(s -> !s.isEmpty())
                .toList();
        assertThat(targets).containsSubsequence("/build/target/lib", "conf", "/build/target/gather-gateway.jar");
    }

    @Test
    void baseImagesArePinnedToARelease() {
        Set<String> ours = dockerfile.stages().stream().map(Stage::name).collect(Collectors.toSet());
        assertThat(dockerfile.stages())
                .extracting(Stage::from)
                .filteredOn(from -> !ours.contains(from))
                .hasSize(2)
                .allSatisfy(from -> assertThat(from).matches("[a-z-]+:\\d+\\.\\d+\\.\\d+[\\w.]*-[\\w-]+"));
    }

    @Test
    void itRunsAsTheUserOfThePodSecurity() throws IOException {
        long user = Manifests.base()
                .deployment("gather-gateway")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getSecurityContext()
                .getRunAsUser();
        assertThat(user).isPositive();
        assertThat(dockerfile.user()).isEqualTo(user);
    }

    @Test
    void theJvmIsTheFirstProcessSoThatItHearsTheSignal() {
        assertThat(dockerfile.last("ENTRYPOINT").exec())
                .containsExactly(
                        "java",
                        FLAGS,
                        "-XX:AOTCache=" + HOME + "gather-gateway.aot",
                        "-jar",
                        HOME + "gather-gateway.jar");
        assertThat(dockerfile.last("CMD").exec()).startsWith("serve");
        assertThat(dockerfile.last("STOPSIGNAL").text()).isEqualTo("SIGTERM");
    }

    @Test
    void theTrainingRunHasTheFlagsAndTheClassPathOfTheRealOne() {
        assertThat(dockerfile.training())
                .startsWith("java", FLAGS)
                .containsSequence("-jar", HOME + "gather-gateway.jar", "demo");
        assertThat(dockerfile.stage("training").from()).isEqualTo("application");
        assertThat(dockerfile.stages().get(dockerfile.stages().size() - 1).from())
                .isEqualTo("application");
    }

    @Test
    void theFlagsSayWhatAJvmWouldOtherwiseGuess() {
        assertThat(dockerfile.flags())
                .contains(
                        "-XX:+UseG1GC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djava.io.tmpdir=/tmp",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED");
    }

    /** Classes, compiled code, threads, the collector: a gateway that has just started holds 210 MiB, heap and all. */
    @Test
    void heapAndBuffersLeaveAThirdOfThePodsMemoryToTheRest() throws IOException {
        Quantity memory = Manifests.base()
                .container("gather-gateway")
                .getResources()
                .getLimits()
                .get("memory");
        long limit = Objects.requireNonNull(memory).getNumericalAmount().longValueExact();
        long heap = limit * number("-XX:MaxRAMPercentage=", "") / 100;
        long buffers = number("-XX:MaxDirectMemorySize=", "m") << 20;
        assertThat(limit - heap - buffers).isGreaterThanOrEqualTo(320L << 20);
    }

    private long number(String flag, String unit) {
        return dockerfile.flags().stream()
                .filter(line -> line.startsWith(flag) && line.endsWith(unit))
                .map(line -> line.substring(flag.length(), line.length() - unit.length()))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
