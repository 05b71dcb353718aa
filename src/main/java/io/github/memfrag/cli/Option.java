package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import java.util.Optional;

/** An option that a command takes: {@code --json}, or {@code --order N} with a value. */
final class Option {
    /** Options that several commands share. */
    static final Option HELP = flag("--help", "Show this help; -h does, too");
    static final Option COLOR = withValue("--color", "WHEN", "Colour: auto (only on a terminal), always or never");
    static final Option JSON = flag("--json", "Print JSON for machines instead");
    static final Option ORDER = withValue("--order", "N",
            "The order that counts, or several: 4+9 (default " + ConfigKey.WATCH_ORDER.defaultText() + ")");
    static final Option CONFIG = withValue("--config", "FILE", "Configuration file of the agent; other options go over it");
    static final Option KERNEL_ROOT = withValue("--kernel-root", "DIR",
            "Use a recorded tree, DIR/proc and DIR/sys, not this host's");

    private final String name;
    private final String valueName;
    private final String impliedValue;
    private final String meaning;

    private Option(String name, String valueName, String impliedValue, String meaning) {
        this.name = requireNonNull(name, "name is null");
        this.valueName = valueName;
        this.impliedValue = impliedValue;
        this.meaning = requireNonNull(meaning, "meaning is null");
    }

    static Option flag(String name, String meaning) {
        return new Option(name, null, null, meaning);
    }

    /** @param valueName how the help calls the value, such as {@code N} */
    static Option withValue(String name, String valueName, String meaning) {
        return new Option(name, requireNonNull(valueName, "valueName is null"), null, meaning);
    }

    /**
     * A value that may be left out, and else follows an equals sign.
     *
     * @param impliedValue what it is then
     */
    static Option withOptionalValue(String name, String valueName, String impliedValue, String meaning) {
        return new Option(name, requireNonNull(valueName, "valueName is null"),
                requireNonNull(impliedValue, "impliedValue is null"), meaning);
    }

    /** The same option in the words of one command. */
    Option meaning(String other) {
        return new Option(name, valueName, impliedValue, other);
    }

    /** An option is its name, whatever a command's help says of it. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Option && ((Option) other).name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** With its dashes. */
    String name() {
        return name;
    }

    boolean takesValue() {
        return valueName != null;
    }

    /** What the value is where only the name was said; empty when it must be said, or there is none. */
    Optional<String> impliedValue() {
        return Optional.ofNullable(impliedValue);
    }

    /** As the help shows it: {@code --order N}, {@code --watch[=INTERVAL]}. */
    String syntax() {
        return impliedValue != null ? name + "[=" + valueName + "]" : takesValue() ? name + " " + valueName : name;
    }

    /** What it is for, in a line. */
    String meaning() {
        return meaning;
    }

    @Override
    public String toString() {
        return name;
    }
}
