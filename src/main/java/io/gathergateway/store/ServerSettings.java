package io.gathergateway.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one server says of itself.
 *
 * @param info the fields of INFO
 * @param config those of its settings that matter and that it tells; some providers keep CONFIG to themselves, then what
 *     INFO has of them
 */
record ServerSettings(Map<String, String> info, Map<String, String> config) {
    private static final List<String> NAMES = List.of(
            "maxmemory-policy", "appendonly", "appendfsync", "no-appendfsync-on-rewrite", "min-replicas-to-write");

    static Future<ServerSettings> of(RedisClient server) {
        RedisMetrics.Meter meter = server.meter("preflight");
        return server.send(RedisCall.anywhere(meter, Request.cmd(Command.INFO))).compose(text -> {
            Map<String, String> info = fields(text.toString());
            Map<String, String> config = fromInfo(info);
            List<Future<Void>> asked = new ArrayList<>();
            for (String name : NAMES) {
                Request get = Request.cmd(Command.CONFIG).arg("GET").arg(name);
                asked.add(server.send(RedisCall.anywhere(meter, get))
                        .onSuccess(answer -> add(config, name, answer))
                        .<Void>mapEmpty()
                        .recover(e -> e instanceof RedisError ? Future.succeededFuture() : Future.failedFuture(e)));
            }
            return Future.all(asked).map(all -> new ServerSettings(info, Map.copyOf(config)));
        });
    }

    static Map<String, String> fields(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }

    private static Map<String, String> fromInfo(Map<String, String> info) {
        Map<String, String> config = new HashMap<>();
        String policy = info.get("maxmemory_policy");
        String appends = info.get("aof_enabled");
        if (policy != null) {
            config.put("maxmemory-policy", policy);
        }
        if (appends != null) {
            config.put("appendonly", appends.equals("1") ? "yes" : "no");
        }
        return config;
    }

    private static void add(Map<String, String> config, String name, Response answer) {
        @Nullable Response value = answer.size() == 0 ? null : answer.get(name);
        if (value != null) {
            config.put(name, value.toString());
        }
    }
}
