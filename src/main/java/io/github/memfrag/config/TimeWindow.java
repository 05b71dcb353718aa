package io.github.memfrag.config;

import static java.util.Objects.requireNonNull;

import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of each day: from a time on, and up to but not including another. */
public final class TimeWindow {
    private static final Pattern TEXT = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-(?:([01]\\d|2[0-3]):([0-5]\\d)|24:00)");

    private final LocalTime from;
    /** Null for 24:00. */
    private final LocalTime to;

    private TimeWindow(LocalTime from, LocalTime to) {
        this.from = requireNonNull(from, "from is null");
        this.to = to;
    }

    /** Empty when it is none, or when it begins and ends at the same time: that could mean the whole day or nothing of it. */
    static Optional<TimeWindow> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        LocalTime from = LocalTime.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        LocalTime to = matcher.group(3) == null ? null
                : LocalTime.of(Integer.parseInt(matcher.group(3)), Integer.parseInt(matcher.group(4)));
        return from.equals(to) ? Optional.empty() : Optional.of(new TimeWindow(from, to));
    }

    public boolean contains(LocalTime time) {
        boolean begun = !requireNonNull(time, "time is null").isBefore(from);
        if (to == null) {
            return begun;
        }
        boolean notEnded = time.isBefore(to);
        return from.isBefore(to) ? begun && notEnded : begun || notEnded;
    }
}
