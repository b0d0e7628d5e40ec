package io.gathergateway.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.outbox.CalloutAnswer;
import io.gathergateway.outbox.CalloutPort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;

/** One pod's way to the customers' backends, which answer as the dice say. */
final class BackendLink implements CalloutPort {
    private final Life life;
    private final Clockwork clock;
    private final Chance chance;
    private final Trace trace;

    BackendLink(Life life, Clockwork clock, Chance chance, Trace trace) {
        this.life = life;
        this.clock = clock;
        this.chance = chance;
        this.trace = trace;
    }

    @Override
    public Future<CalloutAnswer> ask(SessionKey key, String id, OutboxCommand.Request request, Duration within) {
        Promise<CalloutAnswer> answer = Promise.promise();
        Life.Mishap mishap = life.mishap("a callout");
        if (mishap == Life.Mishap.BEFORE) {
            return answer.future();
        }
        trace.note(life.name, "asks a backend (" + Words.id(id) + ")");
        if (mishap == Life.Mishap.AFTER) {
            life.die("a callout");
        }
        boolean silent = chance.of(chance.faults().mute());
        long takes = chance.dice.chance(0.1) ? chance.dice.between(500, 4_000) : chance.dice.between(20, 300);
        clock.after(within.toMillis(), () -> complete(answer, new CalloutAnswer.Silence()));
        if (!silent) {
            CalloutAnswer said = said();
            clock.after(takes, () -> complete(answer, said));
        }
        return answer.future();
    }

    private void complete(Promise<CalloutAnswer> answer, CalloutAnswer said) {
        life.enter(() -> answer.tryComplete(said));
    }

    private CalloutAnswer said() {
        if (chance.of(chance.faults().refuse())) {
            return chance.dice.pick(List.of(
                    new CalloutAnswer.Response(500, null),
                    new CalloutAnswer.Response(404, null),
                    new CalloutAnswer.Broken("reset"),
                    new CalloutAnswer.Spared("breaker open")));
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("booked", chance.dice.chance(0.7));
        body.put("desk", chance.dice.pick(List.of("+13125550170", "+13125550171")));
        body.put("open", chance.dice.chance(0.5));
        return new CalloutAnswer.Response(200, body);
    }
}
