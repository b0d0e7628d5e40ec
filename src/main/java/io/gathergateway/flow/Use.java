package io.gathergateway.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place where a step uses an expression.
 *
 * @param where what its value is put into
 * @param target what takes the value, by name, where {@code where} says that something does
 * @param given what the step itself has set before it uses the expression
 */
record Use(Expression expression, Where where, String target, Set<String> given) {
    /** What becomes of a value. */
    enum Where {
        CONDITION("a condition"),
        BODY("the body of an http step"),
        HEADER("a header of an http step"),
        URL("an address, which is logged on its way"),
        PROMPT("what is spoken"),
        ASSISTANT("what an assistant is told"),
        COMMAND("a Telnyx command"),
        SET("a variable"),
        WITH("what a called flow takes"),
        RETURN("what the flow gives");

        private final String says;

        Where(String says) {
            this.says = says;
        }

        String says() {
            return says;
        }
    }

    /** All that a step uses, in its order. */
    static List<Use> of(Step step, Flow flow) {
        Collector uses = new Collector(flow);
        switch (step) {
            case Step.Say say -> uses.prompt(say.prompt()).telnyx(say.telnyx());
            case Step.Menu menu ->
                uses.prompt(menu.prompt()).retries(menu.retries()).telnyx(menu.telnyx());
            case Step.Gather gather -> {
                if (gather.prompt() != null) {
                    uses.prompt(gather.prompt());
                }
                uses.retries(gather.retries()).telnyx(gather.telnyx());
                if (gather.check() != null) {
                    uses.add(gather.check(), Where.CONDITION, "", Set.of(Variables.INPUT));
                }
            }
            case Step.GatherAi gather -> {
                uses.words(gather.greeting()).template(gather.instructions(), Where.ASSISTANT);
                gather.leave().forEach(branch -> uses.add(branch.when(), Where.CONDITION, "", Set.of()));
                uses.telnyx(gather.telnyx());
            }
            case Step.Assistant assistant ->
                uses.words(assistant.greeting())
                        .template(assistant.instructions(), Where.ASSISTANT)
                        .value(assistant.variables(), Where.ASSISTANT, "", Set.of())
                        .telnyx(assistant.telnyx());
            case Step.AssistantAddMessages add ->
                uses.value(add.messages(), Where.ASSISTANT, "", Set.of()).telnyx(add.telnyx());
            case Step.AssistantWait wait -> {}
            case Step.AssistantStop stop -> uses.telnyx(stop.telnyx());
            case Step.Set set -> {
                Set<String> given = new LinkedHashSet<>();
                set.values().forEach((path, value) -> {
                    uses.value(value, Where.SET, path, Set.copyOf(given));
                    given.add(path);
                });
            }
            case Step.Choose choose ->
                choose.branches().forEach(branch -> uses.add(branch.when(), Where.CONDITION, "", Set.of()));
            case Step.Http http -> {
                uses.template(http.url(), Where.URL);
                http.headers().values().forEach(header -> uses.template(header, Where.HEADER));
                if (http.body() != null) {
                    uses.value(http.body(), Where.BODY, "", Set.of());
                }
                if (http.hold() != null) {
                    uses.prompt(http.hold());
                }
            }
            case Step.Call call -> call.with().forEach((name, value) -> uses.value(value, Where.WITH, name, Set.of()));
            case Step.Return back ->
                back.values().forEach((name, value) -> uses.value(value, Where.RETURN, name, Set.of()));
            case Step.Transfer transfer ->
                uses.template(transfer.to(), Where.COMMAND).telnyx(transfer.telnyx());
            case Step.Dial dial -> uses.template(dial.to(), Where.COMMAND).telnyx(dial.telnyx());
            case Step.Bridge bridge -> uses.telnyx(bridge.telnyx());
            case Step.Queue queue -> uses.telnyx(queue.telnyx());
            case Step.RecordVoice record -> uses.telnyx(record.telnyx());
            case Step.SendDtmf send ->
                uses.template(send.digits(), Where.COMMAND).telnyx(send.telnyx());
            case Step.Wait wait -> {}
            case Step.Hangup hangup -> uses.telnyx(hangup.telnyx());
        }
        return List.copyOf(uses.found);
    }

    /** What the answer command uses, before the first step. */
    static List<Use> ofAnswer(Flow flow) {
        return List.copyOf(new Collector(flow).telnyx(flow.answer()).found);
    }

    /** Gathers the uses of one step. */
    private static final class Collector {
        private final Flow flow;
        private final List<Use> found = new ArrayList<>();

        Collector(Flow flow) {
            this.flow = flow;
        }

        void add(Expression expression, Where where, String target, Set<String> given) {
            found.add(new Use(expression, where, target, given));
        }

        Collector template(@Nullable Template template, Where where) {
            return template == null ? this : template(template, where, "", Set.of());
        }

        private Collector template(Template template, Where where, String target, Set<String> given) {
            template.expressions().forEach(expression -> add(expression, where, target, given));
            return this;
        }

        Collector prompt(Prompt prompt) {
            return prompt(prompt, Set.of());
        }

        Collector words(@Nullable Prompt prompt) {
            return prompt == null ? this : prompt(prompt);
        }

        private Collector prompt(Prompt prompt, Set<String> given) {
            switch (prompt) {
                case Prompt.Text(Template text, boolean ssml) -> template(text, Where.PROMPT, "", given);
                case Prompt.Keyed(String key) -> {
                    for (Language language : flow.languages()) {
                        Prompt meant = language.prompts().get(key);
                        // No language's prompt leads to another key: no round.
                        if (meant != null && !(meant instanceof Prompt.Keyed)) {
                            prompt(meant, given);
                        }
                    }
                }
                case Prompt.Audio audio -> {}
                case Prompt.Media media -> {}
            }
            return this;
        }

        /** What did not match was typed. */
        Collector retries(Retries retries) {
            retries.noInput().forEach(this::prompt);
            retries.noMatch().forEach(prompt -> prompt(prompt, Set.of(Variables.INPUT)));
            return this;
        }

        Collector telnyx(Value.Mapping extras) {
            return value(extras, Where.COMMAND, "", Set.of());
        }

        Collector value(Value value, Where where, String target, Set<String> given) {
            switch (value) {
                case Value.Constant constant -> {}
                case Value.Text(Template template) -> template(template, where, target, given);
                case Value.Computed(Expression expression) -> add(expression, where, target, given);
                case Value.Mapping mapping ->
                    mapping.entries().values().forEach(entry -> value(entry, where, target, given));
                case Value.Sequence sequence -> sequence.items().forEach(item -> value(item, where, target, given));
            }
            return this;
        }
    }
}
