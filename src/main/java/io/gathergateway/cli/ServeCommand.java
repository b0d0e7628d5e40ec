package io.gathergateway.cli;

import io.gathergateway.config.ConfigReader;
import io.gathergateway.config.ConfigReading;
import io.gathergateway.config.GatewayConfig;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.ops.Logging;
import io.gathergateway.ops.Metrics;
import io.gathergateway.session.SetReading;
import io.gathergateway.store.StoredSet;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: the gateway in production. */
@Command(
        name = "serve",
        description = "Run the gateway until it is told to end (SIGTERM).",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Environment, each before what the file says:",
            "  TELNYX_API_KEY     key for commands; or TELNYX_API_KEY_FILE",
            "  TELNYX_PUBLIC_KEY  key or keys (comma separated) webhooks are signed with; or TELNYX_PUBLIC_KEY_FILE",
            "  TELNYX_API_BASE    address of the API; https://api.telnyx.com/v2 if not set",
            "  CALLOUT_SECRET_X   secret x of callouts.secrets, in capitals; or CALLOUT_SECRET_X_FILE",
            "  REDIS_URL          redis://[[user]:password@]host[:port][/db], or rediss:// for TLS; or REDIS_URL_FILE;",
            "                     redis-sentinel://host,host/master and redis-cluster://host,host",
            "  GATEWAY_API_TOKEN  token or tokens (comma separated) that open the control API; or GATEWAY_API_TOKEN_FILE",
            "",
            "Place a call through the control API, once however often it is sent:",
            "  curl http://127.0.0.1:8081/v1/calls -H \"Authorization: Bearer $GATEWAY_API_TOKEN\" \\",
            "    -H 'Content-Type: application/json' -H 'Idempotency-Key: reminder-4711' \\",
            "    -d '{\"flow\": \"reminder\", \"to\": \"+13125550199\", \"from\": \"+13125550100\", \"connection\": \"<id>\"}'",
        })
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final Duration START = Duration.ofSeconds(30);

    /** On top of what the configuration allows for the end: to close what is left. */
    static final Duration CLOSING = Duration.ofSeconds(2);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "conf/gateway.yaml",
            description = "The configuration; ${DEFAULT-VALUE} if not given.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    public Integer call() throws Exception {
        return switch (ConfigReader.read(file, System::getenv)) {
            case ConfigReading.Refused(Problems problems, Path flows) -> refuse(withFlows(problems, flows));
            case ConfigReading.Loaded loaded -> withFlow(loaded.config());
        };
    }

    /** What is wrong with the flows too, so that one look is enough. */
    private static Problems withFlows(Problems problems, @Nullable Path flows) {
        if (flows != null && FlowFile.read(flows) instanceof FlowReading.Refused(Problems more)) {
            more.list().forEach(problem -> problems.add(problem.place(), problem.what(), problem.cure()));
        }
        return problems;
    }

    private int withFlow(GatewayConfig config) throws Exception {
        return switch (FlowFile.read(config.flows().file())) {
            case FlowReading.Refused refused -> refuse(refused.problems());
            case FlowReading.Loaded loaded -> {
                Problems missing = CalloutCheck.of(loaded.set(), config.flows().file(), config.callouts());
                if (!SetReading.stored(loaded.set()).fits()) {
                    missing.add(
                            Place.of(config.flows().file().toString()),
                            "the files of the set have more than " + StoredSet.MOST_BYTES + " bytes in all",
                            "make them smaller, so that they can be kept in Redis");
                }
                if (!missing.isEmpty()) {
                    yield refuse(missing);
                }
                Logging.start(
                        config.log().format() == GatewayConfig.LogFormat.JSON,
                        config.log().level());
                yield serve(config, loaded.set());
            }
        };
    }

    private int refuse(Problems problems) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(problems.render());
        err.flush();
        return Main.WRONG_INPUT;
    }

    private int serve(GatewayConfig config, FlowSet flows) throws Exception {
        Metrics metrics = new Metrics(Version.text());
        Gateway gateway;
        try {
            gateway = Await.result(Gateway.start(Vertx.vertx(), config, flows, metrics), START);
        } catch (Gateway.CannotStart e) {
            spec.commandLine().getErr().println(e.getMessage());
            return Main.FAILED;
        }
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> end(gateway, config.shutdown().within().plus(CLOSING)), "end"));
        LOG.atInfo()
                .addKeyValue("flows", String.join(", ", flows.flows().keySet()))
                .addKeyValue("revision", flows.revision())
                .addKeyValue("webhooks", gateway.webhookPort())
                .addKeyValue("management", gateway.managementPort())
                .addKeyValue("api", gateway.apiPort())
                .addKeyValue("verifier", gateway.verifier())
                .addKeyValue("version", Version.text())
                .log("serving");
        // Until the shutdown hook ends the process.
        new CountDownLatch(1).await();
        return 0;
    }

    /** Being told to end is no failure: the status is 0 once everything accepted is finished. */
    private static void end(Gateway gateway, Duration within) {
        LOG.info("ending");
        int status = 0;
        try {
            Await.result(gateway.end(), within);
            LOG.info("ended");
        } catch (Exception e) {
            LOG.atError().setCause(e).log("not everything ended in time");
            status = Main.FAILED;
        }
        Logging.stop();
        Runtime.getRuntime().halt(status);
    }
}
