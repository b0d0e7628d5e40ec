package io.gathergateway.telnyx;

/** What may be shown of a telephone number or SIP address: enough to tell two apart when both are known, no more. */
public final class Masked {
    private static final int HEAD = 5;
    private static final int TAIL = 2;

    /** Fewer digits than this between head and tail would leave the number easy to guess. */
    private static final int HIDDEN = 4;

    private static final String STARS = "***";

    private Masked() {}

    /** {@code +13125550123} becomes {@code +1312***23}; anything short, or not a number, becomes stars only. */
    public static String number(String number) {
        boolean shown = number.length() >= HEAD + HIDDEN + TAIL && isNumber(number);
        return shown ? number.substring(0, HEAD) + STARS + number.substring(number.length() - TAIL) : STARS;
    }

    private static boolean isNumber(String text) {
        return text.charAt(0) == '+' && text.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
