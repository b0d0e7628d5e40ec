package io.gathergateway.telnyx.command;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** One segment of a URL path: everything but RFC 3986's unreserved characters is percent-encoded. */
final class PathSegment {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PathSegment() {}

    /** Refuses what would name another resource however it is encoded: nothing, {@code .} and {@code ..}. */
    static String encode(String text) {
        new Checks("command")
                .required("call_control_id", text)
                .rule(!text.equals(".") && !text.equals(".."), "call_control_id", "must not be a relative path")
                .done();
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'A' && b <= 'Z')
                || (b >= 'a' && b <= 'z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
