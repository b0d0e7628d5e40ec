package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gathergateway.yaml.Durations;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the steps that need not talk with the caller: values, backends, other flows, other people. */
final class OtherSteps {
    private static final int MAX_TARGET = 300;
    private static final String SPEAKABLE_TONES = "[0-9A-D*#wW]{1,128}";

    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-auth-token");

    private final Parts parts;
    private final Map<String, JsonNode> takenBy;
    private final @Nullable JsonNode gives;
    private final @Nullable Set<String> allowed;

    /**
     * Prepares to make the steps.
     *
     * @param takenBy by the name of a flow that can be called, the schema of what it takes
     * @param gives what this flow gives; null for nothing
     * @param allowed the flow's targets; null where it names none
     */
    OtherSteps(Parts parts, Map<String, JsonNode> takenBy, @Nullable JsonNode gives, @Nullable Set<String> allowed) {
        this.parts = parts;
        this.takenBy = takenBy;
        this.gives = gives;
        this.allowed = allowed;
    }

    Optional<Step> step(Draft draft, Map<Outcome, String> ways) {
        KeyValues values = draft.values();
        return switch (Objects.requireNonNull(draft.kind())) {
            case SET ->
                values.find(StepGrammar.SET).map(set -> new Step.Set(draft.name(), parts.assignments(set), ways));
            case CHOOSE -> values.find(StepGrammar.CHOOSE).map(branches -> choose(draft, branches));
            case HTTP -> values.find(StepGrammar.HTTP).flatMap(body -> http(draft, body, ways));
            case CALL -> values.find(StepGrammar.CALL).flatMap(body -> call(draft, body, ways));
            case RETURN -> Optional.of(back(draft));
            case TRANSFER ->
                values.find(StepGrammar.TRANSFER)
                        .flatMap(body -> body.find(StepGrammar.TO)
                                .map(to -> new Step.Transfer(
                                        draft.name(),
                                        target(to),
                                        body.find(StepGrammar.FROM).orElse(null),
                                        body.get(StepGrammar.RINGS),
                                        extras(body, "transfer"),
                                        ways)));
            case DIAL ->
                values.find(StepGrammar.DIAL)
                        .flatMap(body -> body.find(StepGrammar.TO)
                                .map(to -> new Step.Dial(
                                        draft.name(),
                                        target(to),
                                        body.find(StepGrammar.FROM).orElse(null),
                                        body.get(StepGrammar.RINGS),
                                        extras(body, "dial"),
                                        ways)));
            case BRIDGE ->
                values.find(StepGrammar.BRIDGE)
                        .map(body -> new Step.Bridge(draft.name(), extras(body, "bridge"), ways));
            case QUEUE ->
                values.find(StepGrammar.QUEUE_BODY)
                        .flatMap(body -> body.find(StepGrammar.QUEUE_NAME)
                                .map(name -> new Step.Queue(
                                        draft.name(),
                                        name,
                                        body.get(StepGrammar.QUEUE_TIME),
                                        extras(body, "enqueue"),
                                        ways)));
            case RECORD ->
                values.find(StepGrammar.RECORD)
                        .map(body -> new Step.RecordVoice(
                                draft.name(),
                                body.get(StepGrammar.MAX),
                                body.get(StepGrammar.SILENCE),
                                body.find(StepGrammar.END_RECORD).orElse(null),
                                into(draft),
                                extras(body, "record_start"),
                                ways));
            case SEND_DTMF ->
                values.find(StepGrammar.SEND_DTMF)
                        .flatMap(body -> body.find(StepGrammar.TONES)
                                .map(tones -> new Step.SendDtmf(
                                        draft.name(), tones(tones), extras(body, "send_dtmf"), ways)));
            case WAIT ->
                values.find(StepGrammar.WAIT)
                        .flatMap(body -> body.find(StepGrammar.WAIT_TIME)
                                .map(time -> new Step.Wait(
                                        draft.name(),
                                        body.find(StepGrammar.EVENT_NAME).orElse(null),
                                        time,
                                        values.find(StepGrammar.BRINGS).orElse(null),
                                        into(draft),
                                        ways)));
            case HANGUP ->
                values.find(StepGrammar.HANGUP).map(body -> new Step.Hangup(draft.name(), extras(body, "hangup")));
            default -> throw new IllegalStateException("not one of these: " + draft.kind());
        };
    }

