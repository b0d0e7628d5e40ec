package io.gathergateway.load;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gathergateway.load.PostOffice.Letter;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.simulator.CallReport;
import io.gathergateway.simulator.SimulatorOptions;
import io.gathergateway.simulator.Troubles;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Whole calls arrive, one virtual user each, and couriers deliver their webhooks to the gateway. In Gatling's results
 * {@code webhook} are the gateway's answers, {@code command} the times from a webhook to the first command that follows,
 * {@code call} whole calls, failed where one did not go as its scenario says, and {@code truth} what the simulated Telnyx
 * knows at the end.
 */
public final class CallLoad extends Simulation {
    /** As many as the simulated Telnyx has connections, so that no webhook waits for one. */
    private static final int COURIERS = 256;

    /** Calls for JVMs to wake up by; in the results their webhooks are {@code webhook, cold}. */
    private static final int COLD_CALLS = 20;

    private static final Duration COLD = Duration.ofSeconds(10);

    /** The gateway answers within this, whatever happens. */
    private static final int LONGEST_ANSWER_MILLIS = 1_500;

    /** Percent of the webhooks that may not be answered 200 at once; a killed gateway takes what it was at with it. */
    private static final double UNANSWERED = 0.1;

    private static final double UNANSWERED_RESTARTED = 2;

    private static final boolean RESTARTED = Boolean.getBoolean("load.restarts");

    private static final String LETTER = "letter";
    private static final String STATUS = "status";

    private final String name = System.getProperty("load", "smoke");
    private final Profile profile = Profile.named(
            name,
            number("load.rate", name.equals("smoke") ? 2 : 10),
            Duration.ofMinutes((long) number("load.minutes", 60)),
            number("load.speed", 4));
    private final Surroundings around = surroundings();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger letters = new AtomicInteger();
    private volatile boolean warm;

    public CallLoad() {
        List<OpenInjectionStep> arrivals = profile.arrivals();
        setUp(
                        scenario("couriers").exec(deliver()).injectOpen(atOnceUsers(COURIERS)),
                        scenario("first callers")
                                .exec(Awaiting.step("call", this::call))
                                .injectOpen(rampUsers(COLD_CALLS).during(COLD))
                                .andThen(scenario("callers")
                                        .exec(session -> {
                                            warm();
                                            return session;
                                        })
                                        .exec(Awaiting.step("call", this::call))
                                        .injectOpen(arrivals.toArray(OpenInjectionStep[]::new))
                                        .andThen(scenario("the end")
                                                .exec(Awaiting.step("truth", this::truth))
                                                .injectOpen(atOnceUsers(1)))))
                .protocols(http.disableWarmUp().userAgentHeader("telnyx-webhooks"))
                .assertions(
                        details("webhook")
                                .failedRequests()
                                .percent()
                                .lte(RESTARTED ? UNANSWERED_RESTARTED : UNANSWERED),
                        details("webhook").responseTime().percentile(99).lt(LONGEST_ANSWER_MILLIS),
                        details("call").failedRequests().count().is(0L),
                        details("truth").failedRequests().count().is(0L));
    }

    /** A courier's work, until the post office closes. */
    private ChainBuilder deliver() {
        ChainBuilder one = exec(http(session -> warm ? "webhook" : "webhook, cold")
                        .post(session -> nextGateway().toString())
                        .header("Content-Type", "application/json")
                        .header(
                                "Telnyx-Signature-Ed25519",
                                session -> letter(session).signature())
                        .header("Telnyx-Timestamp", session -> letter(session).timestamp())
                        .body(ByteArrayBody(session -> letter(session).body().getBytes()))
                        .requestTimeout(Duration.ofSeconds(3))
                        .check(status().saveAs(STATUS), status().is(200)))
                .exec(CallLoad::settle);
        return exec(session -> session.set("open", true))
                .exec(asLongAs("#{open}")
                        .on(exec(Awaiting.step("next", this::next))
                                .exec(doIf("#{open}").then(one))));
    }

    private synchronized void warm() {
        if (!warm) {
            warm = true;
            around.judged();
        }
    }

    private Future<Session> next(Session session, Stats stats) {
        return around.office
                .next()
                .map(letter -> letter.map(it -> session.set(LETTER, it)).orElseGet(() -> session.set("open", false)));
    }

    private static Session settle(Session session) {
        letter(session).answered(session.contains(STATUS) ? session.getInt(STATUS) : 0);
        return session.remove(STATUS).remove(LETTER).markAsSucceeded();
    }

    private static Letter letter(Session session) {
        return session.<Letter>get(LETTER);
    }

    private URI nextGateway() {
        return around.gateways.get(Math.floorMod(letters.getAndIncrement(), around.gateways.size()));
    }

    private Future<Session> call(Session session, Stats stats) {
        Scenario caller = around.callers.get(Math.floorMod(calls.getAndIncrement(), around.callers.size()));
        long from = System.currentTimeMillis();
        return around.simulator.call(caller).map(report -> {
            log(session, stats, from, report);
            return session;
        });
    }

    private static void log(Session session, Stats stats, long from, CallReport report) {
        Optional<String> deviation = report.deviations().stream()
                .findFirst()
                .map(first -> report.caller() + ": " + first.replaceAll("\\d+ ms", "… ms"));
        long to = System.currentTimeMillis();
        stats.log(session, "call", from, to, deviation);
        for (long millis : report.latenciesMillis()) {
            stats.log(session, "command", to - millis, to, Optional.empty());
        }
    }

    private Future<Session> truth(Session session, Stats stats) {
        return around.quiet().map(v -> {
            around.truth.read();
            System.out.println("Truth: " + around.truth.told());
            long now = System.currentTimeMillis();
            around.truth.faults().forEach((what, count) -> {
                System.out.println("Truth: " + count + " " + what);
                stats.log(session, "truth", now, now, count == 0 ? Optional.empty() : Optional.of(count + " " + what));
            });
            around.office.close();
            return session;
        });
    }

    @Override
    public void after() {
        try {
            around.end().forEach(System.out::println);
        } catch (Exception e) {
            throw new IllegalStateException("not everything ended", e);
        }
    }

    private Surroundings surroundings() {
        SimulatorOptions options = SimulatorOptions.defaults()
                .withHost(System.getProperty("load.telnyx.host", "127.0.0.1"))
                .withPort((int) number("load.telnyx.port", 0))
                .withSpeed(profile.speed())
                .withTroubles(Troubles.NONE
                        .withDoubled(number("load.duplicates", 0.05))
                        .withDisorder(Duration.ofMillis((long) number("load.disorder", 20))));
        List<URI> named = Pattern.compile(",")
                .splitAsStream(System.getProperty("load.gateway", ""))
                .filter(address -> !address.isBlank())
                .map(URI::create)
                .toList();
        try {
            return new Surroundings(options, named, (int) number("load.gateways", RESTARTED ? 2 : 1), RESTARTED);
        } catch (Exception e) {
            throw new IllegalStateException("cannot start what the load needs", e);
        }
    }

    private static double number(String property, double otherwise) {
        String told = System.getProperty(property);
        return told == null ? otherwise : Double.parseDouble(told);
    }
}
