package io.gathergateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Step;
import io.gathergateway.scenario.Scenario.OtherSide;
import io.gathergateway.yaml.Durations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Somebody at the phone: each line typed is something the caller, somebody else or the backend does. */
final class PhoneTalk {
    static final String HELP = """
              12*#         press keys                 name=Ada age=7   tell a voice assistant values
              .            say nothing                any words        say them
              :hangup      hang up                    :wait 5s         let time pass
              :vars        show the variables         :event payment {"ok":true}   an event from outside
              :ends        the voice assistant ends   :save FILE       keep the talk as a scenario
              :help        this""";

    private final PhoneScreen screen;
    private final PhoneLine line;
    private final FlowSet set;
    private @Nullable Path keep;

    PhoneTalk(FlowSet set, String from, String to, long now, PrintWriter out, Ansi ansi) {
        this.set = set;
        screen = new PhoneScreen(out, ansi, set);
        screen.faint("A call from " + from + " to " + to + ". :help tells what to type.");
        line = new PhoneLine(set, from, to, now, screen::show);
    }

    /** Plays the call to its end, or to the end of the lines; then the caller hangs up. */
    void play(BufferedReader lines) throws IOException {
        for (String typed = lines.readLine(); typed != null; typed = lines.readLine()) {
            if (!line.isOver()) {
                take(typed.strip());
            } else if (typed.startsWith(":")) {
                order(typed.strip());
            } else {
                break;
            }
            if (line.isOver()) {
                keepIfAsked();
            }
        }
        if (!line.isOver()) {
            line.hangUp();
            keepIfAsked();
        }
    }

    private void keepIfAsked() {
        if (keep != null) {
            ScenarioKeeper.keep("talk", line.notes(), set, keep).told().forEach(screen::say);
            keep = null;
        }
    }

    private void take(String typed) {
        Optional<OtherSide> other = otherSide(typed);
        if (typed.isEmpty()) {
            return;
        }
        if (typed.startsWith(":")) {
            order(typed);
        } else if (line.isBackendAsked()) {
            PhoneWords.backend(typed)
                    .ifPresentOrElse(
                            line::backend, () -> screen.say("  Type a status and JSON, or fail, timeout, degraded."));
        } else if (other.isPresent()) {
            line.otherSide(other.get());
        } else if (line.isRinging() && !typed.equals(".")) {
            screen.say("  Type answers, busy or nobody.");
        } else if (typed.equals(".")) {
            line.silence();
        } else if (typed.matches("[0-9*#]+")) {
            line.press(typed);
        } else {
            line.say(typed, PhoneWords.fields(typed, parameters()));
        }
    }

    private void order(String typed) {
        String[] words = typed.split("\\s+", 3);
        switch (words[0]) {
            case ":hangup" -> line.hangUp();
            case ":ends" -> line.assistantEnds();
            case ":save" -> save(typed);
            case ":vars" -> Optional.ofNullable(line.session()).ifPresent(screen::vars);
            case ":wait" -> {
                Optional<Duration> time = words.length < 2 ? Optional.empty() : Durations.parse(words[1]);
                time.ifPresentOrElse(line::wait, () -> screen.say("  Write a time, as in :wait 5s"));
            }
            case ":event" -> event(words);
            default -> screen.say(HELP);
        }
    }

    /** A call that is not over is kept when it is. */
    private void save(String typed) {
        String file = typed.substring(":save".length()).strip();
        try {
            keep = file.isEmpty() ? null : Path.of(file);
        } catch (InvalidPathException e) {
            keep = null;
        }
        if (keep == null) {
            screen.say("  Name a file, as in :save talk.yaml");
        } else if (line.isOver()) {
            keepIfAsked();
        } else {
            screen.say("  It is kept when the call is over.");
        }
    }

    private void event(String[] words) {
        Optional<JsonNode> data = words.length < 3 ? Optional.empty() : PhoneWords.json(words[2]);
        if (words.length < 2 || (words.length == 3 && data.isEmpty())) {
            screen.say("  Write a name and JSON, as in :event payment {\"ok\":true}");
        } else {
            line.event(words[1], data.orElse(null));
        }
    }

    private Optional<OtherSide> otherSide(String typed) {
        Optional<OtherSide> does = switch (typed.toLowerCase(Locale.ROOT)) {
            case "answers" -> Optional.of(OtherSide.ANSWERS);
            case "busy" -> Optional.of(OtherSide.BUSY);
            case "nobody" -> Optional.of(OtherSide.NO_ANSWER);
            case "leaves" -> Optional.of(OtherSide.LEAVES);
            default -> Optional.empty();
        };
        return does.filter(one -> line.isRinging() || one == OtherSide.LEAVES);
    }

    private JsonNode parameters() {
        return screen.step() instanceof Step.GatherAi ai ? ai.parameters() : MissingNode.getInstance();
    }
}
