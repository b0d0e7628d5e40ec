package io.gathergateway.campaign;

import io.gathergateway.campaign.FaultProxy.Mode;
import io.gathergateway.campaign.Trial.Done;
import io.gathergateway.simulator.Troubles;
import io.gathergateway.store.RawRedis;
import io.gathergateway.store.RedisServer;
import io.gathergateway.store.SentinelServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import java.util.Random;

/** The faults that are tried, and what is told of each. */
final class Trials {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private Trials() {}

    /** All that one machine can try. */
    static List<Trial> all() {
        return List.of(
                new Trial("nothing", Trials::nothing),
                killed(),
                new Trial("a gateway is paused for 10 s (SIGSTOP)", Trials::paused),
                new Trial("both gateways are paused for 20 s", Trials::bothPaused),
                rolled(),
                inTurn(2),
                inTurn(4),
                new Trial("10 % of webhooks doubled, all up to 500 ms late", Trials::disorder),
                new Trial("1 % of webhooks lost for good", Trials::lost),
                new Trial("Redis stalls for 10 s (SIGSTOP)", Trials::redisStalls),
                redisKilled(),
                failover(),
                new Trial("Redis is out of memory for 5 s", Trials::redisFull),
                new Trial("Redis answers 50 ms late", (stage, scale) -> redis(stage, scale, new Mode.Slow(late(50)))),
                new Trial("Redis answers 500 ms late", (stage, scale) -> redis(stage, scale, new Mode.Slow(late(500)))),
                new Trial(
                        "0.5 % of Redis's answers are lost",
                        (stage, scale) -> redis(stage, scale, new Mode.LoseAnswers(0.005))),
                new Trial("one gateway is cut off from Redis for 15 s", Trials::partition),
                new Trial("Telnyx answers 503", (stage, scale) -> telnyx(stage, scale, Troubles.NONE.withRefused(1))),
                new Trial(
                        "Telnyx answers every third command 500",
                        (stage, scale) -> telnyx(
                                stage, scale, Troubles.NONE.withRefused(0.33).withStatus(500))),
                new Trial(
                        "Telnyx takes 10 commands a second, 429 beyond",
                        (stage, scale) -> telnyx(stage, scale, Troubles.NONE.withPerSecond(10))),
                new Trial(
                        "Telnyx carries out 5 % of commands and does not answer",
                        (stage, scale) -> telnyx(stage, scale, Troubles.NONE.withMute(0.05))),
                new Trial(
                        "Telnyx accepts and is silent (black hole)",
                        (stage, scale) -> telnyx(stage, scale, new Mode.BlackHole())),
                new Trial("Telnyx resets every connection", (stage, scale) -> telnyx(stage, scale, new Mode.Reset())),
                new Trial(
                        "Telnyx answers in slices of 16 bytes",
                        (stage, scale) -> telnyx(stage, scale, new Mode.Slice(16, Duration.ofMillis(20)))),
                new Trial(
                        "Telnyx answers are cut after 40 bytes",
                        (stage, scale) -> telnyx(stage, scale, new Mode.Cut(40))));
    }

    /** Those that every build can afford; each stands for its kind. */
    static List<Trial> brief() {
        return List.of(
                killed(),
                rolled(),
                new Trial("a gateway is paused for 10 s (SIGSTOP)", Trials::paused),
                new Trial("Redis stalls for 10 s (SIGSTOP)", Trials::redisStalls),
                new Trial("Telnyx in trouble: 500, 429, mute; doubles and disorder", Trials::telnyxInTrouble));
    }

    private static Done nothing(Stage stage, Scale scale) throws Exception {
        Waits.last(scale.length());
        return new Done(0, Trials::delays);
    }

    private static Trial killed() {
        return new Trial("a gateway is killed (kill -9)", (stage, scale) -> {
            Random random = new Random(1);
            List<Long> moments = new ArrayList<>();
            // As far away as Telnyx is; so that there is something to leave behind.
            stage.toTelnyx.become(new Mode.Slow(late(80)));
            for (int kill = 0; kill < scale.kills(); kill++) {
                GatewayProcess pod = stage.pods.get(random.nextInt(stage.pods.size()));
                moments.add(System.currentTimeMillis());
                pod.kill();
                pod.restart();
                pod.awaitReady();
                Waits.last(Duration.ofMillis(300 + random.nextInt(700)));
            }
            return new Done(scale.kills(), (s, ledger) -> recovery(moments, ledger));
        });
    }

    private static String recovery(List<Long> moments, Ledger ledger) {
        List<Long> sorted = moments.stream().map(ledger::recovery).sorted().toList();
        return "what a dead gateway left was sent by another: p50 %d ms, p99 %d ms, longest %d ms"
                .formatted(percentile(sorted, 50), percentile(sorted, 99), percentile(sorted, 100));
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }

    private static Done paused(Stage stage, Scale scale) throws Exception {
        for (int i = 0; i < scale.times(); i++) {
            GatewayProcess pod = stage.pods.get(i % stage.pods.size());
            pod.pause();
            try {
                Waits.last(Duration.ofSeconds(10));
            } finally {
                pod.resume();
            }
            pod.awaitReady();
            Waits.last(Duration.ofSeconds(1));
        }
        return new Done(scale.times(), Trials::delays);
    }

