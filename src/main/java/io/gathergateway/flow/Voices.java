package io.gathergateway.flow;

import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of voices. Telnyx takes {@code <Provider>.<Model>.<VoiceId>}, the model left out with some providers; the
 * commands' parameter {@code voice} lists the providers. {@code male} and {@code female} work only with the basic
 * service level of the speak commands, and gather_using_ai refuses them (90012), so a flow does not take them.
 */
final class Voices {
    static final String FORM = "<Provider>.<Model>.<VoiceId>";
    static final String SAMPLE = "AWS.Polly.Joanna-Neural";

    private static final List<String> PROVIDERS = List.of(
            "AWS", "Azure", "ElevenLabs", "Telnyx", "Minimax", "Rime", "Resemble", "Inworld", "FishAudio", "xAI");

    private static final Set<String> GENDERS = Set.of("male", "female");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,39}(\\.[^\\s.][^\\s]{0,199})");

    private Voices() {}

    /** A provider that is not in the list is taken as new, unless it looks like one of them misspelt. */
    static Optional<String> check(String voice, Place place, Problems problems) {
        String cure = "write " + FORM + ", such as " + SAMPLE + " or Telnyx.KokoroTTS.af";
        if (GENDERS.contains(voice)) {
            problems.add(
                    place,
                    "the voice " + voice + " exists only at Telnyx's basic service level, and gather_ai refuses it",
                    cure);
            return Optional.empty();
        }
        if (!NAME.matcher(voice).matches()) {
            problems.add(place, Problems.quoted(voice) + " is no voice", cure);
            return Optional.empty();
        }
        String provider = voice.substring(0, voice.indexOf('.'));
        Optional<String> meant = Nearest.to(provider, PROVIDERS).filter(known -> !known.equals(provider));
        if (meant.isPresent()) {
            problems.add(
                    place,
                    "Telnyx has no voice provider " + provider,
                    "did you mean " + meant.get() + voice.substring(provider.length()) + "?");
            return Optional.empty();
        }
        return Optional.of(voice);
    }
}
