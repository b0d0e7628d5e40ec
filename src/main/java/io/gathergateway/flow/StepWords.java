package io.gathergateway.flow;

import java.util.regex.Pattern;

/** The words of a fixed form that steps are written with. */
final class StepWords {
    static final Shape.Word ONE_KEY = new Shape.Word(
            "key of the telephone", "\"#\"", Pattern.compile("[0-9*#]"), "write one of 0-9 * #, in quotes");
    static final Shape.Word SOME_KEYS = new Shape.Word(
            "row of keys",
            "\"0123456789\"",
            Pattern.compile("[0-9*#]{1,12}"),
            "only 0-9 * # can be typed; write them in quotes");
    static final Shape.Word ASSISTANT_ID = new Shape.Word(
            "id of a Telnyx assistant",
            "assistant-…",
            Pattern.compile("assistant-[A-Za-z0-9-]{1,64}"),
            "write it as Telnyx shows it, assistant- and a UUID");
    static final Shape.Word EVENT =
            new Shape.Word("name", "<event>", Pattern.compile("[a-z][a-z0-9_-]{0,63}"), Grammar.nameCure());
    static final Shape.Word QUEUE = new Shape.Word(
            "name of a queue",
            "<queue>",
            Pattern.compile("[^\\s${}]([^\\n${}]{0,62}[^\\s${}])?"),
            "give 1 to 64 characters, without $ { }");

    private StepWords() {}
}
