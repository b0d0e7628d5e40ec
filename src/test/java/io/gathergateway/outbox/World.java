package io.gathergateway.outbox;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.store.Commit;
import io.gathergateway.store.CommitResult;
import io.gathergateway.store.DueWork;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything around an outbox, virtual, and a transcript of all it asks for: {@code "375 renew c1"} is a renewal 375 ms
 * after the start. Telnyx answers as scripted, the last line of the script for ever; the store grants leases as the real
 * one does.
 */
final class World implements SessionStore, TelnyxPort, CalloutPort {
    static final SessionKey KEY = new SessionKey("call-1");

    final VirtualTime time = new VirtualTime();
    final List<String> transcript = new ArrayList<>();
    final List<OutboxCommand.Request> requests = new ArrayList<>();
    final List<OutboxSignal> signals = new ArrayList<>();
    final List<SessionEvent> applied = new ArrayList<>();

    /** What {@code settle} hands over, by the settled command. */
    final Map<String, Lease> next = new TreeMap<>();

    /** What {@code claim} brings, by shard. */
    final Map<Integer, Deque<DueWork>> due = new TreeMap<>();

    final List<Integer> looked = new ArrayList<>();
    final List<Integer> claimed = new ArrayList<>();

    /** Steps that fail: settle, renew, release, overdue, claim, apply. */
    final Set<String> failing = new HashSet<>();

    /** From the start of time to the deadline of everything that is renewed. */
    Duration validFor = Duration.ofSeconds(60);

    /** What Telnyx says of every call. */
    Pulse pulse = Pulse.ALIVE;

    boolean lost;
    boolean claimsHang;
    boolean appliesHang;
    final Queue<Promise<List<DueWork>>> hangingClaims = new ArrayDeque<>();
    double random;
    private final Deque<Timed> script = new ArrayDeque<>();

    private final Deque<Answered> backend = new ArrayDeque<>();

    private record Timed(Answer answer, Duration after) {}

    private record Answered(CalloutAnswer answer, Duration after) {}

    /** The backend's script, as Telnyx's. */
    World says(CalloutAnswer answer, long afterMillis) {
        backend.add(new Answered(answer, Duration.ofMillis(afterMillis)));
        return this;
    }

    World answers(Answer answer, long afterMillis) {
        script.add(new Timed(answer, Duration.ofMillis(afterMillis)));
        return this;
    }

    OutboxPorts ports() {
        return new OutboxPorts(time, time, this, this, this::apply, () -> random, signals::add);
    }

    static Lease lease(String commandId) {
        return lease(commandId, 1, Duration.ZERO, Duration.ofSeconds(60));
    }

    static Lease lease(String commandId, int attempt, Duration age, Duration timeLeft) {
        return lease("speak", commandId, attempt, age, timeLeft);
    }

    /** Of another command than speak. */
    static Lease lease(String name, String commandId) {
        return lease(name, commandId, 1, Duration.ZERO, Duration.ofSeconds(60));
    }

    static Lease lease(String name, String commandId, int attempt, Duration age, Duration timeLeft) {
        String path = name.equals("dial") ? "/calls" : "/calls/v3%3Aa/actions/" + name;
        var request = new OutboxCommand.Request("POST", path, "{\"id\":\"" + commandId + "\"}");
        return new Lease(KEY, "leg", commandId, name, request, attempt, attempt, age, timeLeft);
    }

    private void note(String what) {
        transcript.add(time.elapsedMillis() + " " + what);
    }

    private <T> Future<T> unless(String step, T result) {
        return failing.contains(step) ? Future.failedFuture(step) : Future.succeededFuture(result);
    }

    @Override
    public Future<Answer> send(SessionKey key, OutboxCommand.Request request) {
        String body = request.body();
        note("send " + body.substring(body.indexOf(':') + 2, body.length() - 2));
        requests.add(request);
        Timed timed = script.size() > 1 ? script.remove() : script.element();
        if (timed.after().isZero()) {
            return Future.succeededFuture(timed.answer());
        }
        Promise<Answer> later = Promise.promise();
        time.after(timed.after(), () -> later.complete(timed.answer()));
        return later.future();
    }

