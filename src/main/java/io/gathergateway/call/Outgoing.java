package io.gathergateway.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.gathergateway.telnyx.command.CommandCodec;
import io.gathergateway.telnyx.command.CommandIdentity;
import io.gathergateway.telnyx.command.OutgoingRequest;
import io.gathergateway.telnyx.command.TelnyxCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of one {@link Turn}, in the order they take effect. Invariant: each carries a token of its own, and the
 * same turn gives the same bytes.
 */
final class Outgoing {
    /** The lane of the leg that runs the flow. */
    static final String FLOW_LANE = "flow";

    /** The lane of the leg that a dial step made. */
    static final String DIALLED_LANE = "dialled";

    /** After this long a command helps no caller any more. */
    static final Duration VALID = Duration.ofSeconds(15);

    private final SessionKey key;
    private final String revision;
    private final long version;
    private final AssistantVoice assistantVoice;
    private final List<OutboxCommand> commands = new ArrayList<>();

    Outgoing(SessionKey key, String revision, long version, AssistantVoice assistantVoice) {
        this.key = key;
        this.revision = revision;
        this.version = version;
        this.assistantVoice = assistantVoice;
    }

    /** The token that the next command will carry. */
    Token nextToken(String step) {
        return new Token(key.id(), revision, step, version, commands.size());
    }

    /**
     * A command to Telnyx.
     *
     * @param callControlId the leg it is for
     * @param further parameters merged over the command's own, before its id is derived
     */
    OutboxCommand telnyx(
            String lane,
            String step,
            String callControlId,
            TelnyxCommand command,
            ObjectNode further,
            Duration validFor,
            boolean supersedes) {
        Token token = nextToken(step);
        OutgoingRequest asked = CommandCodec.request(
                callControlId, command, new CommandIdentity(token.clientState(), null), assistantVoice, further);
        String commandId = CommandIds.of(token, asked.path(), asked.body());
        OutgoingRequest sent = CommandCodec.request(
                callControlId, command, new CommandIdentity(token.clientState(), commandId), assistantVoice, further);
        OutboxCommand issued = new OutboxCommand(
                lane,
                commandId,
                command.name(),
                validFor,
                supersedes,
                new OutboxCommand.Request(sent.method(), sent.path(), sent.body()));
        commands.add(issued);
        return issued;
    }

    /**
     * A question to the customer's backend, in a lane of its own.
     *
     * @param lane begins with {@link OutboxCommand#CALLOUT}
     * @param validFor how long it may take, all attempts together
     * @param attempt how long one attempt may take
     * @param secret whether it holds what is sensitive: then its id, which the journal keeps, tells nothing of it
     */
    OutboxCommand callout(
            String lane,
            String step,
            Duration validFor,
            Duration attempt,
            OutboxCommand.Request request,
            boolean secret) {
        String asked = secret ? "" : request.body();
        OutboxCommand issued = new OutboxCommand(
                lane,
                CommandIds.of(nextToken(step), request.method() + " " + request.path(), asked),
                OutboxCommand.CALLOUT,
                validFor,
                attempt,
                false,
                request);
        commands.add(issued);
        return issued;
    }

    List<OutboxCommand> commands() {
        return List.copyOf(commands);
    }
}
