package io.gathergateway.flow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Flows that belong together, and which of them answers a call. A call keeps the set it began with.
 *
 * @param revision the content hash of all its files: the same texts, the same revision
 * @param entry the file that was read first
 * @param files the text of every file, by path as seen from the entry's folder: enough to read the set again
 * @param flows by name
 * @param answer tried in order
 */
public record FlowSet(
        String revision, String entry, Map<String, String> files, Map<String, Flow> flows, List<Route> answer) {

    /**
     * Which calls a flow answers; null matches every call.
     *
     * @param to the number called
     * @param from the caller's number; one that ends in {@code *} matches all that begin so
     * @param connection {@code connection_id}
     */
    public record Route(
            @Nullable String to,
            @Nullable String from,
            @Nullable String connection,
            String flow) {
        boolean matches(@Nullable String called, @Nullable String caller, @Nullable String over) {
            return (to == null || to.equals(called))
                    && (connection == null || connection.equals(over))
                    && (from == null || matches(from, caller));
        }

        private static boolean matches(String pattern, @Nullable String number) {
            return number != null
                    && (pattern.endsWith("*")
                            ? number.startsWith(pattern.substring(0, pattern.length() - 1))
                            : number.equals(pattern));
        }
    }

    public Flow flow(String name) {
        Flow flow = flows.get(name);
        if (flow == null) {
            throw new IllegalArgumentException("no flow " + name);
        }
        return flow;
    }

    /** The flow of the file that was read first, or the last that its {@code answer} names. */
    public Flow main() {
        return answer.isEmpty()
                ? flows.values().iterator().next()
                : flow(answer.getLast().flow());
    }

    /** The flow that answers a call; empty where none is to. */
    public Optional<Flow> answering(@Nullable String to, @Nullable String from, @Nullable String connection) {
        return answer.stream()
                .filter(route -> route.matches(to, from, connection))
                .findFirst()
                .map(route -> flow(route.flow()));
    }
}
