package io.gathergateway.store;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a 200 is worth: what Redis may lose of what was acknowledged, and what its configuration must say for that. One
 * that evicts is none of these: it would forget live calls when memory runs short.
 */
public enum Durability {
    /** Everything, when Redis restarts. */
    MEMORY,
    /** The last second or two, when Redis or its machine crashes. */
    SECOND,
    /** Nothing, when Redis or its machine crashes; the last moments, when a replica takes over. */
    DISK,
    /** Nothing, when the master is lost: a replica has it too, before the answer is given. */
    REPLICA;

    private List<Demand> demands() {
        return switch (this) {
            case MEMORY -> List.of(Demand.NO_EVICTION);
            case SECOND -> List.of(Demand.NO_EVICTION, Demand.APPEND_ONLY, Demand.SYNCED);
            case DISK ->
                List.of(Demand.NO_EVICTION, Demand.APPEND_ONLY, Demand.SYNCED_ALWAYS, Demand.SYNCED_IN_REWRITES);
            case REPLICA -> List.of(Demand.NO_EVICTION, Demand.APPEND_ONLY, Demand.SYNCED, Demand.NEVER_ALONE);
        };
    }

    /** Its name in the configuration. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What these settings of a Redis lack, each with its cure; one that is not told is not held against it. */
    List<String> lacking(Map<String, String> settings) {
        return demands().stream()
                .filter(demand -> settings.containsKey(demand.setting))
                .filter(demand -> demand.value.equals(settings.get(demand.setting)) != demand.wanted)
                .map(demand -> "Redis has " + demand.setting + " " + settings.get(demand.setting) + ": " + demand.cure
                        + (demand == Demand.NO_EVICTION
                                ? ""
                                : "; or take a redis.durability that asks for less than " + key()))
                .toList();
    }

    /** The settings that matter and are not told. */
    List<String> untold(Map<String, String> settings) {
        return demands().stream()
                .map(demand -> demand.setting)
                .filter(setting -> !settings.containsKey(setting))
                .toList();
    }

    /** One of Redis's settings, and the value it must have (wanted) or must not have. */
    private enum Demand {
        NO_EVICTION(
                "maxmemory-policy",
                true,
                "noeviction",
                "it would evict running calls. Set maxmemory-policy noeviction"),
        APPEND_ONLY("appendonly", true, "yes", "it forgets every call when it restarts. Set appendonly yes"),
        SYNCED("appendfsync", false, "no", "the system may write minutes late. Set appendfsync everysec"),
        SYNCED_ALWAYS("appendfsync", true, "always", "a crash loses what it answered last. Set appendfsync always"),
        SYNCED_IN_REWRITES(
                "no-appendfsync-on-rewrite",
                true,
                "no",
                "it writes late while it rewrites its file. Set no-appendfsync-on-rewrite no"),
        NEVER_ALONE(
                "min-replicas-to-write",
                false,
                "0",
                "a master cut off from its replicas would go on alone. Set min-replicas-to-write 1");

        private final String setting;
        private final boolean wanted;
        private final String value;
        private final String cure;

        Demand(String setting, boolean wanted, String value, String cure) {
            this.setting = setting;
            this.wanted = wanted;
            this.value = value;
            this.cure = cure;
        }
    }
}
