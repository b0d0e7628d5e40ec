package io.gathergateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Step;
import io.gathergateway.yaml.Durations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Somebody at the phone: each line typed is something the caller, somebody else or the backend does. */
final class PhoneTalk {
    static final String HELP = """
              12*#         press keys                 name=Ada age=7   tell a voice assistant values
              .            say nothing                any words        say them
              :hangup      hang up                    :wait 5s         let time pass
              :vars        show the variables         :event payment {"ok":true}   an event from outside
              :help        this""";

    private final PhoneScreen screen;
    private final PhoneLine line;

    PhoneTalk(FlowSet set, String from, String to, long now, PrintWriter out, Ansi ansi) {
        screen = new PhoneScreen(out, ansi, set);
        screen.faint("A call from " + from + " to " + to + ". :help tells what to type.");
        line = new PhoneLine(set, from, to, now, screen::show);
    }

    /** Plays the call to its end, or to the end of the lines; then the caller hangs up. */
    void play(BufferedReader lines) throws IOException {
        for (String typed = lines.readLine(); typed != null && !line.isOver(); typed = lines.readLine()) {
            take(typed.strip());
            if (line.isOver()) {
                return;
            }
        }
        if (!line.isOver()) {
            line.hangUp();
        }
    }

    private void take(String typed) {
        Optional<PhoneLegs.OtherSide> other = otherSide(typed);
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
            case ":vars" -> Optional.ofNullable(line.session()).ifPresent(screen::vars);
            case ":wait" -> {
                Optional<Duration> time = words.length < 2 ? Optional.empty() : Durations.parse(words[1]);
                time.ifPresentOrElse(line::wait, () -> screen.say("  Write a time, as in :wait 5s"));
            }
            case ":event" -> event(words);
            default -> screen.say(HELP);
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

    private Optional<PhoneLegs.OtherSide> otherSide(String typed) {
        try {
            return Optional.of(PhoneLegs.OtherSide.valueOf(typed.toUpperCase(Locale.ROOT)))
                    .filter(does -> line.isRinging() || does == PhoneLegs.OtherSide.LEAVES);
        } catch (IllegalArgumentException noSuchWord) {
            return Optional.empty();
        }
    }

    private JsonNode parameters() {
        return screen.step() instanceof Step.GatherAi ai ? ai.parameters() : MissingNode.getInstance();
    }
}