    private static Done bothPaused(Stage stage, Scale scale) throws Exception {
        for (GatewayProcess pod : stage.pods) {
            pod.pause();
        }
        try {
            Waits.last(Duration.ofSeconds(20));
        } finally {
            for (GatewayProcess pod : stage.pods) {
                pod.resume();
            }
        }
        return new Done(1, Trials::delays);
    }

    private static Trial rolled() {
        return new Trial("a gateway ends (SIGTERM) and comes back, one after the other", (stage, scale) -> {
            long from = System.currentTimeMillis();
            for (int i = 0; i < scale.times(); i++) {
                GatewayProcess pod = stage.pods.get(i % stage.pods.size());
                ends(pod);
                pod.restart();
                pod.awaitReady();
                Waits.last(Duration.ofSeconds(1));
            }
            long to = System.currentTimeMillis();
            return new Done(
                    scale.times(),
                    (s, ledger) -> "every exit status 0; webhooks not answered 200: %d of %d"
                            .formatted(
                                    Answers.between(s, from, to).failed(),
                                    Answers.between(s, from, to).count()));
        });
    }

    private static void ends(GatewayProcess pod) throws Exception {
        int status = pod.terminate(GRACE);
        if (status != 0) {
            throw new AssertionError("a gateway that was told to end did so with status " + status);
        }
    }

    /** As a cluster that loses nodes while it is deployed to. */
    private static Trial inTurn(int pods) {
        String name = "%d gateways, in turn killed (kill -9) or ended (SIGTERM), and started again".formatted(pods);
        return new Trial(name, Setting.of(pods), (stage, scale) -> {
            List<Long> kills = new ArrayList<>();
            long from = System.currentTimeMillis();
            for (int i = 0; i < pods * scale.times(); i++) {
                GatewayProcess pod = stage.pods.get(i % pods);
                // So that each of them meets both ends.
                if ((i + i / pods) % 2 == 0) {
                    kills.add(System.currentTimeMillis());
                    pod.kill();
                } else {
                    ends(pod);
                }
                pod.restart();
                pod.awaitReady();
            }
            long to = System.currentTimeMillis();
            return new Done(pods * scale.times(), (s, ledger) -> {
                Answers answers = Answers.between(s, from, to);
                return "%s; webhooks not answered 200 at once: %d of %d, the slowest answer %d ms"
                        .formatted(recovery(kills, ledger), answers.failed(), answers.count(), answers.longestMillis());
            });
        });
    }

    private static Done disorder(Stage stage, Scale scale) throws Exception {
        Waits.result(stage.simulator.troubles(Troubles.NONE.withDoubled(0.1).withDisorder(Duration.ofMillis(500))));
        Waits.last(scale.length());
        return new Done(1, Trials::delays);
    }

    private static Done lost(Stage stage, Scale scale) throws Exception {
        Waits.result(stage.simulator.troubles(Troubles.NONE.withLost(0.01)));
        Waits.last(scale.length());
        Waits.result(stage.simulator.troubles(Troubles.NONE));
        return new Done(
                1,
                (s, ledger) ->
                        "calls that went another way: " + ledger.deviations().size());
    }

    private static Done redisStalls(Stage stage, Scale scale) throws Exception {
        List<long[]> times = new ArrayList<>();
        for (int i = 0; i < scale.times(); i++) {
            Signals.send(stage.redis.pid(), "STOP");
            long from = System.currentTimeMillis();
            try {
                Waits.last(Duration.ofSeconds(10));
            } finally {
                Signals.send(stage.redis.pid(), "CONT");
            }
            times.add(new long[] {from, System.currentTimeMillis()});
            Waits.last(Duration.ofSeconds(5));
        }
        return new Done(scale.times(), (s, ledger) -> outages(s, times));
    }

    private static Trial redisKilled() {
        return new Trial("Redis is killed and comes back after 3 s, AOF always", Setting.ON_DISK, (stage, scale) -> {
            List<long[]> times = new ArrayList<>();
            for (int i = 0; i < scale.times(); i++) {
                stage.redis.kill();
                long from = System.currentTimeMillis();
                Waits.last(Duration.ofSeconds(3));
                stage.redis.restart();
                times.add(new long[] {from, System.currentTimeMillis()});
                Waits.last(Duration.ofSeconds(5));
            }
            return new Done(scale.times(), (s, ledger) -> outages(s, times));
        });
    }

    private static Trial failover() {
        return new Trial(
                "Redis's master is killed, its replica takes over (Sentinel)", Setting.REPLICATED, (stage, scale) -> {
                    SentinelServers servers = Objects.requireNonNull(stage.sentinel);
                    List<long[]> times = new ArrayList<>();
                    for (int i = 0; i < scale.times(); i++) {
                        RedisServer master = servers.current();
                        master.kill();
                        long from = System.currentTimeMillis();
                        Waits.until("the replica is master", () -> servers.current() != master);
                        // Alone, it takes no writes: what one server has is not safe.
                        master.restart();
                        Waits.until("there are two again", servers::isWhole);
                        times.add(new long[] {from, System.currentTimeMillis()});
                        Waits.last(Duration.ofSeconds(10));
                    }
                    return new Done(scale.times(), (s, ledger) -> outages(s, times));
                });
    }

