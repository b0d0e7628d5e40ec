package io.gathergateway.picture;

import io.gathergateway.flow.Digits;
import io.gathergateway.flow.Prompt;
import io.gathergateway.flow.Step;
import io.gathergateway.flow.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a step says or does, in one line. */
final class StepText {
    private StepText() {}

    static String of(Step step) {
        return switch (step) {
            case Step.Say say -> prompt(say.prompt());
            case Step.Menu menu -> prompt(menu.prompt());
            case Step.Gather gather -> gather(gather);
            case Step.GatherAi ai -> gatherAi(ai);
            case Step.Assistant assistant ->
                assistant.greeting() == null ? assistant.id() : prompt(assistant.greeting());
            case Step.AssistantAddMessages add -> messages(add.messages());
            case Step.AssistantWait wait -> wait.timeout() == null ? "" : "at most " + time(wait.timeout());
            case Step.AssistantStop stop -> "";
            case Step.Set set -> values(set.values());
            case Step.Choose choose -> "";
            case Step.Http http -> http.method() + " " + http.url().source();
            case Step.Call call -> call.flow() + arguments(call.with());
            case Step.Return back -> arguments(back.as().key(), back.values());
            case Step.Transfer transfer -> "to " + transfer.to().source();
            case Step.Dial dial -> "to " + dial.to().source();
            case Step.Bridge bridge -> "until the other side leaves";
            case Step.Queue queue -> queue.queue() + ", at most " + time(queue.timeout());
            case Step.RecordVoice voice -> "at most " + time(voice.max()) + into(voice.into());
            case Step.SendDtmf send -> send.digits().source();
            case Step.Wait wait -> waits(wait);
            case Step.Hangup hangup -> "";
        };
    }

    private static String gather(Step.Gather gather) {
        Digits digits = gather.digits();
        String count = digits.min() == digits.max() ? "" + digits.max() : digits.min() + " to " + digits.max();
        String what = count + (digits.max() == 1 ? " digit" : " digits") + into(gather.into());
        return gather.prompt() == null ? what : what + ": " + prompt(gather.prompt());
    }

    private static String gatherAi(Step.GatherAi ai) {
        List<String> names = new ArrayList<>();
        ai.parameters().path("properties").fieldNames().forEachRemaining(names::add);
        return "asks for " + String.join(", ", names) + (ai.greeting() == null ? "" : ": " + prompt(ai.greeting()));
    }

    private static String prompt(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Text text -> "“" + text.text().source().strip() + "”";
            case Prompt.Audio audio -> audio.url();
            case Prompt.Media media -> "media " + media.name();
            case Prompt.Keyed keyed -> "prompt " + keyed.key();
        };
    }

    private static String messages(Value.Sequence messages) {
        return messages.items().stream()
                .map(message -> message instanceof Value.Mapping mapping
                        ? mapping.entries().getOrDefault("content", message)
                        : message)
                .map(StepText::value)
                .collect(Collectors.joining(", "));
    }

    private static String values(Map<String, Value> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + value(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String arguments(String what, Map<String, Value> values) {
        return values.isEmpty() ? what : what + ": " + values(values);
    }

    private static String arguments(Map<String, Value> values) {
        return values.isEmpty() ? "" : " (" + values(values) + ")";
    }

    private static String value(Value value) {
        return switch (value) {
            case Value.Constant constant -> String.valueOf(constant.value());
            case Value.Text text -> text.template().source();
            case Value.Computed computed -> "${" + computed.expression().source() + "}";
            case Value.Mapping mapping -> "{ " + values(mapping.entries()) + " }";
            case Value.Sequence sequence ->
                sequence.items().stream().map(StepText::value).collect(Collectors.joining(", ", "[ ", " ]"));
        };
    }

    private static String waits(Step.Wait wait) {
        return wait.event() == null
                ? time(wait.timeout())
                : "event " + wait.event() + ", at most " + time(wait.timeout());
    }

    private static String into(@Nullable String path) {
        return path == null ? "" : " into " + path;
    }

    /** As a flow file writes it: the largest unit that leaves no rest. */
    private static String time(Duration time) {
        long millis = time.toMillis();
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : String.format(Locale.ROOT, "%dms", millis);
    }
}
