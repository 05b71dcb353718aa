package io.github.memfrag.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The table of configuration keys: name, default, what is allowed, and what it means. {@code conf/memfrag.properties} is checked
 * against it by a test.
 *
 * @param <T> type of the value
 */
public final class ConfigKey<T> {
    private static final List<ConfigKey<?>> TABLE = new ArrayList<>();

    public static final ConfigKey<Optional<Path>> CONFIG = key("config", "none", ValueType.wordOr("none", ValueType.path()),
            "Configuration file, as java.util.Properties. Only as an argument; arguments go over the file.");
    public static final ConfigKey<Optional<Duration>> START_DELAY = key("start.delay", "auto",
            ValueType.wordOr("auto", ValueType.duration(Duration.ZERO, Duration.ofHours(1))),
            "How long the agent waits before it touches JMX. auto: until the host service has set up its own logging and JMX; of one that never does, 30 s.");
    public static final ConfigKey<String> LOG = key("log", "stderr",
            ValueType.text("stderr, none, or the path of a file", "stderr|none|.*/.*"),
            "Where the agent's few lines go.");
    public static final ConfigKey<Optional<Path>> KERNEL_ROOT = key("kernel.root", "none",
            ValueType.wordOr("none", ValueType.path()),
            "A recorded tree (DIR/proc/..., DIR/sys/...) to read and write instead of the host's kernel: for tests and demonstrations.");
    public static final ConfigKey<Boolean> HTTP = key("http", "on", ValueType.onOff(),
            "Serve the MBeans over Jolokia HTTP.");
    public static final ConfigKey<String> HOST = key("host", "127.0.0.1",
            ValueType.text("a host name or an IP address", "[A-Za-z0-9._:%-]+"),
            "Address to listen on. 0.0.0.0 or :: for all.");
    public static final ConfigKey<Integer> PORT = key("port", "8797", ValueType.integer(0, 65535),
            "Port to listen on. 0 takes any free one; the Url attribute of the Agent MBean tells which.");
    public static final ConfigKey<String> HTTP_PATH = key("http.path", "/jolokia/",
            ValueType.text("a path such as /jolokia/", "/([A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*/?)?"),
            "Path under which Jolokia answers.");
    public static final ConfigKey<Boolean> HTTP_OPERATIONS = key("http.operations", "off", ValueType.onOff(),
            "Whether dropCaches and compaction may be started over HTTP (POST only, and only on a loopback address).");
    public static final ConfigKey<Integer> WATCH_ORDER = key("watch.order", "4", ValueType.integer(0, 30),
            "The order that counts: 4 (64 KiB with 4 KiB pages) is what Xen, new slabs and network drivers fail on first; 3 is"
                    + " the kernel's own costly order, 9 a 2 MiB huge page on x86.");
    public static final ConfigKey<Optional<List<String>>> ZONES = key("zones", "auto",
            ValueType.wordOr("auto", ValueType.list(ValueType.text("a zone name such as Normal", "[A-Za-z][A-Za-z0-9]*"))),
            "Zones that speak for the host. auto: of each node the larger of Normal and DMA32.");

    public static final ConfigKey<Duration> SAMPLE_INTERVAL = key("sample.interval", "15s",
            ValueType.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "How often the kernel is read in the background.");

    private final String name;
    private final String defaultText;
    private final ValueType<T> type;
    private final String meaning;

    private ConfigKey(String name, String defaultText, ValueType<T> type, String meaning) {
        this.name = requireNonNull(name, "name is null");
        this.defaultText = requireNonNull(defaultText, "defaultText is null");
        this.type = requireNonNull(type, "type is null");
        this.meaning = requireNonNull(meaning, "meaning is null");
    }

    private static <T> ConfigKey<T> key(String name, String defaultText, ValueType<T> type, String meaning) {
        ConfigKey<T> key = new ConfigKey<>(name, defaultText, type, meaning);
        TABLE.add(key);
        return key;
    }

    /** Every key, in the order in which documents list them. */
    public static List<ConfigKey<?>> all() {
        return Collections.unmodifiableList(TABLE);
    }

    /** The key of that name, if there is one. */
    public static Optional<ConfigKey<?>> named(String name) {
        return TABLE.stream().filter(key -> key.name.equals(name)).findFirst();
    }

    public String name() {
        return name;
    }

    /** The default as one would write it. */
    public String defaultText() {
        return defaultText;
    }

    /** What is allowed, for people. */
    public String allowed() {
        return type.allowed();
    }

    /** What the key is for, in a sentence or two. */
    public String meaning() {
        return meaning;
    }

    Optional<T> parse(String text) {
        return type.parse(text);
    }

    @Override
    public String toString() {
        return name;
    }
}
