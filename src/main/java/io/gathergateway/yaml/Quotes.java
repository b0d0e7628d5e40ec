package io.gathergateway.yaml;

import java.util.Optional;

/**
 * Finds the quote that made a file unreadable: one that is never closed, or that closes where another text was to begin.
 * Reads the file roughly, as YAML would if nothing were wrong. Confined to one reading.
 */
final class Quotes {
    private final String text;
    private int at;
    private int depth;

    private Quotes(String text) {
        this.text = text;
    }

    /**
     * A text in quotes.
     *
     * @param open where its first quote stands
     * @param end behind its last quote; below 0 when there is none
     * @param torn whether the file goes on behind it as if the text did not end there
     */
    record Quoted(int open, int end, boolean torn) {}

    /** What stands in quotes, and is to blame for an error at this offset. */
    static Optional<Quoted> blamed(String text, int error) {
        Quotes quotes = new Quotes(text);
        Optional<Quoted> blamed = Optional.empty();
        while (quotes.at < text.length()) {
            Optional<Quoted> next = quotes.next();
            if (next.isPresent() && next.get().open() < error && quotes.fits(next.get(), error)) {
                blamed = next;
            }
        }
        return blamed;
    }

    private boolean fits(Quoted quoted, int error) {
        if (quoted.end() < 0) {
            return true;
        }
        return quoted.torn()
                && error >= quoted.end()
                && text.substring(quoted.end(), Math.min(error, text.length())).indexOf('\n') < 0;
    }

    /** Reads on by one piece; something only where that was a text in quotes. */
    private Optional<Quoted> next() {
        char c = text.charAt(at);
        boolean alone = at + 1 >= text.length() || Character.isWhitespace(text.charAt(at + 1));
        if (c == '"' || c == '\'') {
            return Optional.of(quoted(c));
        }
        if (c == '{' || c == '[' || c == '}' || c == ']') {
            depth = Math.max(0, depth + (c == '{' || c == '[' ? 1 : -1));
            at++;
        } else if (Character.isWhitespace(c) || c == ',' || c == ':' || (alone && (c == '-' || c == '?'))) {
            at++;
        } else if (c == '#') {
            at = endOfLine(at);
        } else if ((c == '|' || c == '>') && depth == 0) {
            block();
        } else {
            plain();
        }
        return Optional.empty();
    }

    private Quoted quoted(char quote) {
        int open = at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            boolean twice = c == quote && quote == '\'' && at < text.length() && text.charAt(at) == quote;
            if (twice || (c == '\\' && quote == '"')) {
                at++;
            } else if (c == quote) {
                return new Quoted(open, at, torn(open));
            }
        }
        at = text.length();
        return new Quoted(open, -1, true);
    }

    /** Over the end of a line, anything behind it tells; on one line, only what sticks to it. */
    private boolean torn(int open) {
        boolean lines = text.substring(open, at).indexOf('\n') >= 0;
        int behind = at;
        while (lines && behind < text.length() && text.charAt(behind) == ' ') {
            behind++;
        }
        return behind < text.length()
                && !Character.isWhitespace(text.charAt(behind))
                && ",]}:#".indexOf(text.charAt(behind)) < 0;
    }

    private void plain() {
        int end = endOfLine(at);
        while (at < end) {
            char c = text.charAt(at);
            boolean space = at + 1 >= end || Character.isWhitespace(text.charAt(at + 1));
            if ((c == ':' && space) || (depth > 0 && ",[]{}".indexOf(c) >= 0)) {
                return;
            }
            at++;
            if (Character.isWhitespace(c) && at < end && text.charAt(at) == '#') {
                return;
            }
        }
    }

    /** A text over the lines that stand deeper than the one it begins on. */
    private void block() {
        int indent = indent(text.lastIndexOf('\n', at) + 1);
        at = endOfLine(at);
        while (at < text.length()) {
            int line = at + 1;
            int end = endOfLine(line);
            if (!text.substring(Math.min(line, end), end).isBlank() && indent(line) <= indent) {
                return;
            }
            at = end;
        }
    }

    private int indent(int line) {
        int first = line;
        while (first < text.length() && text.charAt(first) == ' ') {
            first++;
        }
        return first - line;
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
