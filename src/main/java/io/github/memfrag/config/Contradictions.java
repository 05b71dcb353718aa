package io.github.memfrag.config;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Values that are allowed one by one and contradict each other: a line of warning above that of critical. */
final class Contradictions {
    private final Map<ConfigKey<?>, String> texts;
    private final Optional<Configuration> previous;
    private final BiConsumer<String, String> problems;

    /**
     * @param texts what was said; mended in place
     * @param previous what applied before; empty at the start
     * @param problems is told what is wrong, and what applies instead
     */
    Contradictions(Map<ConfigKey<?>, String> texts, Optional<Configuration> previous, BiConsumer<String, String> problems) {
        this.texts = requireNonNull(texts, "texts is null");
        this.previous = requireNonNull(previous, "previous is null");
        this.problems = requireNonNull(problems, "problems is null");
    }

    void mend() {
        mendForAll();
        for (int order = 0; order < ConfigKey.ORDERS; order++) {
            mendFor(order);
        }
    }

    private void mendForAll() {
        Configuration said = new Configuration(texts);
        if (said.get(ConfigKey.VERDICT_WARNING) > said.get(ConfigKey.VERDICT_CRITICAL)) {
            String fault = fault(ConfigKey.VERDICT_WARNING, said.text(ConfigKey.VERDICT_WARNING),
                    ConfigKey.VERDICT_CRITICAL, said.text(ConfigKey.VERDICT_CRITICAL));
            Configuration applied = previous.orElseGet(Configuration::defaults);
            String warning = applied.text(ConfigKey.VERDICT_WARNING);
            String critical = applied.text(ConfigKey.VERDICT_CRITICAL);
            texts.put(ConfigKey.VERDICT_WARNING, warning);
            texts.put(ConfigKey.VERDICT_CRITICAL, critical);
            problems.accept(fault, previous.isPresent() ? warning + " and " + critical + " stay"
                    : "the defaults " + warning + " and " + critical + " apply");
        }
    }

    private void mendFor(int order) {
        ConfigKey<Double> warningKey = ConfigKey.VERDICT_WARNING.forOrder(order);
        ConfigKey<Double> criticalKey = ConfigKey.VERDICT_CRITICAL.forOrder(order);
        Configuration said = new Configuration(texts);
        if (percent(said, ConfigKey.VERDICT_WARNING, order) <= percent(said, ConfigKey.VERDICT_CRITICAL, order)) {
            return;
        }
        String fault = fault(warningKey, text(said, ConfigKey.VERDICT_WARNING, order),
                criticalKey, text(said, ConfigKey.VERDICT_CRITICAL, order));
        if (previous.isPresent()) {
            String warning = text(previous.get(), ConfigKey.VERDICT_WARNING, order);
            String critical = text(previous.get(), ConfigKey.VERDICT_CRITICAL, order);
            texts.put(warningKey, warning);
            texts.put(criticalKey, critical);
            problems.accept(fault, warning + " and " + critical + " stay");
        } else {
            texts.remove(warningKey);
            texts.remove(criticalKey);
            problems.accept(fault, "what holds for all orders, " + said.text(ConfigKey.VERDICT_WARNING) + " and "
                    + said.text(ConfigKey.VERDICT_CRITICAL) + ", applies");
        }
    }

    private static double percent(Configuration said, ConfigKey<Double> key, int order) {
        return said.own(key, order).orElseGet(() -> said.get(key));
    }

    private static String text(Configuration said, ConfigKey<?> key, int order) {
        return said.own(key, order).isPresent() ? said.text(key.forOrder(order)) : said.text(key);
    }

    private static String fault(ConfigKey<?> warningKey, String warning, ConfigKey<?> criticalKey, String critical) {
        return warningKey + "=" + warning + " is above " + criticalKey + "=" + critical;
    }
}
