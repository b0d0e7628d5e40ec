package io.gathergateway.rehearsal;

import java.util.regex.Pattern;

/** What was heard, compared with what a scenario says; stateless. */
final class Words {
    private static final Pattern TAG = Pattern.compile("<[^<>]*>");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Words() {}

    /** Whether this part was heard: as it stands, or where it is SSML without its tags. */
    static boolean contain(String heard, String part) {
        return heard.contains(part) || (heard.contains("<speak") && plain(heard).contains(part));
    }

    /** A tag may stand inside of a word, or be all that parts two: what it leaves is one blank at most. */
    private static String plain(String ssml) {
        String text =
                TAG.matcher(ssml.replaceAll("<break[^<>]*>|</?[ps]>", " ")).replaceAll("");
        return BLANKS.matcher(text)
                .replaceAll(" ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&")
                .strip();
    }
}
