package io.gathergateway.bus;

import io.gathergateway.call.SessionEvent;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;

/** What may travel on the event bus: immutable records, by reference, within the pod. */
public final class LocalCodecs {
    private LocalCodecs() {}

    /** To be called once for each event bus, before anything is sent. */
    public static void register(EventBus bus) {
        // All of them: one that is left out would fail only when the first of its kind comes.
        for (Class<?> event : SessionEvent.class.getPermittedSubclasses()) {
            register(bus, event);
        }
        register(bus, SendCommand.class);
        register(bus, Applied.class);
        register(bus, UnusableBody.class);
        register(bus, CallTrace.Decided.class);
        register(bus, CallTrace.Answered.class);
    }

    /** Options that keep a message in the pod; new ones, to be refined by the caller. */
    public static DeliveryOptions local() {
        return new DeliveryOptions().setLocalOnly(true);
    }

    private static <T> void register(EventBus bus, Class<T> type) {
        bus.registerDefaultCodec(type, new IdentityCodec<>(type));
    }
}
