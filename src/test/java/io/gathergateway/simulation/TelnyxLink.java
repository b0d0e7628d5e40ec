package io.gathergateway.simulation;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.outbox.Answer;
import io.gathergateway.outbox.TelnyxPort;
import io.gathergateway.simulation.Faults.Part;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One pod's way to Telnyx, and all that can happen to a request on it. Keeps to the port's contract. */
final class TelnyxLink implements TelnyxPort {
    private static final long TIMEOUT = 4_000;

    private final Life life;
    private final SimTelnyx telnyx;
    private final Clockwork clock;
    private final Chance chance;
    private final Trace trace;
    private final Consumer<Written> written;

    /** A request left a pod. */
    record Written(long at, SessionKey call, String body) {}

    TelnyxLink(Life life, SimTelnyx telnyx, Clockwork clock, Chance chance, Trace trace, Consumer<Written> written) {
        this.life = life;
        this.telnyx = telnyx;
        this.clock = clock;
        this.chance = chance;
        this.trace = trace;
        this.written = written;
    }

    private enum Fate {
        WELL,
        REFUSED(422, "90012"),
        LIMITED(429, "10011"),
        UNAUTHORISED(401, "10009"),
        /** 5xx, and nothing was done. */
        ERROR(503, "10007"),
        /** 5xx, and it was done. */
        DONE_AND_ERROR(500, "10007"),
        /** It is done; no answer. */
        MUTE,
        /** It is not done; no answer. */
        LOST,
        /** It is done after the pod gave up. */
        LATE;

        final int status;
        final String code;

        Fate() {
            this(0, "");
        }

        Fate(int status, String code) {
            this.status = status;
            this.code = code;
        }
    }

    @Override
    public Future<Answer> send(SessionKey key, OutboxCommand.Request request) {
        Promise<Answer> answer = Promise.promise();
        Life.Mishap mishap = life.mishap("a send");
        if (mishap == Life.Mishap.BEFORE) {
            return answer.future();
        }
        long starts = life.standsStill();
        if (starts > LONGEST_WAIT.toMillis()) {
            clock.after(starts, () -> life.enter(() -> answer.tryComplete(new Answer.NoAnswer("frozen"))));
            return answer.future();
        }
        clock.after(starts, () -> {
            if (!life.dead() || starts == 0) {
                write(key, request, mishap, answer);
            }
        });
        return answer.future();
    }

    private void write(SessionKey key, OutboxCommand.Request request, Life.Mishap mishap, Promise<Answer> answer) {
        written.accept(new Written(clock.now(), key, request.body()));
        Fate fate = sticky(request, fate());
        trace.note(
                life.name,
                "sends " + request.path().substring(request.path().lastIndexOf('/') + 1)
                        + (fate == Fate.WELL ? "" : ", " + fate));
        if (mishap == Life.Mishap.AFTER) {
            life.die("a send");
        }
        clock.after(TIMEOUT, () -> life.enter(() -> answer.tryComplete(new Answer.NoAnswer("timeout"))));
        switch (fate) {
            case WELL ->
                clock.after(way(), () -> {
                    var said = telnyx.command(request.path(), request.body());
                    reply(answer, new Answer.Response(said.status(), said.code(), null));
                });
            case REFUSED, UNAUTHORISED, ERROR ->
                clock.after(way(), () -> reply(answer, new Answer.Response(fate.status, fate.code, null)));
            case LIMITED -> {
                Duration pause = chance.dice.pick(List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3)));
                clock.after(way(), () -> reply(answer, new Answer.Response(fate.status, fate.code, pause)));
            }
            case DONE_AND_ERROR ->
                clock.after(way(), () -> {
                    telnyx.command(request.path(), request.body());
                    reply(answer, new Answer.Response(fate.status, fate.code, null));
                });
            case MUTE -> clock.after(way(), () -> telnyx.command(request.path(), request.body()));
            case LOST -> {}
            case LATE ->
                clock.after(
                        TIMEOUT + chance.dice.between(0, 3_000), () -> telnyx.command(request.path(), request.body()));
        }
    }

    /** Telnyx refuses a command for what it is: every time, or never. */
    private Fate sticky(OutboxCommand.Request request, Fate fate) {
        if (telnyx.refuses(request.body(), fate == Fate.REFUSED)) {
            return Fate.REFUSED;
        }
        return fate == Fate.REFUSED ? Fate.WELL : fate;
    }

    private void reply(Promise<Answer> answer, Answer said) {
        clock.after(chance.way(), () -> life.enter(() -> answer.tryComplete(said)));
    }

    private long way() {
        return chance.dice.chance(0.1) ? chance.dice.between(60, 800) : chance.way();
    }

    private Fate fate() {
        Faults faults = chance.faults();
        if (chance.awayUntil(Part.TELNYX) > 0) {
            return chance.dice.pick(List.of(Fate.ERROR, Fate.DONE_AND_ERROR, Fate.MUTE, Fate.LOST));
        }
        if (chance.of(faults.refuse())) {
            return chance.dice.chance(0.9) ? Fate.REFUSED : Fate.UNAUTHORISED;
        }
        if (chance.of(faults.limit())) {
            return Fate.LIMITED;
        }
        if (chance.of(faults.error())) {
            return chance.dice.chance(0.5) ? Fate.ERROR : Fate.DONE_AND_ERROR;
        }
        if (chance.of(faults.mute())) {
            return chance.dice.pick(List.of(Fate.MUTE, Fate.LOST, Fate.LATE));
        }
        return Fate.WELL;
    }
}
