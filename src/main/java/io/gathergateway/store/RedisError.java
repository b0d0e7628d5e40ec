package io.gathergateway.store;

import io.gathergateway.store.RedisUnavailable.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redis refused a command for good: a bug of ours, or a user that may not do it. */
public final class RedisError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Up to 6.2 what a script met stands in the middle of the text: "ERR Error running script …: -OOM …". */
    private static final Pattern PASSING = Pattern.compile(
            "(?:^|: -)(READONLY|MASTERDOWN|LOADING|BUSY|CLUSTERDOWN" + "|TRYAGAIN|OOM|MISCONF|NOREPLICAS)\\b");

    RedisError(String message) {
        super(message, null, false, false);
    }

    /** The failure this error reply is: {@link RedisUnavailable} where the reason passes, else a RedisError. */
    static Exception of(String reply) {
        Matcher passing = PASSING.matcher(reply);
        if (!passing.find()) {
            return new RedisError(reply);
        }
        return new RedisUnavailable(
                switch (passing.group(1)) {
                    case "READONLY", "MASTERDOWN" -> Reason.READ_ONLY;
                    case "OOM", "MISCONF", "NOREPLICAS" -> Reason.NOT_KEPT;
                    case String other -> Reason.NOT_READY;
                });
    }

    boolean isNoScript() {
        return String.valueOf(getMessage()).startsWith("NOSCRIPT");
    }
}
