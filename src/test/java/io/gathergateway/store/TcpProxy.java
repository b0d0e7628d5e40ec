package io.gathergateway.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stands between a client and a server on loopback, and can hold back what the server says. Two threads a connection. */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(1);
    private volatile CountDownLatch clientGone = new CountDownLatch(1);

    /** Stands before {@code target}. */
    public TcpProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** From now on answers stay here until {@link #release()}. */
    public void hold() {
        gate = new CountDownLatch(1);
        held = new CountDownLatch(1);
        clientGone = new CountDownLatch(1);
    }

    public void release() {
        gate.countDown();
    }

    /** Waits until an answer is being held back. */
    public void awaitHeld() throws InterruptedException {
        if (!held.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no answer came to be held");
        }
    }

    /** Waits until a client, since {@link #hold()}, has closed its connection. */
    public void awaitClientGone() throws InterruptedException {
        if (!clientGone.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the client kept its connection");
        }
    }

    /** Ends all connections; new ones are taken. */
    public void reset() {
        try {
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        release();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(server);
            run(() -> {
                try {
                    pump(client, server, false);
                } finally {
                    clientGone.countDown();
                }
            });
            run(() -> pump(server, client, true));
        }
    }

    private void pump(Socket from, Socket to, boolean answers) throws IOException {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                if (answers && gate.getCount() > 0) {
                    held.countDown();
                    gate.await();
                }
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Pump pump) {
        Thread.ofPlatform().daemon().name("tcp-proxy").start(() -> {
            try {
                pump.run();
            } catch (IOException e) {
                // A connection that broke is what a proxy is there for; the ends notice it themselves.
            }
        });
    }

    private interface Pump {
        void run() throws IOException;
    }
}
