package io.gathergateway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Kubernetes objects, read into the types of Kubernetes' own API. A field that the API does not know fails the reading,
 * so a misspelt one is no silent gap.
 */
record Manifests(List<HasMetadata> all) {
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                // The types would collect what they do not know.
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.ofEntries(
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/Secret", Secret.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class));

    /** The base as its files say it, without kustomize: what its generators make is not there. */
    static Manifests base() throws IOException {
        Path folder = Path.of("k8s/base");
        List<HasMetadata> all = new ArrayList<>();
        for (JsonNode resource :
                YAML.readTree(folder.resolve("kustomization.yaml").toFile()).path("resources")) {
            Path file = folder.resolve(resource.textValue());
            if (Files.isRegularFile(file)) {
                all.addAll(read(Files.readString(file)));
            }
        }
        return new Manifests(all);
    }

    /**
     * What {@code kubectl apply -k} would send, for a folder under {@code k8s}. Aborts the test, with a message, where
     * neither kubectl nor kustomize is on the PATH.
     */
    static Manifests rendered(String folder) throws IOException, InterruptedException {
        for (List<String> tool : List.of(List.of("kubectl", "kustomize"), List.of("kustomize", "build"))) {
            Optional<String> output = output(tool, "k8s/" + folder);
            if (output.isPresent()) {
                return new Manifests(read(output.get()));
            }
        }
        return Assumptions.abort("k8s/" + folder + " is not checked: no kubectl and no kustomize on the PATH");
    }

    /** Empty where there is no such program. */
    private static Optional<String> output(List<String> tool, String folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(tool);
        command.add(folder);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed");
        }
        return Optional.of(output);
    }

    private static List<HasMetadata> read(String text) throws IOException {
        List<HasMetadata> all = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            while (documents.hasNextValue()) {
                JsonNode document = documents.nextValue();
                String kind = document.path("apiVersion").textValue() + "/"
                        + document.path("kind").textValue();
                Class<? extends HasMetadata> type = KINDS.get(kind);
                if (type == null) {
                    throw new AssertionError("no type is known here for " + kind);
                }
                all.add(YAML.treeToValue(document, type));
            }
        }
        return all;
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The only one of its kind. */
    <T extends HasMetadata> T the(Class<T> type) {
        List<T> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError("expected one " + type.getSimpleName() + ", not " + found.size());
        }
        return found.get(0);
    }

    <T extends HasMetadata> T named(Class<T> type, String name) {
        return all(type).stream()
                .filter(one -> one.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " " + name));
    }

    Deployment deployment(String name) {
        return named(Deployment.class, name);
    }

    /** The container of a pod that has just one. */
    Container container(String deployment) {
        List<Container> containers =
                deployment(deployment).getSpec().getTemplate().getSpec().getContainers();
        if (containers.size() != 1) {
            throw new AssertionError(deployment + " has " + containers.size() + " containers");
        }
        return containers.get(0);
    }

    /** An object as it would be sent, to ask by the paths of its fields. */
    static JsonNode tree(Object object) {
        return YAML.valueToTree(object);
    }
}
