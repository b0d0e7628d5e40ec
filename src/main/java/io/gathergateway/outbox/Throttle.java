package io.gathergateway.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a command may go to Telnyx: as soon as there is a place ({@link Concurrency}), the account may ({@link
 * AccountPace}), and, for a dial, dials may ({@link DialPace}). Confined to the thread of its outbox.
 */
final class Throttle {
    /** As soon as a request that is under way has ended. */
    static final Duration PLACE = ChronoUnit.FOREVER.getDuration();

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final Concurrency concurrency;
    private final AccountPace account = new AccountPace();
    private final DialPace dials;

    Throttle(int connections, int dialsPerSecond) {
        concurrency = new Concurrency(connections);
        dials = new DialPace(dialsPerSecond);
    }

    /** How long the command is held back by its pace; zero: it may go as soon as there is a place. */
    Duration paced(Held held, Instant now) {
        Duration wait = account.until(held.urgency(), now);
        Duration dial = held.urgency() == Urgency.DIAL ? dials.until(now) : Duration.ZERO;
        return dial.compareTo(wait) > 0 ? dial : wait;
    }

    boolean hasPlace(Urgency urgency) {
        return concurrency.admits(urgency);
    }

    void started(Held held, Instant now) {
        concurrency.started();
        account.started(held.urgency(), now);
        if (held.urgency() == Urgency.DIAL) {
            dials.started(now);
        }
    }

    /** {@code late} is what we ourselves saw the answer too late: no reason to think Telnyx slow. */
    void ended(Held held, Answer answer, Instant sentAt, Instant now, Duration late) {
        Duration whole = Duration.between(sentAt, now);
        Duration took = whole.compareTo(late) < 0 ? Duration.ZERO : whole.minus(late);
        switch (answer) {
            case Answer.Response response
            when response.status() == TOO_MANY_REQUESTS -> {
                concurrency.ended();
                refused(held, response, sentAt, now);
            }
            case Answer.Response response -> {
                concurrency.ended(response.status() >= SERVER_ERROR, took, now);
                account.passed(held.urgency(), now);
                Answer.Budget budget = response.budget();
                // What is under way is counted in no answer yet.
                if (budget != null && budget.remaining() <= concurrency.underWay()) {
                    account.exhausted(now, budget.reset());
                }
            }
            case Answer.NoAnswer silence -> concurrency.ended(true, took, now);
            case Answer.NotSent unsent -> concurrency.ended();
            case Answer.Spared spared -> concurrency.ended();
        }
    }

    /** How many more could start now. */
    int free() {
        return concurrency.free();
    }

    Load load(Instant now) {
        return new Load(
                concurrency.limit(),
                concurrency.underWay(),
                account.heldFor(now).toMillis() / 1e3,
                account.rate());
    }

    /**
     * What it lets through.
     *
     * @param limit requests at a time
     * @param underWay requests that Telnyx has not answered
     * @param heldSeconds how much longer nothing but hang-ups goes
     * @param rate commands a second, 0 where they are not limited
     */
    record Load(int limit, int underWay, double heldSeconds, double rate) {}

    private void refused(Held held, Answer.Response response, Instant sentAt, Instant now) {
        if (held.urgency() == Urgency.DIAL && response.code().equals(DialPace.TOO_MANY_DIALS)) {
            dials.refused(sentAt, now, AccountPace.bounded(response.retryAfter()));
        } else {
            account.refused(held.urgency(), sentAt, now, response.retryAfter());
        }
    }
}