    private Step choose(Draft draft, List<BranchDraft> branches) {
        Scope scope = draft.answer() == null ? Scope.PLAIN : new Scope.Answer(draft.answer());
        return new Step.Choose(
                draft.name(),
                parts.branches(branches, scope),
                branches.getLast().go().target());
    }

    private Optional<Step> http(Draft draft, KeyValues body, Map<Outcome, String> ways) {
        List<Key<YamlNode.Scalar>> given = StepGrammar.METHODS.stream()
                .filter(method -> body.find(method).isPresent())
                .toList();
        if (given.size() != 1) {
            parts.problems.add(
                    draft.place(),
                    given.isEmpty()
                            ? "http does not say what it asks"
                            : "http has " + given.get(0).name() + " and "
                                    + given.get(1).name(),
                    "give one of get, post, put, patch, delete, as in get: \"https://crm.example.com/accounts/${account}\"");
            return Optional.empty();
        }
        String method = given.getFirst().name();
        boolean idempotent = method.equals("get") || body.get(StepGrammar.IDEMPOTENT);
        if (!idempotent && body.get(StepGrammar.RETRIES) > 0) {
            parts.problems.add(
                    draft.place(),
                    "a " + method + " is not repeated, so it has no retries",
                    "add idempotent: true where the backend knows a repetition by its Idempotency-Key, or take retries out");
        }
        if (method.equals("get") && body.find(StepGrammar.BODY).isPresent()) {
            parts.problems.add(draft.place(), "a get has no body", "put the values into the address, or use post");
        }
        if (body.find(StepGrammar.HOLD).isPresent()
                && body.get(StepGrammar.HOLD_AFTER).compareTo(body.get(StepGrammar.HTTP_TIMEOUT)) >= 0) {
            parts.problems.add(
                    draft.place(),
                    "the hold prompt is never heard: the time is up before",
                    "make hold_after shorter than timeout, which is "
                            + Durations.written(body.get(StepGrammar.HTTP_TIMEOUT)));
        }
        Map<String, Template> headers = new LinkedHashMap<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        boolean readable = Escapes.readable(body.get(given.getFirst()).text());
        body.find(StepGrammar.HEADERS).ifPresent(table -> headers(table, headers, secrets, readable));
        return Optional.of(new Step.Http(
                draft.name(),
                method.toUpperCase(Locale.ROOT),
                parts.url(body.get(given.getFirst())),
                headers,
                secrets,
                body.find(StepGrammar.BODY).map(parts::value).orElse(null),
                body.get(StepGrammar.HTTP_TIMEOUT),
                body.get(StepGrammar.RETRIES),
                idempotent,
                parts.prompt(body.find(StepGrammar.HOLD)),
                body.get(StepGrammar.HOLD_AFTER),
                draft.values().find(StepGrammar.RETURNS).orElse(null),
                into(draft),
                ways));
    }

