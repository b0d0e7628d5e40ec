package io.gathergateway.load;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.core.stats.StatsEngine;
import io.gatling.javaapi.core.Session;
import java.util.Optional;
import scala.Option;
import scala.collection.immutable.List$;

/** Writes into Gatling's results what is no HTTP request: whole calls, and what was proven at the end. */
final class Stats {
    private final StatsEngine engine;

    Stats(StatsEngine engine) {
        this.engine = engine;
    }

    /** One line of {@code name}: from when to when, in milliseconds of the epoch, and why it failed, if it did. */
    void log(Session session, String name, long from, long to, Optional<String> failure) {
        engine.logResponse(
                session.scenario(),
                List$.MODULE$.empty(),
                name,
                from,
                to,
                failure.isPresent() ? KO$.MODULE$ : OK$.MODULE$,
                Option.empty(),
                Option.apply(failure.orElse(null)));
    }
}
