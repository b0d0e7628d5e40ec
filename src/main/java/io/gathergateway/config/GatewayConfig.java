package io.gathergateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Everything the gateway is told, checked: each value is within the bounds that {@code conf/gateway.yaml} names. Shows no
 * secret in its text.
 */
public record GatewayConfig(
        Webhook webhook,
        Telnyx telnyx,
        Redis redis,
        Sessions sessions,
        Flows flows,
        Commands commands,
        Callouts callouts,
        Api api,
        Management management,
        Shutdown shutdown,
        Log log) {

    /**
     * Where webhooks come in.
     *
     * @param port 0 lets the system choose
     * @param inFlight webhooks worked on at a time in this pod, at most; more are answered 503
     * @param connections open at a time, at most
     */
    public record Webhook(String host, int port, int inFlight, int connections) {
        public static final int USUAL_CONNECTIONS = 4_000;
    }

    /**
     * The vendor's side.
     *
     * @param apiBase absolute, http or https, without a slash at the end
     * @param publicKeys the account's Ed25519 keys, each the base64 of 32 bytes; none means that no webhook can be
     *     accepted
     * @param tokenKeys seal {@code client_state}, the first of them, and open it, all of them; none means that one is
     *     made of the API key
     * @param reconcile null where nobody looks for what Telnyx gave up to deliver
     */
    public record Telnyx(
            URI apiBase,
            Secret apiKey,
            List<String> publicKeys,
            List<Secret> tokenKeys,
            AssistantVoice assistantVoice,
            @Nullable Reconcile reconcile) {}

    /**
     * Looking for webhooks that Telnyx gave up to deliver.
     *
     * @param every how often one of the pods looks
     * @param deliveredTo where Telnyx sends this application's webhooks
     */
    public record Reconcile(Duration every, URI deliveredTo) {}

    /** Where the voice settings of an assistant stand in its commands. */
    public enum AssistantVoice {
        /** {@code assistant.voice_settings}, as the specification has it. */
        ASSISTANT,
        /** {@code voice_settings} beside {@code assistant}, the older form. */
        TOP_LEVEL
    }

    /**
     * The one store.
     *
     * @param url {@code redis[s]://[[user]:password@]host[:port][/db]}, or {@code redis-sentinel}, or
     *     {@code redis-cluster}
     * @param caFile a PEM file to trust with {@code rediss}; null trusts what Java trusts
     * @param timeout of one command
     * @param inFlight commands sent and not yet answered on one connection; more are refused
     * @param durability what a 200 is worth
     */
    public record Redis(Secret url, @Nullable Path caFile, Duration timeout, int inFlight, Durability durability) {}

    /** Which loss of Redis acknowledged events survive. */
    public enum Durability {
        /** None. */
        MEMORY,
        /** A crash, but for the last second or two. */
        SECOND,
        /** A crash. */
        DISK,
        /** The loss of the master and its machine. */
        REPLICA
    }

    /**
     * How long calls are remembered.
     *
     * @param ttl of a live call, counted from its last change
     * @param keepEnded of the state of a call that ended
     */
    public record Sessions(Duration ttl, Duration keepEnded) {}

    /**
     * What calls are answered with.
     *
     * @param file a flow or a flow set
     * @param follow whether new calls begin with it
     * @param fallback for running calls whose flow set cannot be had
     */
    public record Flows(Path file, Follow follow, Fallback fallback) {}

    /** What new calls begin with. */
    public enum Follow {
        /** The pod's own file. */
        FILE,
        /** What was published; the pod's own file only where nothing was. */
        LIVE
    }

    /**
     * What a caller hears who cannot be served.
     *
     * @param voice as Telnyx names it; null takes an English one
     * @param transferTo where the caller is handed to then; null hangs up
     */
    public record Fallback(
            String say, @Nullable String voice, @Nullable String transferTo) {
        public static final Fallback USUAL = new Fallback(FlowSection.SORRY, null, null);
    }

    /**
     * The control API.
     *
     * @param port 0 lets the system choose
     * @param tokens any of which opens it; with none it is off
     * @param inFlight requests under way, at most; more are answered 429
     */
    public record Api(String host, int port, List<Secret> tokens, int inFlight) {
        public static final Api OFF = new Api("127.0.0.1", 0, List.of(), 100);
    }

    /**
     * Commands to Telnyx.
     *
     * @param connections of the pool, at most
     * @param inFlight commands under way, at most, those included that wait for their next attempt
     * @param dialsPerSecond what Telnyx allows the account
     */
    public record Commands(int connections, int inFlight, int dialsPerSecond) {
        /** With what Telnyx allows an account that has no other word of it. */
        public Commands(int connections, int inFlight) {
            this(connections, inFlight, 30);
        }
    }

    /**
     * The customer's backends that flows may ask.
     *
     * @param hosts by name: lower case, and with a port where it is not https on 443
     * @param secrets by the name that flows call them
     */
    public record Callouts(Map<String, CalloutHost> hosts, Map<String, Secret> secrets) {
        public static final Callouts NONE = new Callouts(Map.of(), Map.of());
    }

    /**
     * One of them.
     *
     * @param inFlight requests under way, at most; what is beyond is degraded
     * @param caFile a PEM file to trust; null trusts what Java trusts
     */
    public record CalloutHost(int inFlight, @Nullable Path caFile) {}

    /**
     * The end of the process, once it was told to end.
     *
     * @param keepAnswering webhooks are answered as before for this long, while the pod is not ready
     * @param within all is over by then
     */
    public record Shutdown(Duration keepAnswering, Duration within) {
        public static final Shutdown USUAL = new Shutdown(Duration.ofSeconds(3), Duration.ofSeconds(20));
    }

    /** Probes and metrics; port 0 lets the system choose. */
    public record Management(String host, int port) {}

    /** How it speaks; {@code level} is that of the gateway's own lines, libraries speak from warn up. */
    public record Log(LogFormat format, Level level) {}

    /** The form of a line. */
    public enum LogFormat {
        TEXT,
        JSON
    }
}
