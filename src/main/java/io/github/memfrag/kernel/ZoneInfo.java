package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /proc/zoneinfo}: watermarks and sizes per zone, as {@code zoneinfo_show_print} of mm/vmstat.c prints them. */
public final class ZoneInfo {
    public static final String FILE = "/proc/zoneinfo";

    private static final Pattern ZONE = Pattern.compile("Node\\s+(\\d{1,6}), zone\\s+(\\S+)\\s*");
    /** The per-CPU page sets repeat "high:" and "count:"; only the words without a colon are the zone's own. */
    private static final Pattern FIGURE = Pattern.compile("\\s+(?:pages )?(free|min|low|high|present|managed)\\s+(\\S+)\\s*");

    private final Map<ZoneName, ZoneWatermarks> zones;

    private ZoneInfo(Map<ZoneName, ZoneWatermarks> zones) {
        this.zones = Collections.unmodifiableMap(zones);
    }

    /** @throws KernelFormatException naming the line, when a zone lacks a figure or a figure is no number */
    public static ZoneInfo parse(String text) throws KernelFormatException {
        requireNonNull(text, "text is null");
        Map<ZoneName, ZoneWatermarks> zones = new LinkedHashMap<>();
        ZoneName zone = null;
        int zoneLine = 0;
        Map<String, Long> figures = new HashMap<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            Matcher start = ZONE.matcher(line);
            if (start.matches()) {
                put(zones, zone, figures, zoneLine);
                zone = new ZoneName(Integer.parseInt(start.group(1)), start.group(2));
                zoneLine = number;
                figures.clear();
                continue;
            }
            Matcher figure = FIGURE.matcher(line);
            if (figure.matches()) {
                if (zone == null) {
                    throw new KernelFormatException(FILE, number, "a figure before the first 'Node N, zone NAME'");
                }
                figures.putIfAbsent(figure.group(1), VmStat.number(FILE, number, figure.group(2)));
            }
        }
        put(zones, zone, figures, zoneLine);
        if (zones.isEmpty()) {
            throw new KernelFormatException(FILE, 0, "no zone at all");
        }
        return new ZoneInfo(zones);
    }

    private static void put(Map<ZoneName, ZoneWatermarks> zones, ZoneName zone, Map<String, Long> figures, int line)
            throws KernelFormatException {
        if (zone == null) {
            return;
        }
        for (String needed : new String[] {"free", "min", "low", "high", "present"}) {
            if (!figures.containsKey(needed)) {
                throw new KernelFormatException(FILE, line, zone + " lacks '" + needed + "'");
            }
        }
        zones.put(zone, new ZoneWatermarks(figures.get("free"), figures.get("min"), figures.get("low"), figures.get("high"),
                figures.getOrDefault("managed", figures.get("present"))));
    }

    /** Empty when the file does not name the zone. */
    public Optional<ZoneWatermarks> zone(ZoneName zone) {
        return Optional.ofNullable(zones.get(zone));
    }

    /** Every zone, those without any page too, in the kernel's order. */
    public Map<ZoneName, ZoneWatermarks> zones() {
        return zones;
    }
}
