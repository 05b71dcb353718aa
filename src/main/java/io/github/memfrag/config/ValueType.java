package io.github.memfrag.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a key's value may be, and how its text is understood. */
public final class ValueType<T> {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)?");

    private final String allowed;
    private final Function<String, Optional<T>> parser;

    private ValueType(String allowed, Function<String, Optional<T>> parser) {
        this.allowed = requireNonNull(allowed, "allowed is null");
        this.parser = requireNonNull(parser, "parser is null");
    }

    /** What is allowed, for people: it ends the line that names a bad value. */
    public String allowed() {
        return allowed;
    }

    /** Empty when the text is not allowed. */
    public Optional<T> parse(String text) {
        return parser.apply(text);
    }

    static ValueType<Boolean> onOff() {
        return new ValueType<>("on or off", text -> text.equals("on") ? Optional.of(true)
                : text.equals("off") ? Optional.of(false) : Optional.empty());
    }

    static ValueType<Integer> integer(int min, int max) {
        return new ValueType<>("a whole number from " + min + " to " + max, text -> {
            try {
                int value = Integer.parseInt(text);
                return value >= min && value <= max ? Optional.of(value) : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** One decimal, as fine as the kernel's indices are. */
    static ValueType<Double> percent() {
        Pattern pattern = Pattern.compile("\\d{1,3}(\\.\\d)?");
        return new ValueType<>("a percentage from 0.1 to 100, with one decimal at most", text -> {
            double value = pattern.matcher(text).matches() ? Double.parseDouble(text) : 0;
            return value > 0 && value <= 100 ? Optional.of(value) : Optional.empty();
        });
    }

    /** Units ms, s, m, h, d; a bare number is seconds. */
    public static ValueType<Duration> duration(Duration min, Duration max) {
        return new ValueType<>("a duration from " + text(min) + " to " + text(max) + ", for example 500ms, 15s, 5m, 1h",
                text -> {
                    Matcher matcher = DURATION.matcher(text);
                    if (!matcher.matches()) {
                        return Optional.empty();
                    }
                    Duration value = duration(Long.parseLong(matcher.group(1)), matcher.group(2));
                    return value.compareTo(min) >= 0 && value.compareTo(max) <= 0 ? Optional.of(value) : Optional.empty();
                });
    }

    private static Duration duration(long count, String unit) {
        switch (unit == null ? "s" : unit) {
            case "ms":
                return Duration.ofMillis(count);
            case "m":
                return Duration.ofMinutes(count);
            case "h":
                return Duration.ofHours(count);
            case "d":
                return Duration.ofDays(count);
            default:
                return Duration.ofSeconds(count);
        }
    }

    private static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        return seconds % 3600 == 0 && seconds > 0 ? seconds / 3600 + "h" : seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m"
                : seconds + "s";
    }

    /** One of these words. */
    static ValueType<String> word(String... words) {
        String last = words[words.length - 1];
        String others = String.join(", ", Arrays.asList(words).subList(0, words.length - 1));
        return new ValueType<>(others + " or " + last, text -> Optional.of(text).filter(Arrays.asList(words)::contains));
    }

    static ValueType<TimeWindow> timeWindow() {
        return new ValueType<>("a time of day from and to, for example 00:00-24:00 or 22:00-06:00", TimeWindow::parse);
    }

    /** Text that matches. */
    static ValueType<String> text(String allowed, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new ValueType<>(allowed, text -> pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty());
    }

    /** The file or directory of that name, whether it exists or not. */
    static ValueType<Path> path() {
        return new ValueType<>("a path", text -> {
            try {
                return text.isEmpty() ? Optional.empty() : Optional.of(Paths.get(text));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        });
    }

    static ValueType<AllowedMBean> allowedMBean() {
        return new ValueType<>(AllowedMBean.ALLOWED, AllowedMBean::parse);
    }

    /** Values joined with a plus sign, since the comma separates agent arguments. */
    static <T> ValueType<List<T>> list(ValueType<T> element) {
        return new ValueType<>(element.allowed() + ", or several joined with +", text -> {
            List<T> values = new ArrayList<>();
            for (String part : text.split("\\+", -1)) {
                Optional<T> value = element.parse(part);
                if (!value.isPresent()) {
                    return Optional.empty();
                }
                values.add(value.get());
            }
            return Optional.of(Collections.unmodifiableList(values));
        });
    }

    /** Either a word that stands for "no value of the own", such as none or auto, or a value. */
    static <T> ValueType<Optional<T>> wordOr(String word, ValueType<T> type) {
        return new ValueType<>(word + ", or " + type.allowed(), text -> text.equals(word)
                ? Optional.of(Optional.empty()) : type.parse(text).map(Optional::of));
    }
}
