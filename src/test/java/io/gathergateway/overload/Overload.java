package io.gathergateway.overload;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.slf4j.LoggerFactory;

/**
 * Prints what the webhook port bears. The gateway is a process of its own on one processor, everything else (this load,
 * Redis, Telnyx) on the others, so that the load is not what fails. Arguments: rounds, each of which tries everything once
 * (3 if not given; figures are medians), then parts of the names of the parts to run.
 *
 * <pre>mvn test-compile exec:exec@overload</pre>
 */
final class Overload {
    /** A JVM is warm when it has done this much; with little of a processor it takes long. */
    private static final int WARM = 25_000;

    private static final int MOST_WARMING = 9;
    private static final Duration MEASURED = Duration.ofSeconds(8);
    /** Enough to keep it busy, and never refused. */
    private static final int AT_ONCE = 64;

    private static final int MOST_LINES = 3_000;
    static final List<String> JVM = List.of(
            "-Xmx512m",
            "-XX:+UseG1GC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final int rounds;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<String> pinned = Processors.split();

    private Overload(int rounds) {
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("ROOT")).setLevel(ch.qos.logback.classic.Level.WARN);
        Overload overload = new Overload(args.length == 0 ? 3 : Integer.parseInt(args[0]));
        List<String> wanted = List.of(args).subList(Math.min(1, args.length), args.length);
        overload.part("goodput", wanted, overload::goodput);
        overload.part("hot", wanted, overload::hotCall);
        overload.part("garbage", wanted, overload::garbage);
        overload.part("crowd", wanted, overload::crowds);
        overload.part("memory", wanted, overload::memory);
        System.exit(0);
    }

    /** One of them. */
    private interface Part {
        void run(Target target, Load load, Mail mail) throws Exception;
    }

    private void part(String name, List<String> wanted, Part part) throws Exception {
        if (!wanted.isEmpty() && wanted.stream().noneMatch(name::contains)) {
            return;
        }
        Path folder = Files.createTempDirectory("overload");
        List<String> jvm = new ArrayList<>(JVM);
        if (name.equals("memory")) {
            jvm.set(0, "-Xmx96m");
        }
        try (Target target = new Target(vertx, folder, pinned, jvm, "")) {
            Load load = new Load(vertx, target.port(), MOST_LINES);
            Mail mail = new Mail();
            mail.prepare(20_000);
            warm(target, load, mail);
            System.out.printf(Locale.ROOT, "%n## %s%n%n", name);
            part.run(target, load, mail);
        }
    }

    private static void warm(Target target, Load load, Mail mail) throws Exception {
        long accepted = 0;
        for (int i = 0; i < MOST_WARMING && accepted < WARM; i++) {
            Figures figures = run(target, load.closed(Load.calls(mail), AT_ONCE), Duration.ofSeconds(10));
            accepted += figures.count(200);
            System.out.printf(
                    Locale.ROOT, "warming up: %s, %.0f of a processor second%n", figures, figures.goodputOfProcessor());
        }
    }

    private static Figures run(Target target, Load.Running running, Duration lasts) throws Exception {
        Duration before = target.processorTime();
        long commands = target.commands();
        TimeUnit.NANOSECONDS.sleep(lasts.toNanos());
        return running.stop(target.processorTime().minus(before), target.commands() - commands);
    }

    private Figures run(Target target, Load.Running running) throws Exception {
        return run(target, running, MEASURED);
    }

