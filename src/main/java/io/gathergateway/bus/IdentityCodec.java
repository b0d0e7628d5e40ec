package io.gathergateway.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands an immutable message over as it is. Within one pod only: there is no form on the wire. */
final class IdentityCodec<T> implements MessageCodec<T, T> {
    private final String name;

    IdentityCodec(Class<T> type) {
        this.name = type.getName();
    }

    @Override
    public void encodeToWire(Buffer buffer, T message) {
        throw new UnsupportedOperationException("messages stay in the pod");
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
        throw new UnsupportedOperationException("messages stay in the pod");
    }

    @Override
    public T transform(T message) {
        return message;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
