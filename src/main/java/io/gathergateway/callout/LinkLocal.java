package io.gathergateway.callout;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The addresses at which clouds keep a machine's credentials: link-local ones (RFC 3927, RFC 4291), and those that
 * clouds have chosen elsewhere. A listed name that comes to point there, by mistake or by a rebinding of its DNS entry,
 * is not asked; an address that is itself on the list is.
 */
final class LinkLocal {
    /** Of AWS over IPv6, and of Alibaba Cloud. */
    private static final Set<String> CHOSEN = Set.of("fd00:ec2::254", "100.100.100.200");

    private LinkLocal() {}

    /** {@code address}: literal, as a connection tells it; null or a name is none we would know. */
    static boolean is(@Nullable String address) {
        byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return false;
        }
        try {
            InetAddress found = InetAddress.getByAddress(bytes);
            return found.isLinkLocalAddress() || CHOSEN.contains(NetUtil.toAddressString(found));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are an address", e);
        }
    }
}
