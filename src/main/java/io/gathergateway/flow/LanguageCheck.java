package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;
import java.util.regex.Pattern;

/**
 * Finds texts that are written in a step of a flow that speaks several languages: the voice of each would read them, and
 * they are in one. American and British voices read the same text; an English and a Spanish one do not.
 */
final class LanguageCheck {
    /** Roughly: an expression, or an element of SSML. */
    private static final Pattern NO_WORDS = Pattern.compile("\\$\\{[^}]*}|<[^>]*>");

    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern REGION = Pattern.compile("-.*");

    private LanguageCheck() {}

    static void check(FlowDraft flow, Problems problems) {
        long languages = flow.languages().stream()
                .map(language -> REGION.matcher(language.tag()).replaceAll(""))
                .distinct()
                .count();
        if (languages > 1) {
            flow.steps().forEach(step -> check(step, problems));
        }
    }

    private static void check(Draft step, Problems problems) {
        for (PromptDraft prompt : step.prompts()) {
            boolean text = prompt.form() == PromptDraft.Form.TEXT || prompt.form() == PromptDraft.Form.SSML;
            String words = NO_WORDS.matcher(prompt.text().text()).replaceAll("");
            if (text && LETTER.matcher(words).find()) {
                problems.add(
                        prompt.place(),
                        "this text would be spoken by the voice of every language, and is written in one",
                        "give it by key, { key: <prompt> }, and write it into each language's file");
            }
        }
    }
}
