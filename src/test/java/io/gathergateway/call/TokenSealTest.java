package io.gathergateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.TokenSeal.Kind;
import io.gathergateway.call.TokenSeal.Opened;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody without the key speaks for a call of ours. */
class TokenSealTest {
    private static final String OLD = "the key of yesterday, hard to guess";
    private static final String NEW = "the key of today, as hard to guess!";
    private static final String TOKEN = new Token("session-1", "rev-1", "menu", 7, 0).clientState();

    private final TokenSeal seal = new TokenSeal(List.of(NEW, OLD));

    @Test
    void whatIsSealedIsOpenedToWhatItWas() {
        assertThat(seal.open(sealed(seal))).isEqualTo(new Opened(Kind.OURS, TOKEN));
    }

    @Test
    void duringAChangeOfKeysBothOpenAndAfterItOnlyTheNewOne() {
        String before = sealed(new TokenSeal(List.of(OLD)));
        assertThat(seal.open(before).kind()).isEqualTo(Kind.OURS);
        assertThat(new TokenSeal(List.of(NEW)).open(before)).isEqualTo(new Opened(Kind.FORGED, null));
        assertThat(new TokenSeal(List.of(NEW)).open(sealed(seal)).kind()).isEqualTo(Kind.OURS);
    }

    /** Whichever bit of the token or of its MAC is another. */
    @Test
    void aSingleOtherCharacterIsForged() {
        String text = new String(Base64.getDecoder().decode(sealed(seal)), StandardCharsets.UTF_8);
        for (int i = "gg1/".length(); i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            String forged = text.substring(0, i) + other + text.substring(i + 1);
            assertThat(seal.open(base64(forged))).as(forged).isEqualTo(new Opened(Kind.FORGED, null));
        }
    }

    @Test
    void withoutItsSealATokenIsForged() {
        assertThat(seal.open(TOKEN).kind()).isEqualTo(Kind.FORGED);
        assertThat(seal.open(base64("gg1/")).kind()).isEqualTo(Kind.FORGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aGF2ZSBhIG5pY2UgZGF5ID1d", "not base64!", "gg1", "////", "Z2cx"})
    void anotherApplicationsIsForeign(String clientState) {
        assertThat(seal.open(clientState)).isEqualTo(new Opened(Kind.FOREIGN, null));
    }

    @Test
    void noneIsNone() {
        assertThat(seal.open(null).kind()).isEqualTo(Kind.NONE);
        assertThat(seal.open("").kind()).isEqualTo(Kind.NONE);
    }

    /** A transfer has one for the other leg too; what a flow or a caller says is left alone. */
    @Test
    void everyTokenOfABodyIsSealedAndNothingElse() {
        String body = """
                {"client_state":"%1$s","target_leg_client_state" : "%1$s","payload":"say \\"client_state\\":\\"%1$s\\"",\
                "custom_headers":[{"name":"client_state","value":"%1$s"}]}\
                """.formatted(TOKEN);
        assertThat(seal.seal(body)).isEqualTo("""
                {"client_state":"%2$s","target_leg_client_state" : "%2$s","payload":"say \\"client_state\\":\\"%1$s\\"",\
                "custom_headers":[{"name":"client_state","value":"%1$s"}]}\
                """.formatted(TOKEN, sealed(seal)));
        assertThat(seal.seal("{\"client_state\":\"aGVsbG8=\"}")).isEqualTo("{\"client_state\":\"aGVsbG8=\"}");
        assertThat(seal.seal("{}")).isEqualTo("{}");
    }

    @Test
    void aKeyMadeOfASecretIsAlwaysTheSameAndDoesNotShowIt() {
        assertThat(TokenSeal.keyFrom("KEY-1"))
                .isEqualTo(TokenSeal.keyFrom("KEY-1"))
                .isNotEqualTo(TokenSeal.keyFrom("KEY-2"))
                .doesNotContain("KEY-1");
    }

    private static String sealed(TokenSeal with) {
        String body = with.seal("{\"client_state\":\"" + TOKEN + "\"}");
        return body.substring(body.indexOf(":\"") + 2, body.lastIndexOf('"'));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
