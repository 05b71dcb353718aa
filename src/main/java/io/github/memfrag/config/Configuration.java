package io.github.memfrag.config;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A value for every key: the default, unless something else was said. */
public final class Configuration {
    private final Map<ConfigKey<?>, String> texts;

    /** @param texts what was said, each already accepted by its key */
    Configuration(Map<ConfigKey<?>, String> texts) {
        this.texts = Collections.unmodifiableMap(new HashMap<>(texts));
    }

    public static Configuration defaults() {
        return new Configuration(Collections.emptyMap());
    }

    public <T> T get(ConfigKey<T> key) {
        requireNonNull(key, "key is null");
        return key.parse(text(key))
                .orElseThrow(() -> new IllegalStateException(key + " does not accept its own value " + text(key)));
    }

    /** What was said for one order alone ({@code verdict.blocks.9}); empty where what holds for all orders holds for it, too. */
    public <T> Optional<T> own(ConfigKey<T> key, int order) {
        ConfigKey<T> own = requireNonNull(key, "key is null").forOrder(order);
        return texts.containsKey(own) ? Optional.of(get(own)) : Optional.empty();
    }

    /** Every key with its value as text, in the table's order; behind them what was said for single orders. */
    public Map<String, String> texts() {
        Map<String, String> all = new LinkedHashMap<>();
        ConfigKey.all().forEach(key -> all.put(key.name(), text(key)));
        texts.keySet().stream().map(ConfigKey::name).filter(name -> !all.containsKey(name)).sorted()
                .forEach(name -> ConfigKey.named(name).ifPresent(key -> all.put(name, text(key))));
        return all;
    }

    private String text(ConfigKey<?> key) {
        return texts.getOrDefault(key, key.defaultText());
    }
}
