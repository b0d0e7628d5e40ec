package io.gathergateway.webhook;

import static io.gathergateway.webhook.WebhookRequest.NOW;
import static io.gathergateway.webhook.WebhookRequest.SIGNER;
import static io.gathergateway.webhook.WebhookRequest.event;
import static io.gathergateway.webhook.WebhookRequest.signed;
import static io.gathergateway.webhook.WebhookRequest.unsigned;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator sees: metrics, and few log lines that name the cure. */
class WebhookAlarmTest {
    private static final String V1 = """
            {"record_type":"event","id":"e-1","event_type": "call_initiated","payload":{"call_control_id":"secret"}}""";

    private final WebhookServer server = WebhookServer.committing();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.gathergateway.webhook");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        server.close();
    }

    @Test
    void aSignedWebhookOfApiV1SaysWhatToSwitch() throws IOException {
        assertThat(server.send(signed(V1)).status()).isEqualTo(400);
        assertThat(scrape()).contains("gateway_webhook_api_v1_total 1.0");
        assertThat(warnings())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("Mission Control", "Voice > Programmable Voice", "Webhook API version", "API v2"));
        assertThat(server.send(signed(V1)).status()).isEqualTo(400);
        assertThat(scrape()).contains("gateway_webhook_api_v1_total 2.0");
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void anUnsignedWebhookOfApiV1SaysSoTooAndIsLookedAtOnceASecond() throws IOException {
        assertThat(server.send(unsigned(V1)).status()).isEqualTo(401);
        assertThat(server.send(unsigned(V1)).status()).isEqualTo(401);
        assertThat(scrape()).contains("gateway_webhook_api_v1_total 1.0");
        server.advance(1);
        assertThat(server.send(unsigned(V1)).body()).isEqualTo("{\"error\":\"unauthorized\"}");
        assertThat(scrape()).contains("gateway_webhook_api_v1_total 2.0");
        assertThat(warnings()).hasSize(1);
        server.advance(59);
        assertThat(server.send(unsigned(V1)).status()).isEqualTo(401);
        assertThat(warnings()).hasSize(2);
        assertThat(server.received).isEmpty();
    }

    @Test
    void anUnsignedWebhookOfApiV2IsNotMistakenForV1() throws IOException {
        assertThat(server.send(unsigned(event("e-1", "s-1"))).status()).isEqualTo(401);
        assertThat(scrape()).contains("gateway_webhook_api_v1_total 0.0");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aClockThatIsWrongIsCountedAndLogged() throws IOException {
        byte[] body = event("e-1", "s-1").getBytes(UTF_8);
        assertThat(server.send(signed(body, NOW - 600, SIGNER)).status()).isEqualTo(503);
        assertThat(scrape()).contains("gateway_webhook_clock_skew_total 1.0");
        assertThat(warnings())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("time synchronisation"));
        assertThat(server.received).isEmpty();
    }

    @Test
    void aWrongKeyIsLoud() throws IOException {
        byte[] body = event("e-1", "s-1").getBytes(UTF_8);
        assertThat(server.send(signed(body, NOW, new WebhookSigner(2))).status())
                .isEqualTo(401);
        assertThat(scrape()).contains("gateway_webhooks_total{result=\"signature_wrong\"} 1.0");
        assertThat(warnings())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("TELNYX_PUBLIC_KEY"));
    }

    @Test
    void aDefectIsCountedWithItsReasonAndLoggedWithoutContent() throws IOException {
        assertThat(server.send(signed("{\"data\":secret}")).status()).isEqualTo(400);
        assertThat(scrape()).contains("gateway_webhook_defects_total{reason=\"syntax\"} 1.0");
        assertThat(warnings())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("syntax"));
    }

    @Test
    void theMetricsHaveTheirNamesAndAreFew() throws IOException {
        assertThat(server.send(signed(event("e-1", "s-1"))).status()).isEqualTo(200);
        assertThat(scrape())
                .contains("gateway_webhooks_total{result=\"committed\"} 1.0")
                .contains("gateway_webhook_seconds_count 1")
                .contains("gateway_webhook_seconds_bucket{le=\"1.5\"} 1")
                .contains("gateway_signature_verifier{provider=\""
                        + VerifierChoice.best().provider() + "\"} 1.0");
        assertThat(scrape().lines().filter(line -> !line.startsWith("#")).count())
                .isLessThan(100);
    }

    @Test
    void nothingOfARequestIsLogged() throws IOException {
        server.send(signed(V1));
        server.send(unsigned(V1));
        server.send(signed("{\"data\":\"secret\"}"));
        assertThat(log.list.stream().map(WebhookAlarmTest::line))
                .isNotEmpty()
                .noneMatch(line -> line.contains("secret"));
    }

    private String scrape() {
        return server.registry.scrape();
    }

    private List<String> warnings() {
        return lines().toList();
    }

    private Stream<String> lines() {
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(WebhookAlarmTest::line);
    }

    private static String line(ILoggingEvent event) {
        return event.getFormattedMessage() + " " + event.getKeyValuePairs();
    }
}
