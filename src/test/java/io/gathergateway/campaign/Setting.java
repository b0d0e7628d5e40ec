package io.gathergateway.campaign;

import java.nio.file.Path;
import java.util.List;

/**
 * What a fault is tried on.
 *
 * @param pods gateways
 * @param sentinel whether a Sentinel names the master of two servers, and a 200 means that both have it
 * @param redisOptions as on redis-server's command line
 */
record Setting(int pods, boolean sentinel, List<String> redisOptions) {
    /** Two gateways on one Redis that keeps nothing. */
    static final Setting USUAL = new Setting(2, false, List.of());

    /** Two gateways on a Redis that forgets nothing when it crashes. */
    static final Setting ON_DISK =
            new Setting(2, false, List.of("--appendonly", "yes", "--appendfsync", "always", "--dir", "FOLDER"));

    /** Two gateways on a master and its replica. */
    static final Setting REPLICATED = new Setting(
            2, true, List.of("--appendonly", "yes", "--appendfsync", "everysec", "--min-replicas-to-write", "1"));

    static Setting of(int pods) {
        return new Setting(pods, false, List.of());
    }

    String durability() {
        return sentinel ? "replica" : "memory";
    }

    /** Files of its own go to {@code folder}. */
    String[] options(Path folder) {
        return redisOptions.stream()
                .map(option -> option.replace("FOLDER", folder.toString()))
                .toArray(String[]::new);
    }
}
