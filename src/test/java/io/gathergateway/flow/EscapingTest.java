package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gathergateway.yaml.Problem;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** Nothing a caller says becomes anything but text, wherever it is put. */
class EscapingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"><break/>",
                "</speak><speak>",
                "<![CDATA[x]]>",
                "&lt;&amp;",
                "&xxe;",
                "' onload='",
                "${call.from}",
                "a\u0000b\u0001\uD800",
                "😀",
            })
    void whatIsPutIntoSsmlStaysText(String said) throws Exception {
        Template template = Words.ofVars().template("<speak v=\"${account}\">Hello <b>${account}</b></speak>");

        String ssml = template.renderSsml(Map.of("account", said, "call", Map.of("from", "SECRET")));

        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(ssml)))
                .getDocumentElement();
        String kept = said.replaceAll("[\\x00-\\x1F\\uD800](?![\\uDC00-\\uDFFF])", " ");
        assertThat(root.getAttribute("v")).isEqualTo(kept);
        assertThat(root.getTextContent()).isEqualTo("Hello " + kept);
        assertThat(root.getElementsByTagName("*").getLength()).isEqualTo(1);
    }

    @Test
    void ssmlThatWouldBeTooLongStaysWhole() {
        Template template = Words.ofVars().template("<speak>${account}, ${found}</speak>");

        String ssml = template.renderSsml(Map.of("account", "&".repeat(4000), "found", "x"));

        assertThat(ssml).hasSizeBetween(2990, 3000).matches("<speak>(&amp;)+, x?</speak>");
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "https://h.example/a/${account},        ../..?a=b#,     https://h.example/a/..%2F..%3Fa%3Db%23",
                "https://h.example/a/${account},        @evil.example,  https://h.example/a/%40evil.example",
                "https://h.example/a/${account},        `a b/é%2F`,     https://h.example/a/a%20b%2F%C3%A9%252F",
                "https://h.example/a/${account},        `//evil\\x`,    https://h.example/a/%2F%2Fevil%5Cx",
                "https://h.example/a/${account}/b,      `\r\nX: y`,     https://h.example/a/%0D%0AX%3A%20y/b",
                "https://h.example/?q=${account}&r=1,   `1&r=2#`,       https://h.example/?q=1%26r%3D2%23&r=1",
                "https://h.example/?q=${account},       ``,             https://h.example/?q=",
                "https://h.example/?q=${account},       ..,             https://h.example/?q=..",
                "https://h.example/${account},          +13125550100,   https://h.example/%2B13125550100",
                "https://h.example/x.${account},        .,              https://h.example/x..",
                "https://h.example:8443/${account},     1,              https://h.example:8443/1",
                "https://h.example?q=${account},        1,              https://h.example?q=1",
            })
    void whatIsPutIntoAnAddressStaysInItsPlace(String url, String said, String address) {
        assertThat(Words.ofVars().url(url).renderUrl(Map.of("account", said))).contains(address);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "https://h.example/a/${account}, ..",
                "https://h.example/a/${account}/b, .",
                "https://h.example/a/.${account}/b, .",
                "https://h.example/a/%2E${account}/b, .",
                "https://h.example/a/${account}${account}, .",
                "https://h.example/a/${account}, ``",
            })
    void anAddressThatWouldBeAnotherIsNotAsked(String url, String said) {
        assertThat(Words.ofVars().url(url).renderUrl(Map.of("account", said))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h.example/a/${found}", "https://h.example/a?x=${found}"})
    void anAddressWithAGapIsNotAsked(String url) {
        assertThatThrownBy(() -> Words.ofVars().url(url).renderUrl(Map.of())).isInstanceOf(NoValue.class);
    }

    @Test
    void anAddressWithoutEndIsNotAsked() {
        assertThat(Words.ofVars().url("https://h.example/${account}").renderUrl(Map.of("account", "é".repeat(2000))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://${account}/x",
                "${account}",
                "https://h.example:${attempts}/x",
                "https://h.example${account}",
                "https://user@h.example/${account}",
                "ftp://h.example/${account}",
                "h.example/x",
                "https:///x",
                "https://h.example/a b",
            })
    void whichHostIsAskedIsFixedInTheFlow(String url) {
        Words words = Words.ofVars();

        assertThat(words.templates.url(words.scalar(url))).isEmpty();
        assertThat(words.problems.list())
                .singleElement()
                .satisfies(problem -> assertThat(problem.cure()).contains("https://crm.example.com/"));
    }

    @Test
    void aHeaderHoldsSecretsOrValuesAndNeverBoth() {
        Words words = Words.ofVars();

        assertThat(words.templates.header(words.scalar("Bearer ${ secret.crm }")))
                .contains(new TemplateCompiler.Header.Secret("Bearer ${secret.crm}"));
        assertThat(words.templates.header(words.scalar("call ${call.id}")))
                .containsInstanceOf(TemplateCompiler.Header.Rendered.class);
        Words.assertNothingWrong(words.problems);
        for (String wrong : List.of(
                "${secret.crm}${account}", "${secret.crm + account}", "${secret}", "${secret.crm}$${secret.x}")) {
            assertThat(words.templates.header(words.scalar(wrong))).isEmpty();
        }
        assertThat(words.problems.list())
                .hasSize(3)
                .extracting(Problem::what)
                .allSatisfy(what -> assertThat(what).contains("a header with a secret"));
    }

    @Test
    void aHeaderIsOneLineOfAscii() {
        assertThat(Words.ofVars().template("v=${account}").renderHeader(Map.of("account", "1\r\nX: é\t2")))
                .isEqualTo("v=1  X:   2");
    }

    @Test
    void aTextWithoutExpressionsIsConstant() {
        Words words = Words.ofVars();

        assertThat(words.template("a $${b}").constant()).isEqualTo(Optional.of("a ${b}"));
        assertThat(words.template("a ${account}").constant()).isEmpty();
        assertThat(Template.of("sip:a@b").constant()).contains("sip:a@b");
    }
}
