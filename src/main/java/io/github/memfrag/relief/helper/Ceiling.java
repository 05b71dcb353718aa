package io.github.memfrag.relief.helper;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How far a relief may go, the mildest first. Its names are the values of {@code relief.max}. */
public enum Ceiling {
    /** Nothing at all. */
    NONE,
    /** Compaction: moves pages, takes nothing from anybody. */
    COMPACT,
    /** And dropping the page cache: what was cached is read from disk again. */
    PAGECACHE,
    /** And dropping dentries and inodes. */
    ALL;

    /** The ceiling of that name, {@code compact}. */
    public static Optional<Ceiling> named(String text) {
        return Stream.of(values()).filter(ceiling -> ceiling.text().equals(text)).findFirst();
    }

    /** As one writes it: {@code compact}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean allows(Ceiling other) {
        return compareTo(other) >= 0;
    }

    /** The lower of the two. */
    public Ceiling min(Ceiling other) {
        return allows(other) ? other : this;
    }
}
