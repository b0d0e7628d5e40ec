package io.gathergateway.flow;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When somebody is there.
 *
 * @param weekly by day; a day that is missing is closed
 * @param holidays closed all day
 */
public record OpeningHours(ZoneId zone, Map<DayOfWeek, List<Span>> weekly, Set<LocalDate> holidays) {
    /** From {@code from} until just before {@code to}; {@code to} at midnight is the end of the day. */
    public record Span(LocalTime from, LocalTime to) {
        boolean holds(LocalTime time) {
            return !time.isBefore(from) && (to.equals(LocalTime.MIDNIGHT) || time.isBefore(to));
        }
    }

    public boolean open(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        return !holiday(at)
                && weekly.getOrDefault(local.getDayOfWeek(), List.of()).stream()
                        .anyMatch(span -> span.holds(local.toLocalTime()));
    }

    public boolean holiday(Instant at) {
        return holidays.contains(at.atZone(zone).toLocalDate());
    }
}
