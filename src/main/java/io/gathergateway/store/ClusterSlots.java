package io.gathergateway.store;

import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which node of a cluster has which slot, as {@code host:port}; null where nobody has it. Not changed once made. */
final class ClusterSlots {
    static final int COUNT = 16_384;
    static final ClusterSlots UNKNOWN = new ClusterSlots(new String[COUNT]);

    private final @Nullable String[] masters;

    private ClusterSlots(@Nullable String[] masters) {
        this.masters = masters;
    }

    /**
     * Reads what CLUSTER SLOTS answers.
     *
     * @param from whom; a node that does not know its own name leaves it out
     */
    static ClusterSlots read(Response ranges, String from) {
        @Nullable String[] masters = new String[COUNT];
        for (Response range : ranges) {
            Response master = range.get(2);
            @Nullable Response name = master.get(0);
            String host =
                    host(name == null ? "" : name.toString(), master.get(1).toInteger());
            Arrays.fill(masters, range.get(0).toInteger(), range.get(1).toInteger() + 1, at(host, from));
        }
        return new ClusterSlots(masters);
    }

    /** The same, but for one slot. */
    ClusterSlots moved(int slot, String to) {
        @Nullable String[] changed = masters.clone();
        changed[slot] = to;
        return new ClusterSlots(changed);
    }

    @Nullable
    String master(int slot) {
        return masters[slot];
    }

    Set<String> masters() {
        Set<String> distinct = new TreeSet<>();
        for (String master : masters) {
            if (master != null) {
                distinct.add(master);
            }
        }
        return distinct;
    }

    /** {@code host:port}; a host in IPv6 gets its brackets. */
    static String host(String name, int port) {
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }

    /** Where a node leaves out its name, it is at the address it was asked at. */
    static String at(String host, String from) {
        return host.startsWith(":") ? from.substring(0, from.lastIndexOf(':')) + host : host;
    }

    /** CRC16 of what stands between the first braces, or of the whole key: as the Redis Cluster specification has it. */
    static int of(String key) {
        int open = key.indexOf('{');
        int close = key.indexOf('}', open + 1);
        String hashed = open >= 0 && close > open + 1 ? key.substring(open + 1, close) : key;
        int crc = 0;
        for (byte b : hashed.getBytes(StandardCharsets.UTF_8)) {
            crc ^= b << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
        }
        return (crc & 0xffff) % COUNT;
    }
}
