package io.gathergateway.config;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An environment for tests; nothing of the real one shows through. */
final class Environment implements Function<String, @Nullable String> {
    static final String KEY_A = "dGhpcnR5LXR3byBieXRlcyBvZiBwdWJsaWMga2V5IEE=";
    static final String KEY_B = "dGhpcnR5LXR3byBieXRlcyBvZiBwdWJsaWMga2V5IEI=";

    private final Map<String, String> variables = new HashMap<>();

    static Environment empty() {
        return new Environment();
    }

    /** All that has no default. */
    static Environment complete() {
        return empty().with("TELNYX_API_KEY", "KEY0123-secret")
                .with("TELNYX_PUBLIC_KEY", KEY_A)
                .with("REDIS_URL", "redis://:hunter2@cache:6380/3");
    }

    Environment with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Environment without(String variable) {
        variables.remove(variable);
        return this;
    }

    @Override
    public @Nullable String apply(String variable) {
        return variables.get(variable);
    }
}
