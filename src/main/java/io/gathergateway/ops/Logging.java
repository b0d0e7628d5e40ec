package io.gathergateway.ops;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The log's form and level, set here and nowhere else: no file on the class path or property changes it. It goes to
 * standard error, because standard output belongs to what a subcommand prints.
 *
 * <p>An event loop never waits for the log: lines go through a bounded queue, and when standard error does not take them
 * the queue drops info and below first, then everything.
 */
public final class Logging {
    private static final String OURS = "io.gathergateway";
    private static final int QUEUE = 8_192;

    /** One line an event; control characters cannot start another one or colour a terminal. */
    private static final String TEXT =
            "%d{HH:mm:ss.SSS} %-5level %-18logger{0} %replace(%msg %kvp{NONE}){'\\p{Cntrl}+', ' '}%n%ex";

    private Logging() {}

    /**
     * Sets up or changes the log. Call it first in {@code main}, before any Vert.x class is touched.
     *
     * @param json JSON lines for machines, or text for people
     * @param level of the gateway's own lines; libraries speak from warn up
     */
    public static void start(boolean json, Level level) {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
        standardError.setTarget("System.err");
        configure(context(), json, level, standardError);
    }

    /** Writes out what is queued. The last thing to do before the process ends. */
    public static void stop() {
        context().stop();
    }

    static void configure(LoggerContext context, boolean json, Level level, OutputStreamAppender<ILoggingEvent> lines) {
        context.reset();
        Encoder<ILoggingEvent> encoder = json ? new JsonLines() : text();
        encoder.setContext(context);
        encoder.start();

        lines.setContext(context);
        lines.setEncoder(encoder);
        lines.start();

        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setQueueSize(QUEUE);
        queue.setNeverBlock(true);
        queue.addAppender(lines);
        queue.start();

        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level == Level.ERROR ? ch.qos.logback.classic.Level.ERROR : ch.qos.logback.classic.Level.WARN);
        root.addAppender(queue);
        context.getLogger(OURS).setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
    }

    private static PatternLayoutEncoder text() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(TEXT);
        return encoder;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
