package io.gathergateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class KeyAlarmTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Logger log = (Logger) LoggerFactory.getLogger(KeyAlarm.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final KeyAlarm alarm = new KeyAlarm();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
    }

    @Test
    void itBeginsOnceAndStopsOnce() {
        assertThat(alarm.raise(START, 401, "10009")).isTrue();
        assertThat(alarm.raise(START, 401, "10009")).isFalse();
        assertThat(alarm.clear()).isTrue();
        assertThat(alarm.clear()).isFalse();
        assertThat(alarm.raise(START, 403, "10010")).isTrue();
    }

    @Test
    void itWritesOneErrorAMinuteHoweverManyCommandsAreRefused() {
        for (int second = 0; second < 120; second++) {
            alarm.raise(START.plusSeconds(second), 401, "10009");
            alarm.clear();
        }

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR, Level.ERROR);
    }
}
