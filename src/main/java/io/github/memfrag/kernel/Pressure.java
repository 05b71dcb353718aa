package io.github.memfrag.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /proc/pressure/memory}: how long tasks waited for memory (PSI, Documentation/accounting/psi.rst). */
public final class Pressure {
    public static final String FILE = "/proc/pressure/memory";

    private static final Pattern LINE = Pattern.compile(
            "(some|full) avg10=(\\d{1,3}\\.\\d\\d) avg60=(\\d{1,3}\\.\\d\\d) avg300=(\\d{1,3}\\.\\d\\d) total=(\\S+)");

    private final Map<String, Stall> stalls;

    private Pressure(Map<String, Stall> stalls) {
        this.stalls = stalls;
    }

    /** @throws KernelFormatException naming the line, when a line is not as the kernel prints it */
    public static Pressure parse(String text) throws KernelFormatException {
        Map<String, Stall> stalls = new HashMap<>();
        int number = 0;
        for (String line : KernelText.lines(FILE, text)) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new KernelFormatException(FILE, number, "expected 'some|full avg10=… avg60=… avg300=… total=…'");
            }
            Stall stall = new Stall(Double.parseDouble(matcher.group(2)), Double.parseDouble(matcher.group(3)),
                    Double.parseDouble(matcher.group(4)), KernelText.count(FILE, number, matcher.group(5)));
            if (stalls.put(matcher.group(1), stall) != null) {
                throw new KernelFormatException(FILE, number, "'" + matcher.group(1) + "' for the second time");
            }
        }
        return new Pressure(stalls);
    }

    /** Some task waited. */
    public Optional<Stall> some() {
        return Optional.ofNullable(stalls.get("some"));
    }

    /** Every task that was not idle waited. */
    public Optional<Stall> full() {
        return Optional.ofNullable(stalls.get("full"));
    }

    /** Shares of time in percent over the last 10, 60 and 300 s, and the whole time since boot. */
    public static final class Stall {
        private final double avg10Percent;
        private final double avg60Percent;
        private final double avg300Percent;
        private final long totalMicros;

        Stall(double avg10Percent, double avg60Percent, double avg300Percent, long totalMicros) {
            this.avg10Percent = avg10Percent;
            this.avg60Percent = avg60Percent;
            this.avg300Percent = avg300Percent;
            this.totalMicros = totalMicros;
        }

        public double avg10Percent() {
            return avg10Percent;
        }

        public double avg60Percent() {
            return avg60Percent;
        }

        public double avg300Percent() {
            return avg300Percent;
        }

        public long totalMicros() {
            return totalMicros;
        }
    }
}
