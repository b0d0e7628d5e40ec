package io.gathergateway.command;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * HTTP/1.1 with kept connections against HTTP/2, over TLS with ALPN as Telnyx offers it, to a server on the loopback that
 * takes 20 ms for an answer. Client and server share the processor, so only the ratio means anything. Run by hand:
 *
 * <pre>mvn test-compile exec:exec -Dexec.classpathScope=test -Dmain.class=io.gathergateway.command.HttpVersionBenchmark</pre>
 */
final class HttpVersionBenchmark {
    private static final int REQUESTS = 3_000;
    private static final int AT_A_TIME = 56;
    private static final int LATENCY = 20;
    private static final Buffer BODY = Buffer.buffer("{\"payload\":\"" + "x".repeat(400) + "\"}");

    private HttpVersionBenchmark() {}

    private record Form(String name, HttpVersion version, int connections) {}

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        Path folder = Files.createTempDirectory("http-version");
        try {
            int port = Loop.await(vertx.createHttpServer(new HttpServerOptions()
                                    .setSsl(true)
                                    .setUseAlpn(true)
                                    .setKeyCertOptions(certificate(folder)))
                            .requestHandler(request -> request.body()
                                    .onSuccess(body -> vertx.setTimer(
                                            LATENCY, late -> request.response().end("{\"data\":{\"result\":\"ok\"}}"))))
                            .listen(0, "127.0.0.1"))
                    .actualPort();
            List<Form> forms = List.of(
                    new Form("HTTP/1.1, 64 connections", HttpVersion.HTTP_1_1, 64),
                    new Form("HTTP/2, 1 connection", HttpVersion.HTTP_2, 1),
                    new Form("HTTP/2, 4 connections", HttpVersion.HTTP_2, 4));
            for (String round : List.of("warm-up", "measured", "measured again")) {
                System.out.println(round);
                for (Form form : forms) {
                    measure(vertx, form, port);
                }
            }
        } finally {
            Loop.await(vertx.close());
        }
    }

    private static void measure(Vertx vertx, Form form, int port) throws Exception {
        HttpClient client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setSsl(true)
                        .setUseAlpn(form.version() == HttpVersion.HTTP_2)
                        .setTrustAll(true)
                        .setVerifyHost(false)
                        .setProtocolVersion(form.version())
                        .setTcpNoDelay(true))
                .with(new PoolOptions().setHttp1MaxSize(form.connections()).setHttp2MaxSize(form.connections()))
                .build();
        long connecting = System.nanoTime();
        long handshakes = cpu();
        new Run(client, port, AT_A_TIME).end(vertx);
        double connected = (System.nanoTime() - connecting) / 1e6;
        double shaken = (cpu() - handshakes) / 1e6;
        Run run = new Run(client, port, REQUESTS);
        long cpu = cpu();
        long begin = System.nanoTime();
        run.end(vertx);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double used = (cpu() - cpu) / 1e3 / REQUESTS;
        Arrays.sort(run.nanos);
        System.out.printf(
                Locale.ROOT,
                "  %s (%s): connecting for %d at a time %.0f ms, %.0f ms of processor;"
                        + " then %.0f/s, p50 %.1f, p99 %.1f ms, %.0f us of processor a request%n",
                form.name(),
                run.spoken,
                AT_A_TIME,
                connected,
                shaken,
                REQUESTS / seconds,
                run.nanos[REQUESTS / 2] / 1e6,
                run.nanos[REQUESTS * 99 / 100] / 1e6,
                used);
        Loop.await(client.close());
    }

    /** So many at a time, until all are done; on one event loop. */
    private static final class Run {
        private final HttpClient client;
        private final RequestOptions to;
        private final Promise<Void> done = Promise.promise();
        private final int requests;
        final long[] nanos;
        String spoken = "";
        private int begun;
        private int ended;

        Run(HttpClient client, int port, int requests) {
            this.client = client;
            this.requests = requests;
            this.nanos = new long[requests];
            this.to = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setURI("/v2/calls/v3%3Aa/actions/speak")
                    .putHeader("authorization", "Bearer KEY")
                    .putHeader("content-type", "application/json");
        }

        void end(Vertx vertx) throws Exception {
            start(vertx).toCompletionStage().toCompletableFuture().get(2, TimeUnit.MINUTES);
        }

        private Future<Void> start(Vertx vertx) {
            vertx.getOrCreateContext().runOnContext(v -> {
                for (int i = 0; i < AT_A_TIME; i++) {
                    next();
                }
            });
            return done.future();
        }

        private void next() {
            if (begun == requests) {
                return;
            }
            int number = begun++;
            long start = System.nanoTime();
            client.request(to)
                    .compose(request -> {
                        spoken = request.version().name();
                        return request.send(BODY);
                    })
                    .compose(HttpClientResponse::body)
                    .onFailure(done::tryFail)
                    .onSuccess(body -> {
                        nanos[number] = System.nanoTime() - start;
                        if (++ended == requests) {
                            done.complete();
                        }
                        next();
                    });
        }
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private static PfxOptions certificate(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-alias",
                        "telnyx",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed, see " + folder);
        }
        return new PfxOptions().setPath(store.toString()).setPassword("changeit");
    }
}
