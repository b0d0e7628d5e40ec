package io.gathergateway.call;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says which decision a command came from. It travels as {@code client_state}, which Telnyx repeats in every later
 * webhook of the leg until another command replaces it; so a result tells which command it belongs to. On its way it is
 * sealed: {@link TokenSeal}.
 *
 * @param version the session version that the decision made
 * @param index the command's place in that decision
 */
record Token(String session, String revision, String step, long version, int index) {
    /** No token of a session is older. */
    static final String FIRST = "0.0";

    private static final String SCHEME = "gg1";

    /** What tells tokens of one session apart. */
    String id() {
        return version + "." + index;
    }

    /** Whether its command was decided before the one with this token id. */
    boolean isBefore(String other) {
        String[] id = other.split("\\.", -1);
        long otherVersion = Long.parseLong(id[0]);
        return version < otherVersion || (version == otherVersion && index < Integer.parseInt(id[1]));
    }

    /** Unwrapped base64: Telnyx refuses anything else, and line breaks get cut. */
    String clientState() {
        String text = String.join("/", SCHEME, session, revision, step, id());
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The token in a webhook; empty where it has none, or one that another application set. */
    static Optional<Token> of(@Nullable String clientState) {
        return clientState == null ? Optional.empty() : text(clientState).flatMap(Token::read);
    }

    /** What is in it, where it has our scheme; sealed or not. */
    static Optional<String> text(String clientState) {
        try {
            String text = new String(Base64.getDecoder().decode(clientState), StandardCharsets.UTF_8);
            return text.startsWith(SCHEME + "/") ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static Optional<Token> read(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 5) {
            return Optional.empty();
        }
        String[] id = parts[4].split("\\.", -1);
        if (id.length != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Token(parts[1], parts[2], parts[3], Long.parseLong(id[0]), Integer.parseInt(id[1])));
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }
}
