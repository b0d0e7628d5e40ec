package io.gathergateway.yaml;

import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The YAML parser's complaints in plain words, told where the mistake was made. */
final class SyntaxErrors {
    private static final Pattern VALUE_BEGUN = Pattern.compile("[^,{\\[\"']*:\\s+[^,{\\[\"'\\s][^,{\\[\"']*\\$?");

    private SyntaxErrors() {}

    /** What is wrong with a text that the parser refused. */
    static Problem of(String file, String text, MarkedYAMLException e) {
        int error = offset(text, e.getProblemMark());
        Optional<Quotes.Quoted> quoted = Quotes.blamed(text, error);
        if (quoted.isPresent()) {
            return ofQuote(file, text, quoted.get());
        }
        return new Problem(
                new Place(
                        file,
                        e.getProblemMark().getLine() + 1,
                        e.getProblemMark().getColumn() + 1),
                what(e, text, error),
                cure(e, text, error));
    }

    private static Problem ofQuote(String file, String text, Quotes.Quoted quoted) {
        Place place = place(file, text, quoted.open());
        boolean oneLine =
                quoted.end() >= 0 && text.substring(quoted.open(), quoted.end()).indexOf('\n') < 0;
        if (!oneLine) {
            return new Problem(place, "the quote that opens here is not closed", "close it where the text ends");
        }
        return new Problem(
                place,
                "the text in quotes that begins here ends too early",
                text.charAt(quoted.open()) == '"'
                        ? "close the quote where the text ends; a \" inside a text is written \\\""
                        : "put the text in double quotes (\"…\"); inside single ones a ' is written twice");
    }

    private static String what(MarkedYAMLException e, String text, int error) {
        String problem = String.valueOf(e.getProblem()).strip();
        if (problem.contains("TAB")) {
            return "a tab where YAML wants spaces";
        }
        if (problem.startsWith("mapping values are not allowed here")) {
            return "a colon that YAML does not expect here";
        }
        if (context(e).contains("scanning an alias")) {
            return "a * that is not in quotes";
        }
        if (inText(text, error)) {
            return "a " + text.charAt(error) + " in a text that is not in quotes";
        }
        return "this is not YAML: " + Problems.quoted(problem);
    }

    private static String cure(MarkedYAMLException e, String text, int error) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("TAB")) {
            return "indent with spaces";
        }
        if (problem.startsWith("mapping values are not allowed here")) {
            return "put text that holds ': ' in quotes, or check the indentation";
        }
        if (context(e).contains("scanning an alias")) {
            return "write \"*\"";
        }
        if (inText(text, error)) {
            return "put the text in quotes (\"…\")"
                    + (text.charAt(error) == ':' ? ", or a comma before the next key" : "");
        }
        if (context(e).contains("flow mapping") || context(e).contains("flow sequence")) {
            return "check the commas and the closing bracket of what began" + began(e);
        }
        return "check indentation, quotes and brackets here and on the line above";
    }

    /** Whether a sign of YAML's stands within the value of a key in braces, as in {@code { say: Hello: you } }. */
    private static boolean inText(String text, int error) {
        if (error >= text.length() || ":{[".indexOf(text.charAt(error)) < 0) {
            return false;
        }
        String before = text.substring(text.lastIndexOf('\n', error - 1) + 1, error);
        int from = Math.max(before.lastIndexOf(','), Math.max(before.lastIndexOf('{'), before.lastIndexOf('[')));
        return from >= 0 && VALUE_BEGUN.matcher(before.substring(from + 1)).matches();
    }

    private static int offset(String text, Mark mark) {
        return text.offsetByCodePoints(0, Math.min(mark.getIndex(), text.codePointCount(0, text.length())));
    }

    private static Place place(String file, String text, int offset) {
        int line = text.lastIndexOf('\n', offset - 1) + 1;
        int above = (int) text.substring(0, line).chars().filter(c -> c == '\n').count();
        return new Place(file, above + 1, text.codePointCount(line, offset) + 1);
    }

    private static String context(MarkedYAMLException e) {
        return e.getContext() == null ? "" : e.getContext();
    }

    private static String began(MarkedYAMLException e) {
        return e.getContextMark() == null
                ? " above"
                : " at " + (e.getContextMark().getLine() + 1) + ":"
                        + (e.getContextMark().getColumn() + 1);
    }
}
