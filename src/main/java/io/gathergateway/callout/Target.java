package io.gathergateway.callout;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a question goes.
 *
 * @param host its name on the list of hosts: lower case, and with the port where that is not https's own. So plain http
 *     is only where a port is listed for it.
 * @param uri path and query, percent-encoded
 */
public record Target(String host, boolean tls, String name, int port, String uri) {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Empty where it is no absolute http or https address, or has a user in it. */
    public static Optional<Target> of(String address) {
        try {
            return of(new URI(address));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Target> of(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if ((!tls && !scheme.equals("http")) || address.getHost() == null || address.getRawUserInfo() != null) {
            return Optional.empty();
        }
        String name = address.getHost().toLowerCase(Locale.ROOT);
        int port = address.getPort() >= 0 ? address.getPort() : tls ? HTTPS : HTTP;
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String uri = address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
        return Optional.of(new Target(tls && port == HTTPS ? name : name + ":" + port, tls, name, port, uri));
    }
}
