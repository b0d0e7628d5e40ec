package io.gathergateway.load;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;

/**
 * Stands before our own gateways and looks at nothing but connections: a new one goes, in turn, to a gateway that is ready,
 * and past one that refuses, as those of a Kubernetes service do. Its work is done on one event loop.
 */
final class Balancer extends VerticleBase {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int CONNECT_MILLIS = 1_000;

    private final List<GatewayProcess> gateways;
    private int turn;
    private volatile int port;

    @SuppressWarnings("NullAway.Init") // set in start(), before any connection comes
    private NetClient client;

    Balancer(List<GatewayProcess> gateways) {
        this.gateways = List.copyOf(gateways);
    }

    /** Where webhooks go, once deployed. */
    URI webhooks() {
        return URI.create("http://" + LOOPBACK + ":" + port + "/webhooks/telnyx");
    }

    @Override
    public Future<?> start() {
        client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(CONNECT_MILLIS).setTcpNoDelay(true));
        return vertx.createNetServer(new NetServerOptions()
                        .setHost(LOOPBACK)
                        .setPort(0)
                        .setAcceptBacklog(4096)
                        .setTcpNoDelay(true))
                .connectHandler(this::accept)
                .listen()
                .onSuccess(listening -> port = listening.actualPort());
    }

    private void accept(NetSocket from) {
        from.pause();
        boolean anyReady = gateways.stream().anyMatch(GatewayProcess::isReady);
        connect(gateways.size(), anyReady).onFailure(none -> from.close()).onSuccess(to -> {
            // Each ends with the other.
            from.pipeTo(to).onFailure(broken -> to.close());
            to.pipeTo(from).onFailure(broken -> from.close());
            from.closeHandler(gone -> to.close());
            to.closeHandler(gone -> from.close());
        });
    }

    /** Where none is ready, all are tried: somebody has to answer that nothing works. */
    private Future<NetSocket> connect(int tries, boolean onlyReady) {
        if (tries == 0) {
            return Future.failedFuture("no gateway takes connections");
        }
        GatewayProcess next = gateways.get(Math.floorMod(turn++, gateways.size()));
        return onlyReady && !next.isReady()
                ? connect(tries - 1, true)
                : client.connect(next.port(), LOOPBACK).recover(refused -> connect(tries - 1, onlyReady));
    }
}
