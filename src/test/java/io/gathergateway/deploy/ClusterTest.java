package io.gathergateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.gathergateway.simulator.Simulator;
import io.gathergateway.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reaches whom in the cluster, and where secrets and files come from, in both overlays as rendered. */
class ClusterTest {
    private static final String PRODUCTION = "overlays/production";
    private static final String DEV = "overlays/dev";

    @Test
    void onlyTheWebhookPathIsPublicAndOnlyOverTls() throws Exception {
        Ingress ingress = Manifests.rendered(PRODUCTION).the(Ingress.class);
        var rule = ingress.getSpec().getRules();
        assertThat(ingress.getSpec().getDefaultBackend()).isNull();
        assertThat(rule).hasSize(1);
        assertThat(rule.get(0).getHttp().getPaths()).singleElement().satisfies(path -> {
            assertThat(path.getPath()).isEqualTo("/webhooks/telnyx");
            assertThat(path.getPathType()).isEqualTo("Exact");
            assertThat(path.getBackend().getService().getName()).isEqualTo("gather-gateway");
            assertThat(path.getBackend().getService().getPort().getName()).isEqualTo("webhooks");
        });
        assertThat(ingress.getSpec().getTls()).singleElement().satisfies(tls -> {
            assertThat(tls.getHosts()).containsExactly(rule.get(0).getHost());
            assertThat(tls.getSecretName()).isNotBlank();
        });
    }

