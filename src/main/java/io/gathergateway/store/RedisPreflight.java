package io.gathergateway.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of a Redis before the first call: it answers, it is new enough, and its shards are ours. */
public final class RedisPreflight {
    private static final Pattern VERSION = Pattern.compile("redis_version:((\\d+)\\.(\\d+)\\S*)");
    private static final int OLDEST_MAJOR = 6;
    private static final int OLDEST_MINOR = 2;

    /** The verdict; expected mistakes are told all at once. */
    public sealed interface Verdict {
        /** Good to go. */
        record Ready(String redisVersion) implements Verdict {}

        /** Each problem comes with its cure. */
        record Refused(List<String> problems) implements Verdict {}
    }

    private RedisPreflight() {}

    /** Fails only where Redis does not answer. At the very first start it fixes the number of shards. */
    public static Future<Verdict> check(RedisLink link, StoreSettings settings) {
        RedisMetrics.Meter meter = link.meter("preflight");
        String shards = String.valueOf(settings.shards());
        return link.send(meter, Request.cmd(Command.INFO).arg("server")).compose(info -> {
            String text = info.toString();
            Optional<String> tooOld = versionProblem(text);
            if (tooOld.isPresent()) {
                return Future.succeededFuture(new Verdict.Refused(List.of(tooOld.get())));
            }
            // Only the first start writes; SET NX answers nothing where the key is there.
            return link.send(
                            meter,
                            Request.cmd(Command.SET)
                                    .arg(SessionLayout.SHARDS)
                                    .arg(shards)
                                    .arg("NX"))
                    .compose(set -> link.send(meter, Request.cmd(Command.GET).arg(SessionLayout.SHARDS)))
                    .map(stored -> verdict(text, shards, stored.toString()));
        });
    }

    private static Verdict verdict(String info, String wanted, String stored) {
        List<String> problems = new ArrayList<>();
        if (!stored.equals(wanted)) {
            problems.add("this Redis holds calls in " + stored + " shards, but " + wanted
                    + " are configured: the number is fixed at first start. Configure " + stored
                    + ", or use an empty Redis (or another database of it)");
        }
        return problems.isEmpty() ? new Verdict.Ready(version(info)) : new Verdict.Refused(List.copyOf(problems));
    }

    static Optional<String> versionProblem(String info) {
        Matcher matcher = VERSION.matcher(info);
        if (!matcher.find()) {
            return Optional.of("Redis did not tell its version: allow the INFO command to the gateway's user");
        }
        int major = Integer.parseInt(matcher.group(2));
        int minor = Integer.parseInt(matcher.group(3));
        boolean oldEnough = major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
        return oldEnough
                ? Optional.empty()
                : Optional.of("Redis " + matcher.group(1) + " is too old: use 6.2 or newer");
    }

    private static String version(String info) {
        Matcher matcher = VERSION.matcher(info);
        return matcher.find() ? matcher.group(1) : "";
    }
}