    @Override
    public Future<Pulse> pulse(SessionKey key, String path) {
        note("look " + path);
        return Future.succeededFuture(pulse);
    }

    @Override
    public Future<CalloutAnswer> ask(SessionKey key, String id, OutboxCommand.Request request, Duration within) {
        note("ask " + id + " within " + within.toMillis());
        Answered said = backend.size() > 1 ? backend.remove() : backend.element();
        boolean late = said.after().compareTo(within) >= 0;
        Promise<CalloutAnswer> later = Promise.promise();
        time.after(
                late ? within : said.after(), () -> later.complete(late ? new CalloutAnswer.Silence() : said.answer()));
        return later.future();
    }

    private Future<?> apply(SessionEvent event) {
        String what = switch (event) {
            case SessionEvent.CommandOutcome outcome ->
                outcome.commandId() + " " + outcome.result().getClass().getSimpleName();
            case SessionEvent.TimerFired timer -> timer.id();
            case SessionEvent.CalloutEnded callout ->
                callout.commandId() + " " + callout.result().getClass().getSimpleName();
            case SessionEvent.Webhook webhook -> throw new AssertionError(webhook.id());
            case SessionEvent.External external -> throw new AssertionError(external.id());
            case SessionEvent.PlaceCall place -> throw new AssertionError(place.id());
        };
        note("apply " + what);
        applied.add(event);
        return appliesHang ? Promise.promise().future() : unless("apply", "committed");
    }

    @Override
    public Future<Optional<Lease>> settle(Lease lease) {
        note("settle " + lease.commandId());
        return unless("settle", Optional.ofNullable(next.get(lease.commandId())));
    }

    @Override
    public Future<Optional<Lease>> renew(Lease lease) {
        note("renew " + lease.commandId());
        Duration passed = Duration.ofMillis(time.elapsedMillis());
        Lease renewed = new Lease(
                lease.key(),
                lease.lane(),
                lease.commandId(),
                lease.name(),
                lease.request(),
                lease.number() + 1,
                lease.attempt() + 1,
                passed,
                validFor.minus(passed),
                lease.limit());
        return unless("renew", lost ? Optional.empty() : Optional.of(renewed));
    }

    @Override
    public Future<Void> release(Lease lease, Duration delay) {
        note("release " + lease.commandId() + " for " + delay.toMillis());
        return failing.contains("release") ? Future.failedFuture("release") : Future.succeededFuture();
    }

    @Override
    public Future<List<Integer>> overdue(List<Integer> shards) {
        looked.addAll(shards);
        return unless(
                "overdue",
                shards.stream()
                        .filter(shard -> claimsHang
                                || failing.contains("claim")
                                || !due.getOrDefault(shard, new ArrayDeque<>()).isEmpty())
                        .toList());
    }

    @Override
    public Future<List<DueWork>> claim(int shard, int max) {
        claimed.add(shard);
        if (claimsHang) {
            Promise<List<DueWork>> hanging = Promise.promise();
            hangingClaims.add(hanging);
            return hanging.future();
        }
        Deque<DueWork> queue = due.getOrDefault(shard, new ArrayDeque<>());
        List<DueWork> work = new ArrayList<>();
        while (work.size() < max && !queue.isEmpty()) {
            work.add(queue.remove());
        }
        return unless("claim", List.copyOf(work));
    }

    void due(int shard, Collection<? extends DueWork> work) {
        due.computeIfAbsent(shard, s -> new ArrayDeque<>()).addAll(work);
    }

    long slips(OutboxSignal.Slip why) {
        return signals.stream().filter(new OutboxSignal.PutOff(why)::equals).count();
    }

    @Override
    public Future<Optional<Stored>> load(SessionKey key) {
        throw new AssertionError("the outbox loads no session");
    }

    @Override
    public Future<CommitResult> commit(Commit commit) {
        throw new AssertionError("the outbox commits nothing");
    }

    @Override
    public Future<List<String>> journal(SessionKey key) {
        throw new AssertionError("the outbox reads no journal");
    }
}
