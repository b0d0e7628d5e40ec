package io.gathergateway.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Step;
import io.gathergateway.flow.Variable;
import io.gathergateway.telnyx.model.Effect;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Shows a call as text, in colours where the terminal has them. Confined to one thread. */
final class PhoneScreen {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final Ansi ansi;
    private final FlowSet set;
    private @Nullable Step step;

    PhoneScreen(PrintWriter out, Ansi ansi, FlowSet set) {
        this.out = out;
        this.ansi = ansi;
        this.set = set;
    }

    void show(PhoneSight sight) {
        switch (sight) {
            case PhoneSight.Heard(String what) -> line("bold", "“" + what + "”");
            case PhoneSight.Asked(Effect.How how) -> asked(how);
            case PhoneSight.Entered(String flow, String name, String by) -> {
                step = set.flow(flow).step(name);
                line(
                        "faint",
                        "  → " + (set.flows().size() == 1 ? "" : flow + "/") + name
                                + (by.isEmpty() || by.equals("next") ? "" : " (" + by + ")"));
            }
            case PhoneSight.Lacked(String at, String why) -> line("fg(red)", "  " + at + ": " + why);
            case PhoneSight.Refused(String command, int status, String code) ->
                line("fg(red)", "  Telnyx refuses " + command + ": " + status + " " + code);
            case PhoneSight.Rings(String to) -> line("fg(cyan)", "  " + to + " rings. Type answers, busy or nobody.");
            case PhoneSight.Joined(String with) ->
                line("fg(cyan)", "  You talk with " + with + ". Type leaves when they hang up, or :hangup.");
            case PhoneSight.Backend(OutboxCommand question, List<String> hidden) -> backend(question, hidden);
            case PhoneSight.Late(String address) -> line("fg(yellow)", "  " + address + " did not answer in time.");
            case PhoneSight.HungUp(String cause) -> line("bold", "The call is over (" + cause + ").");
        }
    }

    /** The step that the call stands at. */
    @Nullable
    Step step() {
        return step;
    }

    void vars(CallSession session) {
        Flow flow = set.flow(String.valueOf(session.flow()));
        if (session.variables().isEmpty()) {
            say("  no variables yet");
        }
        for (Map.Entry<String, Object> variable : session.variables().entrySet()) {
            Variable declared = flow.variables().get(variable.getKey());
            boolean sensitive = declared != null && declared.sensitive();
            say("  " + variable.getKey() + " = " + (sensitive ? "***" : JSON.valueToTree(variable.getValue())));
        }
    }

    void say(String text) {
        out.println(text);
        out.flush();
    }

    void faint(String text) {
        line("faint", text);
    }

    private void asked(Effect.How how) {
        line(
                "fg(green)",
                switch (how) {
                    case DTMF -> "  (keys?)";
                    case SPEECH ->
                        step instanceof Step.GatherAi ai ? "  (" + String.join(", ", names(ai)) + "?)" : "  (words?)";
                });
    }

    private static List<String> names(Step.GatherAi ai) {
        List<String> names = new ArrayList<>();
        ai.parameters().path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void backend(OutboxCommand question, List<String> hidden) {
        String body = question.request().body();
        for (String value : hidden) {
            body = body.replace(value, "***");
        }
        line(
                "fg(yellow)",
                "  " + question.request().method() + " " + question.request().path()
                        + (body.isEmpty() ? "" : " " + body));
        line(
                "fg(yellow)",
                "  What does the backend say? A status and JSON as in 200 {\"open\":true}, or fail, timeout,"
                        + " degraded.");
    }

    private void line(String style, String text) {
        // What is shown came from flows and callers: nothing in it is read as markup or as a terminal's command.
        String plain = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        if (!ansi.enabled()) {
            say(plain);
            return;
        }
        Ansi.IStyle[] styles = Ansi.Style.parse(style);
        say(Ansi.Style.on(styles) + plain + Ansi.Style.off(styles));
    }
}
