package io.gathergateway.cli;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * The virtual time of a call at the phone: what is due is done in the order of its time, and of its making where that is
 * the same. Time passes only when something is done. Confined to one thread.
 */
final class PhoneClock {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private long now;
    private long made;

    PhoneClock(long now) {
        this.now = now;
    }

    /**
     * Something to be done.
     *
     * @param patient whether it may wait for the person at the phone, as a deadline may
     * @param stands whether it still means something
     */
    private record Task(long at, long number, boolean patient, BooleanSupplier stands, Runnable work) {}

    long now() {
        return now;
    }

    void soon(Runnable work) {
        after(0, false, () -> true, work);
    }

    void after(long millis, boolean patient, BooleanSupplier stands, Runnable work) {
        tasks.add(new Task(now + millis, made++, patient, stands, work));
    }

    /** Whether something is left that does not wait for the person. */
    boolean isBusy() {
        dropStale();
        return tasks.stream().anyMatch(task -> !task.patient());
    }

    /** Does the next thing; false where there is none. */
    boolean next() {
        dropStale();
        Task task = tasks.poll();
        if (task == null) {
            return false;
        }
        now = Math.max(now, task.at());
        task.work().run();
        return true;
    }

    /** Does what is due until then, and lets the time pass. */
    void until(long then) {
        dropStale();
        for (Task task = tasks.peek(); task != null && task.at() <= then; task = tasks.peek()) {
            next();
            dropStale();
        }
        now = Math.max(now, then);
    }

    private void dropStale() {
        tasks.removeIf(task -> !task.stands().getAsBoolean());
    }
}
