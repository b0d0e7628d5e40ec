package io.gathergateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.gathergateway.cli.ServeBounds;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pods may do and what they are given, in the base as written and in both overlays as rendered. */
class PodTest {
    private static final String PRODUCTION = "overlays/production";
    private static final String DEV = "overlays/dev";
    private static final String BASE = "base";
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A field of a Deployment and what it must be, as JSON; empty where it must not be there. */
    private record Field(String path, String json) {}

    /** The restricted Pod Security Standard, and what is wise beyond it. */
    private static final List<Field> EVERY_POD = List.of(
            new Field(POD + "/automountServiceAccountToken", "false"),
            new Field(POD + "/enableServiceLinks", "false"),
            new Field(POD + "/hostNetwork", ""),
            new Field(POD + "/hostPID", ""),
            new Field(POD + "/hostIPC", ""),
            new Field(POD + "/initContainers", ""),
            new Field(POD + "/securityContext/runAsNonRoot", "true"),
            new Field(POD + "/securityContext/seccompProfile/type", "\"RuntimeDefault\""),
            new Field(CONTAINER + "/securityContext/allowPrivilegeEscalation", "false"),
            new Field(CONTAINER + "/securityContext/readOnlyRootFilesystem", "true"),
            new Field(CONTAINER + "/securityContext/capabilities", "{\"drop\":[\"ALL\"]}"),
            new Field(CONTAINER + "/securityContext/privileged", ""),
            new Field(CONTAINER + "/securityContext/runAsNonRoot", ""),
            new Field(CONTAINER + "/securityContext/runAsUser", ""),
            new Field(POD + "/containers/1", ""));

    private static final List<Field> GATEWAY = List.of(
            new Field("/spec/strategy/rollingUpdate", "{\"maxSurge\":1,\"maxUnavailable\":0}"),
            new Field(POD + "/serviceAccountName", "\"gather-gateway\""),
            new Field(POD + "/topologySpreadConstraints/0/topologyKey", "\"topology.kubernetes.io/zone\""),
            new Field(POD + "/topologySpreadConstraints/1/topologyKey", "\"kubernetes.io/hostname\""),
            new Field(CONTAINER + "/startupProbe/httpGet/path", "\"/health/live\""),
            new Field(CONTAINER + "/startupProbe/httpGet/port", "\"management\""),
            new Field(CONTAINER + "/livenessProbe/httpGet/path", "\"/health/live\""),
            new Field(CONTAINER + "/livenessProbe/httpGet/port", "\"management\""),
            new Field(CONTAINER + "/readinessProbe/httpGet/path", "\"/health/ready\""),
            new Field(CONTAINER + "/readinessProbe/httpGet/port", "\"management\""),
            new Field(CONTAINER + "/ports/2", "{\"containerPort\":9000,\"name\":\"management\"}"),
            new Field(CONTAINER + "/resources/requests/memory", "\"1Gi\""),
            new Field(CONTAINER + "/resources/limits/memory", "\"1Gi\""),
            new Field(CONTAINER + "/resources/limits/cpu", "\"2\""),
            new Field(CONTAINER + "/terminationMessagePolicy", "\"FallbackToLogsOnError\""),
            new Field(CONTAINER + "/volumeMounts/3", "{\"mountPath\":\"/tmp\",\"name\":\"scratch\"}"),
            new Field(POD + "/volumes/3", "{\"emptyDir\":{\"sizeLimit\":\"128Mi\"},\"name\":\"scratch\"}"),
            new Field(POD + "/volumes/2/secret/defaultMode", String.valueOf(0440)));

