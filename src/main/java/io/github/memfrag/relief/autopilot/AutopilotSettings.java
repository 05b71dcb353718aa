package io.github.memfrag.relief.autopilot;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.Configuration;
import io.github.memfrag.config.TimeWindow;
import io.github.memfrag.relief.helper.Ceiling;
import java.util.Locale;

/** What the operator lets the agent do by itself. */
public final class AutopilotSettings {
    /** Whether it acts. */
    public enum Mode {
        /** It looks on. */
        OFF,
        /** It reports what it would have done. */
        OBSERVE,
        /** It acts. */
        ON
    }

    private final Mode mode;
    private final Ceiling max;
    private final TimeWindow window;
    private final int perDay;
    private final int samples;

    private AutopilotSettings(Mode mode, Ceiling max, TimeWindow window, int perDay, int samples) {
        this.mode = mode;
        this.max = max;
        this.window = window;
        this.perDay = perDay;
        this.samples = samples;
    }

    public static AutopilotSettings of(Configuration configuration) {
        requireNonNull(configuration, "configuration is null");
        Ceiling ofAll = ceiling(configuration, ConfigKey.RELIEF_MAX);
        Ceiling own = ceiling(configuration, ConfigKey.RELIEF_AUTO_MAX);
        return new AutopilotSettings(Mode.valueOf(configuration.get(ConfigKey.RELIEF_AUTO).toUpperCase(Locale.ROOT)),
                ofAll == Ceiling.NONE ? own : ofAll.min(own), // where nothing is allowed, the relief says so when it is asked
                configuration.get(ConfigKey.RELIEF_AUTO_WINDOW), configuration.get(ConfigKey.RELIEF_AUTO_PER_DAY),
                configuration.get(ConfigKey.VERDICT_SAMPLES));
    }

    private static Ceiling ceiling(Configuration configuration, ConfigKey<String> key) {
        String text = configuration.get(key);
        return Ceiling.named(text).orElseThrow(() -> new IllegalStateException(key + " allows " + text + ", which is no ceiling"));
    }

    public Mode mode() {
        return mode;
    }

    /** The lower of {@code relief.max} and {@code relief.auto.max}; never none. */
    Ceiling max() {
        return max;
    }

    /** On the host's clock. */
    TimeWindow window() {
        return window;
    }

    /** So many times in 24 hours at most. */
    int perDay() {
        return perDay;
    }

    /** For so many samples in a row the host must have been CRITICAL. */
    int samples() {
        return samples;
    }
}
