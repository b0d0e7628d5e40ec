package io.gathergateway.flow;

import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import io.gathergateway.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads the opening hours of a flow. */
final class HoursReader {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern SPAN =
            Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-(([01]\\d|2[0-3]):([0-5]\\d)|24:00)");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    static final Shape<Map<String, OpeningHours>> SHAPE = new Shape.Special<>(
            "name: { zone: America/Chicago, weekly: { mon-fri: \"08:00-18:00\", sat: [ … ] }, holidays: [ 2026-12-25 ] }",
            "{ office: { zone: America/Chicago, weekly: { mon-fri: \"08:00-18:00\" } } }",
            HoursReader::read);

    private final Problems problems;

    private HoursReader(Problems problems) {
        this.problems = problems;
    }

    private static Optional<Map<String, OpeningHours>> read(YamlNode node, String name, Problems problems) {
        HoursReader reader = new HoursReader(problems);
        return Fields.of(node, name, problems).map(all -> {
            Map<String, OpeningHours> hours = new LinkedHashMap<>();
            for (String key : all.keys()) {
                if (!NAME.matcher(key).matches()) {
                    problems.add(
                            all.place(key),
                            Problems.quoted(key) + " is no name for hours",
                            "begin with a small letter, then small letters, digits and _");
                }
                all.mapping(key).ifPresent(fields -> hours.put(key, reader.one(fields)));
            }
            return hours;
        });
    }

    private OpeningHours one(Fields fields) {
        ZoneId zone = fields.node("zone")
                .map(this::zone)
                .orElseGet(() -> fields.missing("zone", "America/Chicago", ZoneId.of("UTC")));
        Map<DayOfWeek, List<OpeningHours.Span>> weekly = new EnumMap<>(DayOfWeek.class);
        Optional<Fields> days = fields.mapping("weekly");
        if (days.isEmpty() && !fields.has("weekly")) {
            fields.missing("weekly", "{ mon-fri: \"08:00-18:00\" }", "");
        }
        days.ifPresent(found -> week(found, weekly));
        Set<LocalDate> holidays = new LinkedHashSet<>();
        fields.items("holidays").forEach(item -> date(item).ifPresent(holidays::add));
        fields.done();
        return new OpeningHours(zone, weekly, holidays);
    }

    private ZoneId zone(YamlNode node) {
        String text = Values.text(node, "zone", problems).orElse("UTC");
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            problems.add(
                    node.place(),
                    Problems.quoted(text) + " is no time zone",
                    Nearest.to(text, ZoneId.getAvailableZoneIds())
                            .map(zone -> "did you mean " + zone + "?")
                            .orElse("write one as in America/Chicago or Europe/London"));
            return ZoneId.of("UTC");
        }
        return ZoneId.of(text);
    }

    private void week(Fields days, Map<DayOfWeek, List<OpeningHours.Span>> weekly) {
        for (String key : days.keys()) {
            List<DayOfWeek> meant = days(key);
            if (meant.isEmpty()) {
                problems.add(
                        days.place(key),
                        Problems.quoted(key) + " is no day",
                        "write one of " + String.join(" ", DAYS) + ", or a range such as mon-fri");
            }
            List<OpeningHours.Span> spans = new ArrayList<>();
            days.items(key).forEach(item -> span(item).ifPresent(spans::add));
            for (DayOfWeek day : meant) {
                if (weekly.putIfAbsent(day, List.copyOf(spans)) != null) {
                    problems.add(
                            days.place(key),
                            DAYS.get(day.getValue() - 1) + " stands here twice",
                            "write all its hours at one key, as a list");
                }
            }
        }
    }

    private static List<DayOfWeek> days(String key) {
        int dash = key.indexOf('-');
        int from = DAYS.indexOf(dash < 0 ? key : key.substring(0, dash));
        int to = dash < 0 ? from : DAYS.indexOf(key.substring(dash + 1));
        if (from < 0 || to < 0) {
            return List.of();
        }
        int last = to < from ? to + DAYS.size() : to;
        return IntStream.rangeClosed(from, last)
                .mapToObj(day -> DayOfWeek.of(day % DAYS.size() + 1))
                .toList();
    }

    private Optional<OpeningHours.Span> span(YamlNode node) {
        Optional<String> text = Values.text(node, "hours", problems);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher span = SPAN.matcher(text.get());
        if (!span.matches()) {
            problems.add(
                    node.place(), Problems.quoted(text.get()) + " are no hours", "write them as in \"08:00-18:00\"");
            return Optional.empty();
        }
        LocalTime from = LocalTime.parse(text.get().substring(0, 5));
        LocalTime to = span.group(3).equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(span.group(3));
        if (!to.equals(LocalTime.MIDNIGHT) && !to.isAfter(from)) {
            problems.add(
                    node.place(),
                    Problems.quoted(text.get()) + " end before they begin",
                    "over midnight, write two: until 24:00 on this day, from 00:00 on the next");
            return Optional.empty();
        }
        return Optional.of(new OpeningHours.Span(from, to));
    }

    private Optional<LocalDate> date(YamlNode node) {
        Optional<String> text = Values.text(node, "a holiday", problems);
        try {
            return text.map(LocalDate::parse);
        } catch (DateTimeException e) {
            problems.add(node.place(), Problems.quoted(text.orElse("")) + " is no date", "write it as in 2026-12-25");
            return Optional.empty();
        }
    }
}
