package io.gathergateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class LoggingTest {
    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Logger log = context.getLogger("io.gathergateway.webhook.WebhookVerticle");

    @Test
    void aTextLineHasTimeLevelShortNameMessageAndKeys() {
        start(false, Level.INFO);
        log.atInfo().addKeyValue("callId", "c-1").addKeyValue("version", 3).log("Committed {}", "once");

        assertThat(lines())
                .singleElement()
                .asString()
                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  WebhookVerticle +Committed once callId=c-1 version=3");
    }

    @Test
    void aTextLineStaysOneLineWhateverAValueHolds() {
        start(false, Level.INFO);
        log.atInfo()
                .addKeyValue("type", "call.x\r\n12:00:00.000 INFO  Forged\u001b[31m")
                .log("Unknown");

        assertThat(lines()).singleElement().asString().endsWith("Unknown type=call.x 12:00:00.000 INFO  Forged [31m");
    }

    @Test
    void aJsonLineHasItsKeysAtTheTop() throws Exception {
        start(true, Level.INFO);
        log.atWarn()
                .addKeyValue("callId", "c-1\n\"")
                .addKeyValue("version", 3)
                .addKeyValue("ended", true)
                .addKeyValue("level", "low")
                .addKeyValue("nothing", (Object) null)
                .setCause(new IllegalStateException("boom"))
                .log("Committed {}", "once");

        assertThat(lines()).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines().getFirst());
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactly(
                        "time", "level", "logger", "message", "error", "callId", "version", "ended", "_level",
                        "nothing");
        assertThat(line.get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("logger").asText()).isEqualTo("io.gathergateway.webhook.WebhookVerticle");
        assertThat(line.get("message").asText()).isEqualTo("Committed once");
        assertThat(line.get("error").asText()).startsWith("java.lang.IllegalStateException: boom");
        assertThat(line.get("callId").asText()).isEqualTo("c-1\n\"");
        assertThat(line.get("version").isInt()).isTrue();
        assertThat(line.get("ended").isBoolean()).isTrue();
        assertThat(line.get("_level").asText()).isEqualTo("low");
    }

    @Test
    void librariesSpeakFromWarnUpWhateverOurOwnLevel() {
        start(false, Level.DEBUG);
        Logger library = context.getLogger("io.netty.channel.Channel");
        library.info("chatter");
        library.warn("trouble");
        log.debug("ours");
        log.trace("too much");

        assertThat(lines()).hasSize(2).first().asString().contains("WARN", "trouble");
        assertThat(lines().getLast()).contains("DEBUG", "ours");
    }

    @Test
    void aSecondStartReplacesTheFirst() {
        start(false, Level.INFO);
        start(true, Level.ERROR);
        log.warn("not any more");
        log.error("this");
        context.getLogger("io.netty.channel.Channel").warn("nor this");

        assertThat(lines()).singleElement().asString().startsWith("{\"time\"").contains("\"message\":\"this\"");
    }

    @BeforeEach
    void prepareContext() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    private void start(boolean json, Level level) {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setOutputStream(out);
        Logging.configure(context, json, level, appender);
    }

    /** Stops the log, which writes out the queue. */
    private List<String> lines() {
        context.stop();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