    private void goodput(Target target, Load load, Mail mail) throws Exception {
        List<Figures> peak = new ArrayList<>();
        List<Double> factors = List.of(0.5, 1.0, 2.0, 5.0);
        List<List<Figures>> open =
                factors.stream().<List<Figures>>map(f -> new ArrayList<>()).toList();
        for (int round = 0; round < rounds; round++) {
            mail.prepare(30_000);
            Figures closed = run(target, load.closed(Load.calls(mail), AT_ONCE));
            peak.add(closed);
            for (int i = 0; i < factors.size(); i++) {
                mail.prepare(30_000);
                double rate = factors.get(i) * closed.goodput();
                open.get(i).add(run(target, load.open(Load.calls(mail), rate)));
            }
        }
        System.out.println(
                "| load | offered/s | accepted/s | of the peak | commands/s | accepted per processor second | of the peak"
                        + " | p50, p99 of 200 (ms) | p50, p99 of 503 (ms) | no answer | processor |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        row("closed, " + AT_ONCE + " at once: the peak", peak, peak);
        for (int i = 0; i < factors.size(); i++) {
            row("open, " + factors.get(i) + " x", open.get(i), peak);
        }
        System.out.printf(Locale.ROOT, "limit at the end: %.0f%n", target.metric("gateway_webhooks_limit", ""));
    }

    private static void row(String name, List<Figures> rounds, List<Figures> peak) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f %% | %.0f | %.0f | %.0f %% | %.0f, %.0f | %.0f, %.0f | %.2f %% | %.2f |%n",
                name,
                median(rounds, Figures::offered),
                median(rounds, Figures::goodput),
                100 * medianRatio(rounds, peak, Figures::goodput),
                median(rounds, Figures::commands),
                median(rounds, Figures::goodputOfProcessor),
                100 * medianRatio(rounds, peak, Figures::goodputOfProcessor),
                median(rounds, f -> f.percentile(200, 50)),
                median(rounds, f -> f.percentile(200, 99)),
                median(rounds, f -> f.percentile(503, 50)),
                median(rounds, f -> f.percentile(503, 99)),
                median(rounds, f -> f.share(Lines.NO_ANSWER)),
                median(rounds, Figures::processorShare));
    }

    /** Others' answers while one call gets a thousand partial results a second, and while it does not, in turn. */
    private void hotCall(Target target, Load load, Mail mail) throws Exception {
        Load other = new Load(vertx, target.port(), MOST_LINES);
        var storm = Load.always(Mail.storm());
        List<Figures> calm = new ArrayList<>();
        List<Figures> stormy = new ArrayList<>();
        List<Figures> storms = new ArrayList<>();
        for (int round = 0; round < 2 * rounds; round++) {
            calm.add(run(target, load.open(Load.calls(mail), 200)));
            Load.Running hot = other.open(storm, 1_000);
            stormy.add(run(target, load.open(Load.calls(mail), 200)));
            storms.add(hot.stop(Duration.ZERO, 0));
        }
        System.out.printf(
                Locale.ROOT,
                "200 webhooks/s of other calls: p50 %.1f ms, p99 %.1f ms alone; p50 %.1f ms, p99 %.1f ms beside %.0f/s of one"
                        + " call; p99 ratio %.2f; %.1f %% of them 200; of the storm %s; coalesced %.0f%n",
                median(calm, f -> f.percentile(200, 50)),
                median(calm, f -> f.percentile(200, 99)),
                median(stormy, f -> f.percentile(200, 50)),
                median(stormy, f -> f.percentile(200, 99)),
                median(storms, Figures::goodput),
                medianRatio(stormy, calm, f -> f.percentile(200, 99)),
                median(stormy, f -> f.share(200)),
                storms.getLast(),
                target.metric("gateway_observations_coalesced_total", ""));
    }

    /** 5,000 a second of what is refused, beside 100 of what is good; each kind in turn. */
    private void garbage(Target target, Load load, Mail mail) throws Exception {
        Load other = new Load(vertx, target.port(), MOST_LINES);
        System.out.println(
                "| garbage, 5,000/s | its answers | good, 100/s | p99 of good (ms) | processor per bad one (us) |");
        System.out.println("|---|---|---|---|---|");
        Figures alone = run(target, load.open(Load.calls(mail), 100));
        for (Garbage kind : Garbage.values()) {
            Load.Running bad = other.open(Load.always(kind.requests()), 5_000);
            Figures good = run(target, load.open(Load.calls(mail), 100));
            Figures refused = bad.stop(Duration.ZERO, 0);
            double extra = (good.processorShare() - alone.processorShare()) / refused.offered() * 1e6;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s: %.2f %% | %.0f | %.0f |%n",
                    kind,
                    refused,
                    good,
                    good.share(200),
                    good.percentile(200, 99),
                    extra);
        }
    }

    /** Those who say nothing, half a request, or one byte at a time. */
    private void crowds(Target target, Load load, Mail mail) throws Exception {
        System.out.println(
                "| crowd | good, 50/s | p99 of good (ms) | open files before, most | longest life of one (s) |");
        System.out.println("|---|---|---|---|---|");
        for (Crowd.Kind kind : Crowd.Kind.values()) {
            int before = target.openFiles();
            Load.Running good = load.open(Load.calls(mail), 50);
            Crowd crowd = Crowd.gather(vertx, target.port(), kind, kind.many);
            int most = before;
            for (int i = 0; i < 130 && !crowd.isGone(); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
                most = Math.max(most, target.openFiles());
            }
            Figures figures = good.stop(Duration.ZERO, 0);
            System.out.printf(
                    Locale.ROOT,
                    "| %d: %s | %s: %.2f %% | %.0f | %d, %d | %.1f%s |%n",
                    kind.many,
                    kind,
                    figures,
                    figures.share(200),
                    figures.percentile(200, 99),
                    before,
                    most,
                    crowd.longest() / 1e9,
                    crowd.isGone() ? "" : ", some still there");
        }
    }

    /** Three times what it bears, in a heap that is too small for it. */
    private void memory(Target target, Load load, Mail mail) throws Exception {
        mail.prepare(30_000);
        Figures peak = run(target, load.closed(Load.calls(mail), AT_ONCE));
        Figures three = run(target, load.open(Load.calls(mail), 3 * peak.goodput()), Duration.ofSeconds(20));
        System.out.printf(
                Locale.ROOT,
                "-Xmx96m, peak %.0f/s; at 3 x: accepted %.0f/s (%.0f %%), %s; refused for memory %.0f; alive: %s%n",
                peak.goodput(),
                three.goodput(),
                100 * three.goodput() / peak.goodput(),
                three,
                target.isAlive() ? target.metric("gateway_webhooks_total", "memory_short") : -1,
                target.isAlive());
    }

    private static double median(List<Figures> all, ToDoubleFunction<Figures> figure) {
        List<Double> sorted = all.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Each round against its own: the machine changes from round to round. */
    private static double medianRatio(List<Figures> all, List<Figures> base, ToDoubleFunction<Figures> figure) {
        List<Double> sorted = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            sorted.add(figure.applyAsDouble(all.get(i)) / figure.applyAsDouble(base.get(i)));
        }
        sorted.sort(Comparator.naturalOrder());
        return sorted.get(sorted.size() / 2);
    }
}
