package io.gathergateway.door;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one instance of a server. A connection either has a request under way, whose time is bounded
 * elsewhere, or is waited for: then it has until its deadline to bring a whole head. Vert.x's own idle timer does not
 * serve, since each byte resets it.
 *
 * <p>Whoever has never brought a request that proved who it is, is a stranger. Where the port is full, the stranger that
 * has stood there longest makes room: a flood of connections that say nothing shuts nobody out. Confined to one event
 * loop.
 */
public final class Guests {
    /** How late a deadline may be noticed. */
    private static final long LOOK_MILLIS = 250;

    private final Door door;
    private final Map<HttpConnection, Guest> present = new HashMap<>();

    /** In the order of their deadlines, since all of one set have the same time. */
    private final Set<Guest> strangers = new LinkedHashSet<>();

    private final Set<Guest> idle = new LinkedHashSet<>();

    private static final class Guest {
        private final HttpConnection connection;
        private long deadline;
        private boolean known;

        private Guest(HttpConnection connection) {
            this.connection = connection;
        }
    }

    Guests(Door door, Vertx vertx) {
        this.door = door;
        vertx.setPeriodic(LOOK_MILLIS, id -> look());
    }

    /** To be the server's connection handler. */
    public void came(HttpConnection connection) {
        boolean room = door.enter();
        connection.closeHandler(gone -> left(connection));
        if (!room && !displace()) {
            door.refused();
            connection.close();
            return;
        }
        Guest guest = new Guest(connection);
        present.put(connection, guest);
        awaitStranger(guest);
    }

    private boolean displace() {
        if (strangers.isEmpty()) {
            return false;
        }
        door.displaced();
        close(strangers.iterator().next());
        return true;
    }

    /**
     * A head came. False where the peer does not take its answers in: then the connection is closed, and the request not
     * to be served, for answers nobody reads would pile up here.
     */
    public boolean head(HttpServerRequest request) {
        Guest guest = present.get(request.connection());
        if (guest != null) {
            busy(guest);
        }
        if (request.response().writeQueueFull()) {
            request.connection().close();
            return false;
        }
        return true;
    }

    /** The request is answered, its body in. */
    public void answered(HttpServerRequest request) {
        Guest guest = present.get(request.connection());
        if (guest != null) {
            if (guest.known) {
                await(guest, idle, door.bounds().idle());
            } else {
                awaitStranger(guest);
            }
        }
    }

    /** The request is answered, and what is left of its body is to come no later than a stranger's head. */
    public void owesBody(HttpServerRequest request) {
        Guest guest = present.get(request.connection());
        if (guest != null) {
            awaitStranger(guest);
        }
    }

    /** It has brought what no stranger can. */
    public void proved(HttpServerRequest request) {
        Guest guest = present.get(request.connection());
        if (guest != null) {
            guest.known = true;
        }
    }

    private void await(Guest guest, Set<Guest> among, Duration most) {
        busy(guest);
        guest.deadline = System.nanoTime() + most.toNanos();
        among.add(guest);
    }

    /** A head is to come as from whoever has proved nothing. */
    private void awaitStranger(Guest guest) {
        await(guest, strangers, door.bounds().head());
    }

    private void busy(Guest guest) {
        if (!strangers.remove(guest)) {
            idle.remove(guest);
        }
    }

    private void left(HttpConnection connection) {
        door.leave();
        Guest guest = present.remove(connection);
        if (guest != null) {
            busy(guest);
        }
    }

    private void look() {
        long now = System.nanoTime();
        for (Guest late = first(strangers, now); late != null; late = first(strangers, now)) {
            door.slow();
            close(late);
        }
        for (Guest late = first(idle, now); late != null; late = first(idle, now)) {
            close(late);
        }
    }

    private static @Nullable Guest first(Set<Guest> waiting, long now) {
        if (waiting.isEmpty()) {
            return null;
        }
        Guest first = waiting.iterator().next();
        return now - first.deadline >= 0 ? first : null;
    }

    private void close(Guest guest) {
        busy(guest);
        guest.connection.close();
    }
}