    private void headers(
            YamlNode.Mapping table, Map<String, Template> headers, Map<String, String> secrets, boolean readable) {
        table.entries().forEach((name, entry) -> {
            if (!name.matches("[A-Za-z][A-Za-z0-9-]{0,63}")) {
                parts.problems.add(
                        entry.place(), Problems.quoted(name) + " is no name of a header", "write it as in X-Call-Id");
            } else if (name.toLowerCase(Locale.ROOT)
                    .matches("host|content-length|connection|transfer-encoding" + "|content-type|idempotency-key")) {
                parts.problems.add(entry.place(), name + " cannot be set", "the gateway sets it; take it out");
            } else if (!(entry.value() instanceof YamlNode.Scalar scalar)) {
                parts.problems.add(entry.value().place(), name + " must be text", "write the text after the colon");
            } else {
                switch (parts.header(scalar).orElse(null)) {
                    case TemplateCompiler.Header.Rendered(Template template) -> {
                        headers.put(name, template);
                        if (template.constant().isPresent() && SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                            parts.problems.add(
                                    scalar.place(),
                                    "a secret stands in the flow: whoever reads the file can ask as this gateway",
                                    "name it, as in " + name
                                            + ": \"Bearer ${secret.crm}\", and give it in the configuration");
                        }
                    }
                    case TemplateCompiler.Header.Secret(String text) -> {
                        secrets.put(name, text);
                        if (readable) {
                            parts.problems.add(
                                    scalar.place(), "a secret cannot go over plain http", "ask an https:// address");
                        }
                    }
                    case null -> {}
                }
            }
        });
    }

    private Optional<Step> call(Draft draft, KeyValues body, Map<Outcome, String> ways) {
        Optional<WayRef> flow = body.find(StepGrammar.FLOW);
        JsonNode takes = flow.map(way -> takenBy.get(way.target())).orElse(null);
        if (flow.isEmpty() || takes == null) {
            // That the flow cannot be read was reported where it is named.
            return Optional.empty();
        }
        YamlNode.Mapping with = body.find(StepGrammar.WITH)
                .orElseGet(() -> new YamlNode.Mapping(flow.get().place(), Map.of()));
        return Optional.of(new Step.Call(
                draft.name(),
                flow.get().target(),
                parts.fitting(with, takes, "with", "flow " + flow.get().target()),
                into(draft),
                ways));
    }

    private Step back(Draft draft) {
        YamlNode.Mapping none = new YamlNode.Mapping(draft.place(), Map.of());
        YamlNode.Mapping given = draft.values().find(StepGrammar.RETURN).orElse(none);
        Outcome as = Outcome.valueOf(draft.values().get(StepGrammar.AS).toUpperCase(Locale.ROOT));
        JsonNode schema = gives;
        if (given.entries().isEmpty() && (as != Outcome.NEXT || schema == null)) {
            return new Step.Return(draft.name(), as, Map.of());
        }
        return new Step.Return(
                draft.name(),
                as,
                parts.fitting(
                        given,
                        schema == null ? JsonNodeFactory.instance.objectNode() : schema,
                        "return",
                        "gives: of this flow"));
    }

    private Template target(YamlNode.Scalar to) {
        Template template = parts.template(to, MAX_TARGET);
        Optional<String> constant = template.constant();
        if (constant.isEmpty()) {
            if (allowed == null) {
                parts.problems.add(
                        to.place(),
                        "whom this calls is made by an expression, but the flow names no targets",
                        "add targets: [ \"+13125550199\" ] at the top, with every number it may be");
            }
        } else if (Grammar.TARGET.read(to, "to", parts.problems).isPresent()
                && allowed != null
                && !allowed.contains(constant.get())) {
            parts.problems.add(
                    to.place(),
                    constant.get() + " is not among the flow's targets",
                    Nearest.cure(constant.get(), allowed, "targets"));
        }
        return template;
    }

    private Template tones(YamlNode.Scalar scalar) {
        Template template = parts.template(scalar, 128);
        template.constant()
                .filter(tones -> !tones.matches(SPEAKABLE_TONES))
                .ifPresent(tones -> parts.problems.add(
                        scalar.place(),
                        Problems.quoted(tones) + " cannot be sent as tones",
                        "use 0-9 A-D * #, and w or W for a pause"));
        return template;
    }

    private @Nullable String into(Draft draft) {
        return draft.values().find(StepGrammar.INTO).map(PathRef::path).orElse(null);
    }

    private Value.Mapping extras(KeyValues body, String command) {
        return parts.extras(body.find(StepGrammar.TELNYX), List.of(command));
    }
}
