package io.gathergateway.yaml;

/**
 * Finds a character of a scalar's text in the file. YAML adds and takes away only white space, quotes and escapes
 * between the two, so the n-th character that is no white space is the same on both sides, whatever the style.
 */
final class RawText {
    private final String raw;
    private int at;
    private int line;
    private int column;

    private RawText(YamlNode.Scalar scalar) {
        this.raw = scalar.raw();
        this.line = scalar.place().line();
        this.column = scalar.place().column();
    }

    static Place place(YamlNode.Scalar scalar, int offset) {
        String text = scalar.text();
        int before = 0;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            before += Character.isWhitespace(text.charAt(i)) ? 0 : 1;
        }
        RawText walk = new RawText(scalar);
        walk.find(before);
        return new Place(scalar.place().file(), walk.line, walk.column);
    }

    private void find(int before) {
        char style = raw.isEmpty() ? ' ' : raw.charAt(0);
        switch (style) {
            case '|', '>' -> {
                while (at < raw.length() && raw.charAt(at) != '\n') {
                    step();
                }
            }
            case '"', '\'' -> step();
            default -> {}
        }
        int seen = 0;
        while (at < raw.length()) {
            int end = endOfCharacter(style);
            boolean visible = visible(end);
            if (visible && seen >= before) {
                return;
            }
            seen += visible ? end - at > 1 ? charsOf(end) : 1 : 0;
            while (at < end) {
                step();
            }
        }
    }

    private void step() {
        if (raw.charAt(at) == '\n') {
            line++;
            column = 1;
        } else if (!Character.isLowSurrogate(raw.charAt(at))) {
            column++;
        }
        at++;
    }

    private int endOfCharacter(char style) {
        char c = raw.charAt(at);
        int length = 1;
        if (style == '\'' && c == '\'') {
            length = 2;
        } else if (style == '"' && c == '\\' && at + 1 < raw.length()) {
            length = switch (raw.charAt(at + 1)) {
                case 'x' -> 4;
                case 'u' -> 6;
                case 'U' -> 10;
                default -> 2;
            };
        }
        return Math.min(at + length, raw.length());
    }

    private boolean visible(int end) {
        char c = raw.charAt(at);
        if (c != '\\' || end - at == 1) {
            return !Character.isWhitespace(c);
        }
        return switch (raw.charAt(at + 1)) {
            case 't', 'n', 'v', 'f', 'r', ' ', 'L', 'P', '\t', '\r', '\n' -> false;
            case 'x', 'u', 'U' -> !Character.isWhitespace(codePoint(end));
            default -> true;
        };
    }

    private int charsOf(int end) {
        return raw.charAt(at) == '\\' && end - at == 10 ? Character.charCount(codePoint(end)) : 1;
    }

    private int codePoint(int end) {
        try {
            return Integer.parseInt(raw, at + 2, end, 16);
        } catch (NumberFormatException cutShort) {
            return '?';
        }
    }
}
