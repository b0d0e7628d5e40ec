package io.gathergateway.flow;

import com.google.common.base.Splitter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Makes text harmless for the places it is put into. */
final class Escapes {
    /** What servers commonly take. */
    static final int MAX_URL = 8000;

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Escapes() {}

    /** Text for the content or an attribute of XML; cut, between characters, to at most {@code max} when escaped. */
    static String xml(String text, int max) {
        StringBuilder escaped = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            String one = switch (c) {
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '&' -> "&amp;";
                case '"' -> "&quot;";
                case '\'' -> "&apos;";
                default -> allowed(c) ? Character.toString(c) : " ";
            };
            if (escaped.length() + one.length() > max) {
                break;
            }
            escaped.append(one);
            at += Character.charCount(c);
        }
        return escaped.toString();
    }

    /** The characters of XML 1.0; half a surrogate pair is none. */
    private static boolean allowed(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= ' ' ? !surrogate && c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n' || c == '\r';
    }

    /** As RFC 3986 encodes what is not unreserved. */
    static String percent(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    /** Whether anybody on the way can read what goes to this address: plain HTTP to another machine. */
    static boolean readable(String url) {
        return url.startsWith("http://") && !url.matches("http://(127\\.0\\.0\\.1|localhost|\\[::1])([:/?#].*)?");
    }

    /** Whether a segment of the path is {@code .} or {@code ..}, which servers take for the way to another address. */
    static boolean climbs(String url) {
        String path = url.replaceFirst("[?#].*", "");
        return Splitter.on('/')
                .splitToStream(path)
                .map(segment -> segment.toLowerCase(Locale.ROOT).replace("%2e", "."))
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    /** Text for an HTTP header: what is no printable ASCII becomes a space. */
    static String header(String text) {
        StringBuilder header = new StringBuilder();
        text.codePoints().forEach(c -> header.append(c >= ' ' && c <= '~' ? (char) c : ' '));
        return header.toString().strip();
    }
}
