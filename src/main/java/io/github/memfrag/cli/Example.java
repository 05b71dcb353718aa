package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

/** A command line to copy, and what it does. */
final class Example {
    private final boolean asRoot;
    private final String words;
    private final String effect;

    private Example(boolean asRoot, String words, String effect) {
        this.asRoot = asRoot;
        this.words = requireNonNull(words, "words is null");
        this.effect = requireNonNull(effect, "effect is null");
    }

    /** @param words what follows the jar's name */
    static Example of(String words, String effect) {
        return new Example(false, words, effect);
    }

    /** For what only root may do. */
    static Example asRoot(String words, String effect) {
        return new Example(true, words, effect);
    }

    /** As one would type it here. */
    String line() {
        return asRoot ? Invocation.asRoot(words) : Invocation.of(words);
    }

    String effect() {
        return effect;
    }
}
