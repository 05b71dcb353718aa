package io.github.memfrag.kernel;

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

    private static final Pattern ZONE = Pattern.compile("Node (\\d{1,6}), zone +(\\w+) *");
    /**
     * The per-CPU page sets repeat "high:" and "count:"; only the words without a colon are the zone's own. Possessive, since of
     * the thousands of lines on a large host few match.
     */
    private static final Pattern FIGURE = Pattern.compile(" ++(?:pages )?(free|min|low|high|present|managed) +(\\S+) *");

    private final Map<ZoneName, ZoneWatermarks> zones;

    private ZoneInfo(Map<ZoneName, ZoneWatermarks> zones) {
        this.zones = Collections.unmodifiableMap(zones);
    }

    /** @throws KernelFormatException naming the line, when a zone lacks a figure or a figure is no number */
    public static ZoneInfo parse(String text) throws KernelFormatException {
        Map<ZoneName, ZoneWatermarks> zones = new LinkedHashMap<>();
        ZoneName zone = null;
        int zoneLine = 0;
        Map<String, Long> figures = new HashMap<>();
        int number = 0;
        for (String line : KernelText.lines(FILE, text)) {
            number++;
            if (zone == null || line.startsWith("Node")) {
                Matcher start = ZONE.matcher(line);
                if (!start.matches()) {
                    throw new KernelFormatException(FILE, number, "expected 'Node N, zone NAME'");
                }
                put(zones, zone, figures, zoneLine);
                zone = new ZoneName(Integer.parseInt(start.group(1)), start.group(2));
                zoneLine = number;
                figures.clear();
                continue;
            }
            Matcher figure = FIGURE.matcher(line);
            if (figure.matches()
                    && figures.put(figure.group(1), KernelText.count(FILE, number, figure.group(2))) != null) {
                throw new KernelFormatException(FILE, number, zone + " has '" + figure.group(1) + "' for the second time");
            }
        }
        put(zones, zone, figures, zoneLine);
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
        ZoneWatermarks watermarks = new ZoneWatermarks(figures.get("free"), figures.get("min"), figures.get("low"),
                figures.get("high"), figures.get("present"), figures.getOrDefault("managed", figures.get("present")));
        if (zones.put(zone, watermarks) != null) {
            throw new KernelFormatException(FILE, line, zone + " for the second time");
        }
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
