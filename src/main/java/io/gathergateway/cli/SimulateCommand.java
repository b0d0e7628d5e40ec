package io.gathergateway.cli;

import io.gathergateway.scenario.Scenario;
import io.gathergateway.simulator.CallReport;
import io.gathergateway.simulator.GatewayApi;
import io.gathergateway.simulator.Simulator;
import io.gathergateway.simulator.SimulatorOptions;
import io.gathergateway.yaml.Problems;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate}: the simulated Telnyx alone, for a gateway of ours or any other backend. */
@Command(
        name = "simulate",
        description = "Run a simulated Telnyx that sends signed webhooks to your backend and takes its commands.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Calls are placed by --calls, or one at a time by",
            "  curl -X POST http://127.0.0.1:8090/sim/calls -d '{\"caller\":\"billing\"}'",
            "Or call a flow yourself: simulate --phone --flow FILE",
            "What really happened is told by /sim/log. Exit status with --calls: 0 all as scripted, 1 otherwise.",
        })
final class SimulateCommand implements Callable<Integer> {
    private static final Duration START = Duration.ofSeconds(30);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description = "Where webhooks go, such as http://127.0.0.1:8080/webhooks/telnyx; needed without --phone.")
    private @Nullable URI webhook;

    @Mixin
    private final PhoneOptions phone = new PhoneOptions();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on, 0.0.0.0 for all; ${DEFAULT-VALUE} if not given.")
    @SuppressWarnings("NullAway.Init")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "8090",
            description = "Where commands are taken; ${DEFAULT-VALUE} if not given, 0 takes a free one.")
    private int port;

    @Option(
            names = "--scenarios",
            paramLabel = "FILE",
            defaultValue = "conf/flows/front-desk.test.yaml",
            description = "The calls; ${DEFAULT-VALUE} if not given.")
    @SuppressWarnings("NullAway.Init")
    private Path scenarioFile;

    @Option(
            names = "--backend-port",
            paramLabel = "PORT",
            description = "Answer there as the scenarios' backend: http://127.0.0.1:PORT/https/HOST/PATH stands for"
                    + " https://HOST/PATH.")
    private @Nullable Integer backendPort;

    @Option(
            names = "--api",
            paramLabel = "URL",
            description =
                    "The gateway's control API, such as http://127.0.0.1:8081, for calls that it places and events"
                            + " from outside; its token is taken from GATEWAY_API_TOKEN.")
    private @Nullable URI api;

    @Option(
            names = "--place",
            paramLabel = "FLOW",
            description = "The flow on calls that the gateway places; the scenarios' file name if not given.")
    private @Nullable String placed;

    @Option(
            names = "--calls",
            paramLabel = "N",
            description = "Place so many calls, the scripts in turn, report them and end.")
    private int calls;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "How much faster than life, 1 to 1000; ${DEFAULT-VALUE} if not given.")
    private double speed;

    @Override
    public Integer call() throws Exception {
        if (phone.isAsked()) {
            return phone.play(spec);
        }
        boolean http = webhook != null
                && webhook.getHost() != null
                && String.valueOf(webhook.getScheme()).matches("https?");
        if (webhook == null || !http || port < 0 || port > 65_535 || calls < 0 || speed < 1 || speed > 1000) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--webhook must be an http or https address with a host, --port 0 to 65535, --calls 1 or more,"
                            + " --speed 1 to 1000");
        }
        Problems problems = new Problems();
        List<Scenario> callers = ScenarioFile.read(scenarioFile, problems);
        if (!problems.isEmpty()) {
            spec.commandLine().getErr().println(problems.render());
            return Main.WRONG_INPUT;
        }
        Vertx vertx = Vertx.vertx();
        Simulator simulator = new Simulator(
                vertx,
                SimulatorOptions.defaults()
                        .withHost(host)
                        .withPort(port)
                        .withBackendPort(backendPort)
                        .withSpeed(speed)
                        .withWebhookUrl(webhook),
                callers);
        Await.result(simulator.start(), START);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Simulated Telnyx for " + webhook + ". A gateway for it is told:");
        out.println("  export TELNYX_API_BASE=" + simulator.apiBase());
        out.println("  export TELNYX_API_KEY=" + simulator.apiKey());
        out.println("  export TELNYX_PUBLIC_KEY=" + simulator.publicKeyBase64());
        if (backendPort != null) {
            out.println("  and asks its backends at " + simulator.backend() + "/https/<host>");
        }
        out.flush();
        if (calls == 0) {
            new CountDownLatch(1).await();
        }
        boolean good = play(vertx, simulator, callers, out);
        Await.result(vertx.close(), START);
        return good ? 0 : Main.FAILED;
    }

    private boolean play(Vertx vertx, Simulator simulator, List<Scenario> scenarios, PrintWriter out) throws Exception {
        String flow = placed == null ? ScenarioFile.flow(scenarioFile) : placed;
        ScenarioCalls toGateway = new ScenarioCalls(simulator, flow);
        GatewayApi gateway = api == null ? null : new GatewayApi(vertx, api, token());
        if (gateway != null) {
            Await.result(simulator.eventsTo((call, event) -> toGateway.outside(gateway, call, event)), START);
        }
        List<Future<CallReport>> running = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Scenario scenario = scenarios.get(i % scenarios.size());
            running.add(
                    gateway == null
                            ? simulator.call(scenario)
                            : toGateway.play(gateway, scenario).map(ScenarioCalls.Played::report));
        }
        // The simulator ends every call by itself, stuck ones too, so this ends.
        List<CallReport> reports =
                Await.result(Future.all(running), Duration.ofHours(1)).list();
        for (CallReport report : reports) {
            out.println(report.caller() + " " + report.callSessionId() + ": "
                    + (report.asExpected() ? "as scripted" : report.deviations()));
        }
        return reports.stream().allMatch(CallReport::asExpected);
    }

    private String token() {
        String token = System.getenv("GATEWAY_API_TOKEN");
        if (token == null || token.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--api needs GATEWAY_API_TOKEN in the environment");
        }
        return token.strip();
    }
}
