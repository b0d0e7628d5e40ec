package io.gathergateway.config;

import io.gathergateway.yaml.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a value must look like beyond its type. A problem never repeats the value: each may be, or hold, a secret.
 * Confined to one reading.
 */
final class Checks {
    private static final int PUBLIC_KEY_BYTES = 32;
    private static final int SHORTEST_TOKEN_KEY = 32;
    private static final String REDIS_FORM =
            "give redis://[[user]:password@]host[:port][/db], or rediss:// for TLS; percent-encode the password;"
                    + " redis-sentinel://host,host/master and redis-cluster://host,host as conf/gateway.yaml has them";

    private static final Pattern REDIS = Pattern.compile(
            "(?<scheme>rediss?(?<form>-sentinel|-cluster)?://)(?<user>[^@/,]*@)?(?<hosts>[^@/]+)(?<path>(?:/.*)?)");

    private final Problems problems;

    Checks(Problems problems) {
        this.problems = problems;
    }

    /** Visible ASCII, because it stands in a header. */
    Optional<Secret> apiKey(List<Sourced> keys) {
        return single(keys, "key")
                .filter(key -> key.value().chars().allMatch(c -> c > ' ' && c < 0x7f)
                        || wrong(
                                key,
                                "does not hold an API key",
                                "copy the key as the Telnyx portal shows it under API Keys"))
                .map(key -> new Secret(key.value()));
    }

    /** Those that are Ed25519 public keys, once each. */
    List<String> publicKeys(List<Sourced> keys) {
        return keys.stream()
                .filter(key -> isPublicKey(key.value())
                        || wrong(
                                key,
                                "does not hold a public key",
                                "give the base64 of 32 bytes (44 characters), as the Telnyx portal shows it under Public"
                                        + " Key; several with commas"))
                .map(Sourced::value)
                .distinct()
                .toList();
    }

    /** Long enough to be hard to guess. */
    List<Secret> tokenKeys(List<Sourced> keys) {
        return keys.stream()
                .filter(key -> key.value().length() >= SHORTEST_TOKEN_KEY
                        || wrong(
                                key,
                                "holds a key that is too easy to guess",
                                "take at least " + SHORTEST_TOKEN_KEY + " characters: openssl rand -hex 32"))
                .map(key -> new Secret(key.value()))
                .toList();
    }

    /** The address without a slash at its end. */
    Optional<URI> apiBase(List<Sourced> bases) {
        return single(bases, "address")
                .flatMap(base ->
                        http(base, "is not the address of an API", "give one such as https://api.telnyx.com/v2"));
    }

    /** Where Telnyx sends webhooks. */
    Optional<URI> webhookUrl(Sourced url) {
        return http(
                url,
                "is not where webhooks are sent",
                "give the webhook URL of the application in the Telnyx portal, such as"
                        + " https://calls.example.com/webhooks/telnyx");
    }

    private Optional<URI> http(Sourced address, String wrong, String cure) {
        Optional<URI> uri = uri(address.value().replaceAll("/+$", ""))
                .filter(u -> Set.of("http", "https").contains(u.getScheme()))
                .filter(u -> u.getUserInfo() == null && u.getQuery() == null && u.getFragment() == null);
        if (uri.isEmpty()) {
            wrong(address, wrong, cure);
        }
        return uri;
    }

    /**
     * One server, or several of a Sentinel or Cluster.
     *
     * @param key where the address may stand in the configuration file, but without a password
     */
    Optional<Secret> redisUrl(List<Sourced> urls, String key) {
        if (urls.isEmpty()) {
            return Optional.empty();
        }
        Sourced first = urls.getFirst();
        String url = oneRedisUrl(urls);
        boolean good = (isRedisUrl(url) || wrong(first, "is not the address of a Redis", REDIS_FORM))
                && (!first.name().equals(key)
                        || !url.contains("@")
                        || wrong(
                                first,
                                "has a password in it",
                                "set REDIS_URL, or name a file that holds it in url_file"));
        return good ? Optional.of(new Secret(url)) : Optional.empty();
    }

    private Optional<Sourced> single(List<Sourced> values, String what) {
        return values.stream()
                .findFirst()
                .filter(first -> values.size() == 1
                        || wrong(first, "holds more than one " + what, "give one, without spaces or commas"));
    }

    private boolean wrong(Sourced value, String what, String cure) {
        problems.add(value.place(), value.name() + " " + what, cure);
        return false;
    }

    /** Of several addresses each may have the scheme and the user again. */
    private static String oneRedisUrl(List<Sourced> urls) {
        String all = urls.stream().map(Sourced::value).collect(Collectors.joining(","));
        Matcher first = REDIS.matcher(urls.getFirst().value());
        if (!first.matches()) {
            return all;
        }
        String user = first.group("user") == null ? "" : first.group("user");
        return all.replace("," + first.group("scheme") + user, ",");
    }

    private static boolean isRedisUrl(String text) {
        Matcher parts = REDIS.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        String form = String.valueOf(parts.group("form"));
        List<String> hosts = List.of(parts.group("hosts").split(",", -1));
        String path = switch (form) {
            case "-sentinel" -> "/[A-Za-z0-9._-]+(/[0-9]{0,5})?";
            case "-cluster" -> "/?";
            case String server -> hosts.size() > 1 ? "/?" : "(/[0-9]{0,5})?";
        };
        String user = parts.group("user") == null ? "" : parts.group("user");
        return parts.group("path").matches(path)
                && hosts.stream().allMatch(host -> uri("redis://" + user + host).isPresent());
    }

    /** Absolute and with a host, or empty. */
    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text)).filter(u -> u.getScheme() != null && u.getHost() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isPublicKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == PUBLIC_KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
