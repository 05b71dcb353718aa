package io.github.memfrag.testing;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.ZoneName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of the two files in {@code /sys/kernel/debug/extfrag}: what the kernel itself says of every zone and order. */
public final class ExtfragFile {
    private static final Pattern LINE = Pattern.compile("Node (\\d+), zone +(\\w+) +(.*\\S) *");
    private static final Pattern INDEX = Pattern.compile("(-?\\d+)\\.(-?\\d+)");

    private ExtfragFile() {}

    /** The index in thousandths, by zone; index in the list = order. */
    public static Map<ZoneName, List<Integer>> parse(String text) {
        Map<ZoneName, List<Integer>> zones = new LinkedHashMap<>();
        for (String line : requireNonNull(text, "text is null").split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a line of extfrag: " + line);
            }
            zones.put(new ZoneName(Integer.parseInt(matcher.group(1)), matcher.group(2)),
                    Stream.of(matcher.group(3).split(" +")).map(ExtfragFile::thousandths).toList());
        }
        return zones;
    }

    /** The kernel prints quotient and remainder of 1000, each with its own sign: −500 comes out as {@code 0.-500}. */
    private static int thousandths(String index) {
        Matcher matcher = INDEX.matcher(index);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an index: " + index);
        }
        return Integer.parseInt(matcher.group(1)) * 1000 + Integer.parseInt(matcher.group(2));
    }
}
