package io.gathergateway.load;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * While calls come, gateways go and come back one after the other: the first is killed (kill -9), the next ends in order
 * (SIGTERM), and so on, so that each meets both. Owns its thread.
 */
final class Restarts {
    private final List<GatewayProcess> gateways;
    private final Thread thread = Thread.ofPlatform().name("restarts").unstarted(this::run);
    private volatile boolean over;
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    Restarts(List<GatewayProcess> gateways) {
        this.gateways = List.copyOf(gateways);
    }

    void begin() {
        thread.start();
    }

    private void run() {
        try {
            for (int i = 0; !over; i++) {
                GatewayProcess gateway = gateways.get(i % gateways.size());
                if ((i + i / gateways.size()) % 2 == 0) {
                    gateway.kill();
                    killed.incrementAndGet();
                } else {
                    gateway.end();
                    ended.incrementAndGet();
                }
                gateway.restart();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("a gateway did not come back", e);
        }
    }

    /** No more, once the one that is away is back. */
    void stop() throws InterruptedException {
        over = true;
        thread.join();
        System.out.printf("Restarts: %d gateways killed, %d ended in order%n", killed.get(), ended.get());
    }
}
