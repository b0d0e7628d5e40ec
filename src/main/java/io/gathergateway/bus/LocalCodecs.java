package io.gathergateway.bus;

import io.gathergateway.call.SessionEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import java.util.List;

/** Lets the messages of this room travel as they are: immutable records, never on a wire. */
public final class LocalCodecs {
    /** How every message of this room is sent. */
    public static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    private static final List<Class<?>> MESSAGES = List.of(
            SessionEvent.Webhook.class,
            SessionEvent.CommandOutcome.class,
            SessionEvent.TimerFired.class,
            SendCommand.class,
            Applied.class,
            CallTrace.Decided.class,
            CallTrace.Answered.class);

    private LocalCodecs() {}

    /** Call once per Vertx, before the first message. */
    public static void register(EventBus bus) {
        MESSAGES.forEach(type -> register(bus, type));
    }

    private static <T> void register(EventBus bus, Class<T> type) {
        bus.registerDefaultCodec(type, new Identity<>(type.getName()));
    }

    private record Identity<T>(String name) implements MessageCodec<T, T> {
        @Override
        public T transform(T message) {
            return message;
        }

        @Override
        public void encodeToWire(Buffer buffer, T message) {
            throw new UnsupportedOperationException("messages never leave the pod");
        }

        @Override
        public T decodeFromWire(int position, Buffer buffer) {
            throw new UnsupportedOperationException("messages never leave the pod");
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }
}
