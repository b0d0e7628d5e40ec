package io.gathergateway.load;

import com.typesafe.scalalogging.Logger;
import io.gatling.core.action.Action;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import io.vertx.core.Future;
import java.util.function.BiFunction;
import org.slf4j.LoggerFactory;

/** A step in which a virtual user waits for something without holding a thread; Gatling's own steps can only pause. */
final class Awaiting implements Action {
    private final String name;
    private final Action next;
    private final Stats stats;
    private final BiFunction<Session, Stats, Future<Session>> wait;
    private Logger logger = Logger.apply(LoggerFactory.getLogger(Awaiting.class));

    private Awaiting(String name, Action next, Stats stats, BiFunction<Session, Stats, Future<Session>> wait) {
        this.name = name;
        this.next = next;
        this.stats = stats;
        this.wait = wait;
    }

    /** The user goes on with the session that {@code wait} completes with; fails where it fails. */
    static ActionBuilder step(String name, BiFunction<Session, Stats, Future<Session>> wait) {
        return () -> (context, next) ->
                new Awaiting(name, next, new Stats(context.coreComponents().statsEngine()), wait);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void execute(io.gatling.core.session.Session session) {
        Session told = new Session(session);
        // Changes to the user's own event loop by itself.
        wait.apply(told, stats)
                .otherwise(failed -> told.markAsFailed())
                .onSuccess(after -> next.$bang(after.asScala()));
    }

    @Override
    public Logger logger() {
        return logger;
    }

    @Override
    public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger set) {
        logger = set;
    }
}
