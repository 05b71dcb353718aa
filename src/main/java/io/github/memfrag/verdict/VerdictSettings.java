package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.Configuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What the operator said a verdict shall be made of. */
public final class VerdictSettings {
    private final List<Integer> watchOrders;
    private final List<Thresholds> thresholdsByOrder;
    private final int samples;
    private final Duration failureHold;
    private final String preface;

    private VerdictSettings(List<Integer> watchOrders, List<Thresholds> thresholdsByOrder, int samples, Duration failureHold,
            String preface) {
        this.watchOrders = Collections.unmodifiableList(new ArrayList<>(new LinkedHashSet<>(watchOrders)));
        this.thresholdsByOrder = Collections.unmodifiableList(thresholdsByOrder);
        this.samples = samples;
        this.failureHold = failureHold;
        this.preface = preface;
    }

    public static VerdictSettings defaults() {
        return of(Configuration.defaults());
    }

    public static VerdictSettings of(Configuration configuration) {
        requireNonNull(configuration, "configuration is null");
        List<Thresholds> byOrder = new ArrayList<>();
        for (int order = 0; order < ConfigKey.ORDERS; order++) {
            byOrder.add(new Thresholds(of(configuration, ConfigKey.VERDICT_WARNING, order),
                    of(configuration, ConfigKey.VERDICT_CRITICAL, order), of(configuration, ConfigKey.VERDICT_BLOCKS, order)));
        }
        return new VerdictSettings(configuration.get(ConfigKey.WATCH_ORDER), byOrder, configuration.get(ConfigKey.VERDICT_SAMPLES),
                configuration.get(ConfigKey.VERDICT_FAILURE_HOLD),
                configuration.get(ConfigKey.KERNEL_ROOT).map(root -> "RECORDED TREE, NOT THIS HOST: ").orElse(""));
    }

    private static <T> T of(Configuration configuration, ConfigKey<T> key, int order) {
        return configuration.own(key, order).orElseGet(() -> configuration.get(key));
    }

    /** The orders as configured, the most important first. */
    public List<Integer> watchOrders() {
        return watchOrders;
    }

    public Thresholds thresholds(int order) {
        return thresholdsByOrder.get(order);
    }

    /** So many samples in a row must agree before the state changes. */
    public int samples() {
        return samples;
    }

    /** How long a logged failure counts. */
    public Duration failureHold() {
        return failureHold;
    }

    /** The same for a face that says by itself that it shows a recorded tree. */
    public VerdictSettings withoutPreface() {
        return new VerdictSettings(watchOrders, thresholdsByOrder, samples, failureHold, "");
    }

    /** What every reason begins with, so that nobody takes a recorded tree for the host; empty when it is the host. */
    String preface() {
        return preface;
    }

    /**
     * The orders to watch on a kernel with so many: those that it has. When it has none of them, the default one, or on a kernel
     * that lacks even that, the highest.
     */
    public List<Integer> watchOrders(int kernelOrders) {
        List<Integer> existing = new ArrayList<>(watchOrders);
        existing.removeIf(order -> order >= kernelOrders);
        if (existing.isEmpty()) {
            existing.add(Math.min(Configuration.defaults().get(ConfigKey.WATCH_ORDER).get(0), kernelOrders - 1));
        }
        return existing;
    }

    /** A line that names the watched orders that a kernel with so many orders lacks; empty when it has them all. */
    public Optional<String> problemOn(int kernelOrders) {
        List<Integer> missing = new ArrayList<>(watchOrders);
        missing.removeIf(order -> order < kernelOrders);
        return missing.isEmpty() ? Optional.empty() : Optional.of(ConfigKey.WATCH_ORDER + "=" + joined(watchOrders) + ": this kernel has"
                + " no order " + joined(missing) + "; " + joined(watchOrders(kernelOrders)) + " applies. Allowed: 0 to "
                + (kernelOrders - 1));
    }

    private static String joined(List<Integer> orders) {
        StringBuilder text = new StringBuilder();
        orders.forEach(order -> text.append(text.length() == 0 ? "" : "+").append(order));
        return text.toString();
    }
}