    private static Stream<Arguments> pods() {
        return Stream.of(
                arguments(BASE, "gather-gateway"),
                arguments(PRODUCTION, "gather-gateway"),
                arguments(DEV, "gather-gateway"),
                arguments(DEV, "redis"),
                arguments(DEV, "simulator"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("pods")
    void everyPodIsRestricted(String folder, String name) throws Exception {
        holds(manifests(folder).deployment(name), EVERY_POD);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("pods")
    void everyContainerIsBounded(String folder, String name) throws Exception {
        var resources = manifests(folder).container(name).getResources();
        assertThat(resources.getLimits()).containsKey("memory");
        assertThat(resources.getRequests()).containsKeys("cpu", "memory");
    }

    @Test
    void noPodIsLeftOut() throws Exception {
        for (String folder : List.of(DEV, PRODUCTION)) {
            assertThat(manifests(folder).all(Deployment.class))
                    .extracting(deployment -> arguments(
                                    folder, deployment.getMetadata().getName())
                            .get())
                    .allSatisfy(known -> assertThat(pods().map(Arguments::get)).contains(known));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void theGatewaysFieldsAreWhatSafetyNeeds(String folder) throws Exception {
        holds(manifests(folder).deployment("gather-gateway"), GATEWAY);
    }

    /** First the balancers learn that the pod goes, then it finishes what it accepted, and only then is it killed. */
    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void theGracePeriodIsLongerThanTheGatewaysLongestEnd(String folder) throws Exception {
        Manifests manifests = manifests(folder);
        JsonNode shutdown = Manifests.YAML
                .readTree(Path.of("k8s/base/gateway.yaml").toFile())
                .get("shutdown");
        long grace = manifests
                .deployment("gather-gateway")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getTerminationGracePeriodSeconds();
        assertThat(seconds(shutdown, "keep_answering")).isGreaterThanOrEqualTo(5);
        assertThat(grace)
                .isGreaterThanOrEqualTo(
                        seconds(shutdown, "within") + ServeBounds.closing().toSeconds() + 5);
    }

    private static long seconds(JsonNode shutdown, String key) {
        String told = shutdown.get(key).asText();
        assertThat(told).matches("[0-9]+s");
        return Long.parseLong(told.substring(0, told.length() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, PRODUCTION})
    void theAutoscalerAloneSaysHowManyPods(String folder) throws Exception {
        Manifests manifests = manifests(folder);
        Deployment gateway = manifests.deployment("gather-gateway");
        HorizontalPodAutoscaler scaler = manifests.the(HorizontalPodAutoscaler.class);
        assertThat(gateway.getSpec().getReplicas()).as("spec.replicas").isNull();
        assertThat(scaler.getSpec().getScaleTargetRef().getKind()).isEqualTo("Deployment");
        assertThat(scaler.getSpec().getScaleTargetRef().getName())
                .isEqualTo(gateway.getMetadata().getName());
        assertThat(scaler.getSpec().getMinReplicas()).isGreaterThanOrEqualTo(2);
        assertThat(scaler.getSpec().getMetrics())
                .singleElement()
                .satisfies(metric -> assertThat(metric.getResource().getName()).isEqualTo("cpu"));
        assertThat(scaler.getSpec().getBehavior().getScaleDown().getStabilizationWindowSeconds())
                .as("slowly down")
                .isGreaterThanOrEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void maintenanceTakesOnePodAtATime(String folder) throws Exception {
        Manifests manifests = manifests(folder);
        PodDisruptionBudget budget = manifests.the(PodDisruptionBudget.class);
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(budget.getSpec().getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
        assertThat(budget.getSpec().getSelector())
                .isEqualTo(manifests.deployment("gather-gateway").getSpec().getSelector());
    }

    private static void holds(HasMetadata object, List<Field> fields) throws Exception {
        JsonNode tree = Manifests.tree(object);
        SoftAssertions all = new SoftAssertions();
        for (Field field : fields) {
            JsonNode value = tree.at(field.path());
            if (field.json().isEmpty()) {
                all.assertThat(value.isMissingNode() || value.isEmpty())
                        .as(field.path() + " is not there")
                        .isTrue();
            } else {
                all.assertThat(value).as(field.path()).isEqualTo(JSON.readTree(field.json()));
            }
        }
        all.assertAll();
    }

    private static Manifests manifests(String folder) throws Exception {
        return folder.equals(BASE) ? Manifests.base() : Manifests.rendered(folder);
    }
}
