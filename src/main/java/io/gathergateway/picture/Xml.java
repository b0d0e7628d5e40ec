package io.gathergateway.picture;

import java.util.Locale;

/** Writes XML. Text that is no XML character, or would be read as markup, cannot get in. Confined to one picture. */
final class Xml {
    private static final int REPLACEMENT = 0xFFFD;

    private final StringBuilder out = new StringBuilder();

    /** Begins an element; {@code attributes} are names and values in turn. */
    Xml open(String name, Object... attributes) {
        return tag(name, attributes, ">");
    }

    Xml close(String name) {
        out.append("</").append(name).append(">\n");
        return this;
    }

    /** An element that holds nothing. */
    Xml empty(String name, Object... attributes) {
        return tag(name, attributes, "/>\n");
    }

    /** An element that holds text. */
    Xml text(String name, String text, Object... attributes) {
        tag(name, attributes, ">");
        escape(text);
        return close(name);
    }

    Xml line() {
        out.append('\n');
        return this;
    }

    private Xml tag(String name, Object[] attributes, String end) {
        out.append('<').append(name);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1] instanceof Double number ? number(number) : String.valueOf(attributes[i + 1]));
            out.append('"');
        }
        out.append(end);
        return this;
    }

    /** A length, to a tenth of a pixel. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\r', '\t' -> out.append(' ');
                default -> out.appendCodePoint(allowed(c) ? c : REPLACEMENT);
            }
        });
    }

    private static boolean allowed(int c) {
        return (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) || c >= 0x10000;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
