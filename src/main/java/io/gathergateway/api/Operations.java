package io.gathergateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.bus.Addresses;
import io.gathergateway.bus.Applied;
import io.gathergateway.bus.LocalCodecs;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.Flows;
import io.gathergateway.call.SessionCodec;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the API does: events go over the bus to the call's owner, as webhooks do, and are answered when they are
 * committed. Confined to its event loop.
 */
final class Operations {
    /** From the complete body to the answer; a commit under way then is let finish, a repetition finds it. */
    private static final long ANSWER_WITHIN_MILLIS = 1_500;

    private final Vertx vertx;
    private final int owners;
    private final Supplier<Flows> live;
    private final SessionStore store;

    /** An operation on a body; {@code key} is the {@code Idempotency-Key}. */
    interface WithBody {
        Future<Reply> run(byte[] bytes, int length, @Nullable String key);
    }

    Operations(Vertx vertx, int owners, Supplier<Flows> live, SessionStore store) {
        this.vertx = vertx;
        this.owners = owners;
        this.live = live;
        this.store = store;
    }

    Future<Reply> place(byte[] bytes, int length, @Nullable String key) {
        SessionKey call = new SessionKey(CallId.of(key));
        return switch (PlaceCallRequest.read(call, bytes, length, live.get())) {
            case PlaceCallRequest.Wrong wrong -> Future.succeededFuture(Reply.refused(400, wrong.mistakes()));
            case PlaceCallRequest.Sound sound ->
                apply(sound.event()).map(applied -> switch (applied) {
                    case COMMITTED, DUPLICATE -> Reply.of(202, Reply.object().put("id", call.id()));
                    case IGNORED ->
                        Reply.refused(
                                409,
                                "no call is placed: one with this Idempotency-Key is over, or the flow is not live any"
                                        + " more",
                                "send a new call with a key of its own");
                });
        };
    }

    Future<Reply> tell(String id, byte[] bytes, int length, @Nullable String key) {
        Optional<SessionKey> call = SessionKey.of(id);
        if (call.isEmpty()) {
            return Future.succeededFuture(unknown());
        }
        return switch (EventRequest.read(call.get(), bytes, length, key)) {
            case EventRequest.Wrong wrong -> Future.succeededFuture(Reply.refused(400, wrong.mistakes()));
            case EventRequest.Sound sound ->
                // Looked at first: what a call is not told must not count as told when it is repeated.
                load(call.get()).compose(session -> {
                    Reply refusal = session.isPresent() ? cannotBeTold(session.get()) : unknown();
                    return refusal != null ? Future.succeededFuture(refusal) : tell(sound.event());
                });
        };
    }

    private Future<Reply> tell(SessionEvent event) {
        return apply(event).map(applied -> switch (applied) {
            case COMMITTED, DUPLICATE -> Reply.of(202, Reply.object());
            case IGNORED -> over();
        });
    }

    Future<Reply> show(String id) {
        Optional<SessionKey> call = SessionKey.of(id);
        return call.isEmpty()
                ? Future.succeededFuture(unknown())
                : load(call.get()).map(session -> session.map(Operations::shown).orElseGet(Operations::unknown));
    }

    /** Nothing the caller said, and no number. */
    private static Reply shown(CallSession session) {
        ObjectNode body = Reply.object()
                .put("id", session.id())
                .put("stage", session.stage().name().toLowerCase(Locale.ROOT))
                .put("flow", session.flow())
                .put("step", session.step())
                .put("revision", session.revision())
                .put("started", Instant.ofEpochMilli(session.startedAt()).toString());
        return Reply.of(200, body);
    }

    private static @Nullable Reply cannotBeTold(CallSession session) {
        return switch (session.stage()) {
            case RUNNING -> session.flowLeg() == null ? notBegun() : null;
            case PARKED -> notBegun();
            case HANDED_OVER, HANGING_UP, ENDED -> over();
        };
    }

    private static Reply unknown() {
        return Reply.refused(Reply.NOT_FOUND, "no such call", "it is over for long, or the id is not one of a call");
    }

    private static Reply over() {
        return Reply.refused(409, "the flow of this call is over", "nothing: nobody waits for it any more");
    }

    private static Reply notBegun() {
        return Reply.refused(409, "the call has not begun", "send it again when it was answered");
    }

    private Future<Optional<CallSession>> load(SessionKey call) {
        return store.load(call).map(stored -> stored.map(s -> SessionCodec.read(s.state())));
    }

    private Future<Applied> apply(SessionEvent event) {
        return vertx.eventBus()
                .<Applied>request(
                        Addresses.session(event.key(), owners),
                        event,
                        LocalCodecs.local().setSendTimeout(ANSWER_WITHIN_MILLIS))
                .map(reply -> reply.body());
    }
}
