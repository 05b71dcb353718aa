package io.github.memfrag.config;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value for every key: the default, unless something else was said. */
public final class Configuration {
    private static final String UNSAID = "unset";

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

    /** The same with the values of another where a change takes effect at once. */
    public Configuration withChangesAtOnce(Configuration other) {
        Map<ConfigKey<?>, String> merged = new HashMap<>(texts);
        merged.keySet().removeIf(key -> key.change() == Change.AT_ONCE);
        requireNonNull(other, "other is null").texts.forEach((key, text) -> {
            if (key.change() == Change.AT_ONCE) {
                merged.put(key, text);
            }
        });
        return new Configuration(merged);
    }

    /** What differs from an earlier one, for people, a clause each: {@code relief.max=none instead of all}. */
    public List<String> changesSince(Configuration earlier) {
        Map<String, String> before = requireNonNull(earlier, "earlier is null").texts();
        Map<String, String> now = texts();
        Set<String> names = new LinkedHashSet<>(now.keySet());
        names.addAll(before.keySet());
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            String was = before.getOrDefault(name, UNSAID);
            String is = now.getOrDefault(name, UNSAID);
            if (!is.equals(was)) {
                changes.add(name + "=" + is + " instead of " + was);
            }
        }
        return changes;
    }

    /** What was said of the key; empty where its default applies for want of that. */
    Optional<String> said(ConfigKey<?> key) {
        return Optional.ofNullable(texts.get(key));
    }

    /** All that was said. */
    Map<ConfigKey<?>, String> said() {
        return texts;
    }

    String text(ConfigKey<?> key) {
        return texts.getOrDefault(key, key.defaultText());
    }
}