    private static Done redisFull(Stage stage, Scale scale) throws Exception {
        List<long[]> times = new ArrayList<>();
        try (RawRedis redis = stage.redis.connect()) {
            for (int i = 0; i < scale.times(); i++) {
                redis.text("CONFIG", "SET", "maxmemory", "1mb");
                long from = System.currentTimeMillis();
                Waits.last(Duration.ofSeconds(5));
                redis.text("CONFIG", "SET", "maxmemory", "0");
                times.add(new long[] {from, System.currentTimeMillis()});
                Waits.last(Duration.ofSeconds(5));
            }
        }
        return new Done(scale.times(), (s, ledger) -> outages(s, times));
    }

    /** What was answered while Redis was away, and how soon afterwards the first webhook was answered 200. */
    private static String outages(Stage stage, List<long[]> times) {
        List<io.gathergateway.simulator.TruthEntry.WebhookSent> all = new ArrayList<>();
        LongSummaryStatistics recovery = new LongSummaryStatistics();
        for (long[] time : times) {
            // What was sent in the last moment may be answered when Redis is there again.
            all.addAll(Answers.between(stage, time[0] + 100, time[1] - 1500).sendings());
            Answers.between(stage, time[1], Long.MAX_VALUE).sendings().stream()
                    .filter(sending -> sending.status() == 200)
                    .mapToLong(sending -> sending.atMillis() + sending.millis() - time[1])
                    .min()
                    .ifPresent(recovery);
        }
        return "answers meanwhile: %s; the first 200 afterwards within %d ms"
                .formatted(new Answers(all).histogram(), recovery.getMax());
    }

    private static Done redis(Stage stage, Scale scale, Mode mode) throws Exception {
        long from = System.currentTimeMillis();
        stage.toRedis.forEach(proxy -> proxy.become(mode));
        Waits.last(scale.length());
        stage.toRedis.forEach(proxy -> proxy.become(new Mode.Clear()));
        long to = System.currentTimeMillis();
        return new Done(
                1, (s, ledger) -> "answers: " + Answers.between(s, from, to).histogram());
    }

    private static Done partition(Stage stage, Scale scale) throws Exception {
        FaultProxy one = stage.toRedis.getFirst();
        long from = System.currentTimeMillis();
        one.become(new Mode.BlackHole());
        Waits.last(Duration.ofSeconds(15));
        one.become(new Mode.Reset());
        one.become(new Mode.Clear());
        long to = System.currentTimeMillis();
        stage.pods.getFirst().awaitReady();
        long healed = System.currentTimeMillis() - to;
        return new Done(
                1,
                (s, ledger) -> "answers: %s; ready again after %d ms"
                        .formatted(Answers.between(s, from, to).histogram(), healed));
    }

    private static Done telnyx(Stage stage, Scale scale, Troubles troubles) throws Exception {
        Waits.result(stage.simulator.troubles(troubles));
        Waits.last(scale.length());
        Waits.result(stage.simulator.troubles(Troubles.NONE));
        return new Done(1, Trials::commands);
    }

    private static Done telnyx(Stage stage, Scale scale, Mode mode) throws Exception {
        stage.toTelnyx.become(mode);
        Waits.last(scale.length());
        stage.toTelnyx.become(new Mode.Reset());
        stage.toTelnyx.become(new Mode.Clear());
        return new Done(1, Trials::commands);
    }

    private static Done telnyxInTrouble(Stage stage, Scale scale) throws Exception {
        Troubles disorder = Troubles.NONE.withDoubled(0.1).withDisorder(Duration.ofMillis(300));
        telnyx(stage, scale, disorder.withRefused(0.3).withStatus(500));
        telnyx(stage, scale, disorder.withPerSecond(5));
        telnyx(stage, scale, disorder.withMute(0.1));
        telnyx(stage, scale, new Mode.Reset());
        return new Done(4, Trials::commands);
    }

    private static String commands(Stage stage, Ledger ledger) {
        long tried = stage.simulator.truth().commands().size();
        long refused = stage.simulator.truth().commands().stream()
                .filter(command -> command.status() == 429 || command.status() >= 500)
                .count();
        return "%d commands came, %d of them refused so; the latest %d ms after it was decided; other ways: %d"
                .formatted(
                        tried,
                        refused,
                        ledger.longestDelay(),
                        ledger.deviations().size());
    }

    private static String delays(Stage stage, Ledger ledger) {
        return "the latest command %d ms after it was decided; other ways: %d"
                .formatted(ledger.longestDelay(), ledger.deviations().size());
    }

    private static Duration late(int millis) {
        return Duration.ofMillis(millis);
    }
}