    @Test
    void developmentIsNotPublic() throws Exception {
        assertThat(Manifests.rendered(DEV).all(Ingress.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {DEV, PRODUCTION})
    void servicesLeadToPortsThatAreThereAndNoneToTheManagementPort(String overlay) throws Exception {
        Manifests manifests = Manifests.rendered(overlay);
        Map<String, List<Integer>> reached = new TreeMap<>();
        for (Service service : manifests.all(Service.class)) {
            assertThat(service.getSpec().getType()).isIn(null, "ClusterIP");
            Deployment behind = manifests.all(Deployment.class).stream()
                    .filter(deployment -> deployment
                            .getSpec()
                            .getTemplate()
                            .getMetadata()
                            .getLabels()
                            .entrySet()
                            .containsAll(service.getSpec().getSelector().entrySet()))
                    .findFirst()
                    .orElseThrow();
            Map<String, Integer> open = new HashMap<>();
            for (ContainerPort port :
                    manifests.container(behind.getMetadata().getName()).getPorts()) {
                open.put(port.getName(), port.getContainerPort());
            }
            reached.put(
                    service.getMetadata().getName(),
                    service.getSpec().getPorts().stream()
                            .map(ServicePort::getTargetPort)
                            .map(target -> Objects.requireNonNull(open.get(target.getStrVal())))
                            .toList());
        }
        assertThat(reached)
                .containsEntry("gather-gateway", List.of(8080))
                .containsEntry("gather-gateway-api", List.of(8081));
        assertThat(reached.values()).noneMatch(ports -> ports.contains(9000));
    }

    @Test
    void thePolicyAdmitsWebhooksBackendsAndPrometheusEachToTheirPort() throws Exception {
        Manifests production = Manifests.rendered(PRODUCTION);
        Map<Integer, List<Map<String, String>>> admitted = new TreeMap<>();
        for (NetworkPolicyIngressRule rule : rules(production, NetworkPolicyIngressRule.class)) {
            assertThat(rule.getPorts()).hasSize(1);
            assertThat(rule.getFrom()).isNotEmpty().allSatisfy(peer -> {
                assertThat(peer.getIpBlock()).isNull();
                assertThat(peer.getNamespaceSelector().getMatchLabels()).isNotEmpty();
            });
            admitted.put(
                    rule.getPorts().get(0).getPort().getIntVal(),
                    rule.getFrom().stream()
                            .map(peer -> peer.getNamespaceSelector().getMatchLabels())
                            .toList());
        }
        assertThat(admitted)
                .isEqualTo(Map.of(
                        8080, List.of(Map.of("gather-gateway/ingress", "true")),
                        8081, List.of(Map.of("gather-gateway/client", "true")),
                        9000, List.of(Map.of("gather-gateway/monitoring", "true"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {DEV, PRODUCTION})
    void thePolicyLetsTheGatewayOutToNothingBeyondItsNeeds(String overlay) throws Exception {
        Manifests manifests = Manifests.rendered(overlay);
        NetworkPolicy policy = manifests.named(NetworkPolicy.class, "gather-gateway");
        LabelSelector gateway = manifests.deployment("gather-gateway").getSpec().getSelector();
        assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(manifests.all(NetworkPolicy.class))
                .allSatisfy(each -> assertThat(each.getSpec().getPodSelector()).isEqualTo(gateway));
        for (NetworkPolicyEgressRule rule : rules(manifests, NetworkPolicyEgressRule.class)) {
            List<Integer> ports = rule.getPorts().stream()
                    .map(port -> port.getPort().getIntVal())
                    .distinct()
                    .toList();
            assertThat(rule.getTo()).isNotEmpty();
            boolean anywhere = rule.getTo().stream()
                    .anyMatch(peer -> peer.getIpBlock() != null
                            && peer.getIpBlock().getCidr().equals("0.0.0.0/0"));
            if (anywhere) {
                assertThat(ports).containsExactly(443);
                assertThat(rule.getTo().get(0).getIpBlock().getExcept())
                        .as("where clouds hand out credentials")
                        .containsExactly("169.254.0.0/16");
            } else {
                assertThat(ports).isSubsetOf(53, 6379, 26379, 8090);
            }
        }
    }

    @Test
    void productionHoldsNoSecretAndTheGatewayReadsItsFromFiles() throws Exception {
        Manifests production = Manifests.rendered(PRODUCTION);
        assertThat(production.all(Secret.class)).isEmpty();
        assertThat(production.container("gather-gateway").getEnv())
                .extracting(EnvVar::getName)
                .contains("TELNYX_API_KEY_FILE", "TELNYX_PUBLIC_KEY_FILE", "REDIS_URL_FILE", "GATEWAY_API_TOKEN_FILE")
                .allSatisfy(name -> assertThat(name).endsWith("_FILE"));
        assertThat(production.container("gather-gateway").getEnv())
                .allSatisfy(env -> assertThat(env.getValue()).startsWith("/run/secrets/gather-gateway/"));
    }

    @Test
    void developmentHoldsTheSimulatorsKeysOnly() throws Exception {
        Vertx vertx = Vertx.vertx();
        Simulator simulator = new Simulator(vertx, SimulatorOptions.defaults(), List.of());
        vertx.close();
        assertThat(Manifests.rendered(DEV).the(Secret.class).getData())
                .isEqualTo(encoded(Map.of(
                        "telnyx-api-key",
                        simulator.apiKey(),
                        "telnyx-public-key",
                        simulator.publicKeyBase64(),
                        "redis-url",
                        "redis://redis:6379",
                        "api-token",
                        "a-token-for-development")));
    }

    @ParameterizedTest
    @ValueSource(strings = {DEV, PRODUCTION})
    void everyNameThatAPodUsesIsThereOrIsTheSecretToBring(String overlay) throws Exception {
        Manifests manifests = Manifests.rendered(overlay);
        List<String> maps = names(manifests, ConfigMap.class);
        List<String> accounts = names(manifests, ServiceAccount.class);
        for (Deployment deployment : manifests.all(Deployment.class)) {
            var pod = deployment.getSpec().getTemplate().getSpec();
            assertThat(pod.getVolumes().stream()
                            .map(Volume::getConfigMap)
                            .filter(Objects::nonNull)
                            .map(map -> map.getName()))
                    .isSubsetOf(maps);
            assertThat(Stream.ofNullable(pod.getServiceAccountName())).isSubsetOf(accounts);
        }
        assertThat(manifests.all(ServiceAccount.class))
                .allSatisfy(account ->
                        assertThat(account.getAutomountServiceAccountToken()).isFalse());
        assertThat(names(manifests, Secret.class)).hasSize(overlay.equals(DEV) ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {DEV, PRODUCTION})
    void allIsInOneNamespaceThatRefusesUnrestrictedPods(String overlay) throws Exception {
        Manifests manifests = Manifests.rendered(overlay);
        Namespace namespace = manifests.the(Namespace.class);
        assertThat(namespace.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(manifests.all())
                .filteredOn(object -> !(object instanceof Namespace))
                .allSatisfy(object -> assertThat(object.getMetadata().getNamespace())
                        .isEqualTo(namespace.getMetadata().getName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {DEV, PRODUCTION})
    void theImageIsThatOfThisVersion(String overlay) throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
        assertThat(Manifests.rendered(overlay).container("gather-gateway").getImage())
                .endsWith("gather-gateway:" + version);
    }

    private static List<String> names(Manifests manifests, Class<? extends HasMetadata> type) {
        return manifests.all(type).stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    private static <T> List<T> rules(Manifests manifests, Class<T> type) {
        return manifests.all(NetworkPolicy.class).stream()
                .flatMap(policy ->
                        Stream.concat(policy.getSpec().getIngress().stream(), policy.getSpec().getEgress().stream()))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Map<String, String> encoded(Map<String, String> plain) {
        Map<String, String> encoded = new HashMap<>();
        plain.forEach((key, value) -> encoded.put(
                key,
                java.util.Base64.getEncoder().encodeToString(value.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        return encoded;
    }
}
