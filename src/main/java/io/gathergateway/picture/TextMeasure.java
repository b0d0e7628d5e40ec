package io.gathergateway.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide text is, without asking a font: a table of DejaVu Sans, which is wider than the other common fonts, so text
 * fits where it was measured to fit.
 */
final class TextMeasure {
    private static final String ELLIPSIS = "…";

    /** Hundredths of the font's size, for the characters from space to tilde. */
    private static final int[] WIDTHS = {
        32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34,
        84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99,
        69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53,
        40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84
    };

    private static final int OTHER_ALPHABET = 80;
    private static final int WIDE = 110;
    private static final int FIRST_WIDE = 0x1100;
    private static final double BOLD = 1.12;

    private TextMeasure() {}

    static double width(String text, double size) {
        return text.codePoints().map(TextMeasure::hundredths).sum() * size / 100;
    }

    static double bold(String text, double size) {
        return width(text, size) * BOLD;
    }

    /** The text in at most {@code most} lines, broken between words where that works; what is too long ends in …. */
    static List<String> wrap(String text, double size, double width, int most) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty() && lines.size() < most) {
            if (lines.size() == most - 1 || width(rest, size) <= width) {
                lines.add(shorten(rest, size, width));
                return lines;
            }
            int end = fitting(rest, size, width);
            int space = rest.lastIndexOf(' ', end);
            int cut = space > 0 ? space : end;
            lines.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        return lines;
    }

    /** The text, or what of it fits, with … at its end. */
    static String shorten(String text, double size, double width) {
        if (width(text, size) <= width) {
            return text;
        }
        return text.substring(0, fitting(text, size, width - width(ELLIPSIS, size)))
                        .strip()
                + ELLIPSIS;
    }

    /** How many chars fit, at least one character. */
    private static int fitting(String text, double size, double width) {
        int end = Character.charCount(text.codePointAt(0));
        double used = width(text.substring(0, end), size);
        while (end < text.length()) {
            int next = text.codePointAt(end);
            used += hundredths(next) * size / 100;
            if (used > width) {
                return end;
            }
            end += Character.charCount(next);
        }
        return end;
    }

    private static int hundredths(int character) {
        if (character >= ' ' && character <= '~') {
            return WIDTHS[character - ' '];
        }
        if (character < FIRST_WIDE) {
            return OTHER_ALPHABET;
        }
        // Quotation marks, dashes and the ellipsis are of the general kind; what follows is Asian, or a picture.
        return character >= 0x2000 && character <= 0x206F ? OTHER_ALPHABET + 20 : WIDE;
    }
}
