package io.github.memfrag.config;

import static io.github.memfrag.config.Change.AT_ONCE;
import static io.github.memfrag.config.Change.RESTART;
import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The table of configuration keys: name, default, what a change takes, what is allowed, and what it means.
 * {@code conf/memfrag.properties} is checked against it by a test.
 *
 * @param <T> type of the value
 */
public final class ConfigKey<T> {
    /** Orders from 0 on that a key may name. 2^30 pages of 4 KiB are 4 TiB in one block: no kernel has higher ones. */
    public static final int ORDERS = 31;

    private static final List<ConfigKey<?>> TABLE = new ArrayList<>();
    private static final ValueType<Integer> ORDER = ValueType.integer(0, ORDERS - 1);

    public static final ConfigKey<Optional<Path>> CONFIG = key("config", "none", RESTART, ValueType.wordOr("none", ValueType.path()),
            "Configuration file, as java.util.Properties. Only as an argument; arguments go over the file. It is read again when it"
                    + " changes.");
    public static final ConfigKey<Optional<Duration>> START_DELAY = key("start.delay", "auto", RESTART,
            ValueType.wordOr("auto", ValueType.duration(Duration.ZERO, Duration.ofHours(1))),
            "How long the agent waits before it touches JMX. auto: until the host service has set up its own logging and JMX; of one that never does, 30 s.");
    public static final ConfigKey<String> LOG = key("log", "stderr", RESTART,
            ValueType.text("stderr, none, or the path of a file", "stderr|none|.*/.*"),
            "Where the agent's few lines go.");
    public static final ConfigKey<Optional<Path>> STATE_DIR = key("state.dir", "none", RESTART, ValueType.wordOr("none", ValueType.path()),
            "Directory of this agent's own, where the records of its reliefs outlive a restart. It must exist and belong to the user that"
                    + " the JVM runs as.");
    public static final ConfigKey<Optional<Path>> KERNEL_ROOT = key("kernel.root", "none", RESTART,
            ValueType.wordOr("none", ValueType.path()),
            "A recorded tree (DIR/proc/..., DIR/sys/...) to read and write instead of the host's kernel: for tests and demonstrations.");
    public static final ConfigKey<Boolean> HTTP = key("http", "on", RESTART, ValueType.onOff(),
            "Serve the MBeans over Jolokia HTTP.");
    public static final ConfigKey<String> HOST = key("host", "127.0.0.1", RESTART,
            ValueType.text("a host name or an IP address", "[A-Za-z0-9._:%-]+"),
            "Address to listen on. 0.0.0.0 or :: for all.");
    public static final ConfigKey<Integer> PORT = key("port", "8797", RESTART, ValueType.integer(0, 65535),
            "Port to listen on. 0 takes any free one; the Url attribute of the Agent MBean tells which.");
    public static final ConfigKey<String> HTTP_PATH = key("http.path", "/jolokia/", RESTART,
            ValueType.text("a path such as /jolokia/", "/([A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*/?)?"),
            "Path under which Jolokia answers.");
    public static final ConfigKey<Boolean> HTTP_OPERATIONS = key("http.operations", "off", AT_ONCE, ValueType.onOff(),
            "Whether dropCaches and compaction may be started over HTTP, by POST and by users of the role operate.");
    public static final ConfigKey<Optional<Path>> HTTP_USERS = key("http.users", "none", RESTART,
            ValueType.wordOr("none", ValueType.path()),
            "File of those who may log in. 'java -jar memfrag-agent.jar passwd' makes and maintains it; none but its owner may read it,"
                    + " and that is root or the user that the service runs as. It is read again when it changes.");
    public static final ConfigKey<String> HTTP_ANONYMOUS = key("http.anonymous", "auto", RESTART, ValueType.word("auto", "none", "read"),
            "What those may do who do not log in. auto: read where host is a loopback address, nothing elsewhere.");
    public static final ConfigKey<Optional<List<AllowedMBean>>> HTTP_ALLOW = key("http.allow", "none", RESTART,
            ValueType.wordOr("none", ValueType.list(ValueType.allowedMBean())),
            "What may be read over HTTP beside our own MBeans, never operated or written:"
                    + " java.lang:type=Memory+java.lang:type=GarbageCollector;name=*!CollectionCount. In this file a comma may stand for"
                    + " the semicolon.");
    public static final ConfigKey<Integer> HTTP_LIMIT_RATE = key("http.limit.rate", "50", RESTART, ValueType.integer(1, 100_000),
            "How many requests a second one client may send in the long run, an address or an IPv6 network each; from this host"
                    + " ten times as many. A further request in a bulk counts a tenth.");
    public static final ConfigKey<Optional<Path>> HTTP_TLS_CERTIFICATE = key("http.tls.certificate", "none", RESTART,
            ValueType.wordOr("none", ValueType.path()),
            "Serve HTTPS only, with the certificate in this PEM file, and behind it those that lead to its authority. It is read again"
                    + " when it changes, as is every file of http.tls.");
    public static final ConfigKey<Optional<Path>> HTTP_TLS_KEY = key("http.tls.key", "none", RESTART,
            ValueType.wordOr("none", ValueType.path()),
            "Private key of that certificate, PEM: PKCS#8, encrypted or not, PKCS#1 (RSA) or SEC1 (EC). Let nobody else read it.");
    public static final ConfigKey<Optional<Path>> HTTP_TLS_KEYSTORE = key("http.tls.keystore", "none", RESTART,
            ValueType.wordOr("none", ValueType.path()),
            "Instead of both: a PKCS#12 file with one private key and its certificates.");
    public static final ConfigKey<Optional<Path>> HTTP_TLS_PASSWORD_FILE = key("http.tls.password.file", "none", RESTART,
            ValueType.wordOr("none", ValueType.path()),
            "File whose first line is the password of http.tls.keystore, or of an encrypted http.tls.key.");
    public static final ConfigKey<Optional<Path>> HTTP_TLS_CLIENTS = key("http.tls.clients", "none", RESTART,
            ValueType.wordOr("none", ValueType.path()),
            "Certificates of authorities, PEM: then only clients with a certificate of one of them get in (mutual TLS).");
    public static final ConfigKey<List<Integer>> WATCH_ORDER = key("watch.order", "4", AT_ONCE, ValueType.list(ORDER),
            "The orders that count, the most important first: 4 (64 KiB with 4 KiB pages) is what Xen, new slabs and network drivers"
                    + " fail on first; 3 is the kernel's own costly order, 9 a 2 MiB huge page on x86. Of several the worst decides.");
    public static final ConfigKey<Optional<List<String>>> ZONES = key("zones", "auto", AT_ONCE,
            ValueType.wordOr("auto", ValueType.list(ValueType.text("a zone name such as Normal", "[A-Za-z][A-Za-z0-9]*"))),
            "Zones that speak for the host. auto: of each node the larger of Normal and DMA32.");

    public static final ConfigKey<List<String>> KERNEL_LOG = key("kernel.log", "auto", RESTART,
            ValueType.list(ValueType.text("auto, none, kmsg, journal, or the absolute path of a log file",
                    "auto|none|kmsg|journal|/[^+]+")),
            "Where failed page allocations are read from: the first of these that can be read. auto: /dev/kmsg, else the journal,"
                    + " else /var/log/kern.log, else /var/log/messages. With kernel.root a path is one inside that tree.");

    public static final ConfigKey<Duration> SAMPLE_INTERVAL = key("sample.interval", "15s", AT_ONCE,
            ValueType.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "How often the kernel is read in the background.");

    public static final ConfigKey<Double> VERDICT_WARNING = perOrder("verdict.warning", "80", ValueType.percent(),
            "WARNING where at least this share of a watched zone's free memory is in blocks too small for the order, and fewer than"
                    + " 64 times verdict.blocks blocks of it are left. For one order: verdict.warning.9=90.");
    public static final ConfigKey<Double> VERDICT_CRITICAL = perOrder("verdict.critical", "95", ValueType.percent(),
            "CRITICAL where it is at least this share, fewer than verdict.blocks blocks are left, and allocations fail; as long as"
                    + " none fails, WARNING. From order 9 on a share alone stays WARNING, since huge pages fall back to small ones. For one"
                    + " order: verdict.critical.3=99.");
    public static final ConfigKey<Integer> VERDICT_BLOCKS = perOrder("verdict.blocks", "128", ValueType.integer(1, 1_000_000),
            "So many blocks of the order keep a zone from CRITICAL, however small their share of the free memory. For one order:"
                    + " verdict.blocks.9=16.");
    public static final ConfigKey<Integer> VERDICT_SAMPLES = key("verdict.samples", "4", AT_ONCE, ValueType.integer(1, 60),
            "So many samples in a row must agree before the state changes: a single one lies when much memory has just been freed."
                    + " The first sample after the start already gives a state.");
    public static final ConfigKey<Duration> VERDICT_FAILURE_HOLD = key("verdict.failure.hold", "1h", AT_ONCE,
            ValueType.duration(Duration.ZERO, Duration.ofDays(7)),
            "How long a page allocation failure in the kernel's log keeps the state at WARNING or worse.");

    public static final ConfigKey<String> RELIEF_MAX = key("relief.max", "all", AT_ONCE,
            ValueType.word("none", "compact", "pagecache", "all"),
            "How far any relief may go: nothing, compaction, dropping the page cache too, dropping dentries and inodes too.");
    public static final ConfigKey<Duration> RELIEF_COOLDOWN_DROP = key("relief.cooldown.drop", "1h", AT_ONCE,
            ValueType.duration(Duration.ZERO, Duration.ofDays(7)),
            "How long after a drop of caches, whoever did it, no other is begun.");
    public static final ConfigKey<Duration> RELIEF_COOLDOWN_COMPACT = key("relief.cooldown.compact", "5m", AT_ONCE,
            ValueType.duration(Duration.ZERO, Duration.ofDays(7)),
            "How long after a relief's compaction no other is begun.");
    public static final ConfigKey<String> RELIEF_AUTO = key("relief.auto", "off", AT_ONCE, ValueType.word("off", "observe", "on"),
            "on: the agent relieves by itself where CRITICAL holds with the cause FRAGMENTATION or ALLOCATION_FAILURE. observe: it only"
                    + " reports what it would have done.");
    public static final ConfigKey<String> RELIEF_AUTO_MAX = key("relief.auto.max", "compact", AT_ONCE,
            ValueType.word("compact", "pagecache", "all"), "How far the agent may go by itself; never beyond relief.max.");
    public static final ConfigKey<TimeWindow> RELIEF_AUTO_WINDOW = key("relief.auto.window", "00:00-24:00", AT_ONCE, ValueType.timeWindow(),
            "The time of day, as the host's clock shows it, in which the agent may act by itself; 22:00-06:00 goes over midnight.");
    public static final ConfigKey<Integer> RELIEF_AUTO_PER_DAY = key("relief.auto.perDay", "4", AT_ONCE, ValueType.integer(1, 100),
            "How often at most the agent acts by itself within 24 hours.");

    private final String name;
    private final String defaultText;
    private final Change change;
    private final ValueType<T> type;
    private final String meaning;
    private final boolean perOrder;

    private ConfigKey(String name, String defaultText, Change change, ValueType<T> type, String meaning, boolean perOrder) {
        this.name = requireNonNull(name, "name is null");
        this.defaultText = requireNonNull(defaultText, "defaultText is null");
        this.change = requireNonNull(change, "change is null");
        this.type = requireNonNull(type, "type is null");
        this.meaning = requireNonNull(meaning, "meaning is null");
        this.perOrder = perOrder;
    }

    private static <T> ConfigKey<T> key(String name, String defaultText, Change change, ValueType<T> type, String meaning) {
        return listed(new ConfigKey<>(name, defaultText, change, type, meaning, false));
    }

    /** A key that may also be said for a single order, as {@code name.ORDER}. */
    private static <T> ConfigKey<T> perOrder(String name, String defaultText, ValueType<T> type, String meaning) {
        return listed(new ConfigKey<>(name, defaultText, AT_ONCE, type, meaning, true));
    }

    private static <T> ConfigKey<T> listed(ConfigKey<T> key) {
        TABLE.add(key);
        return key;
    }

    /** Every key, in the order in which documents list them. */
    public static List<ConfigKey<?>> all() {
        return Collections.unmodifiableList(TABLE);
    }

    /** The key of that name, if there is one; {@code verdict.blocks.9} is {@code verdict.blocks} for order 9 alone. */
    public static Optional<ConfigKey<?>> named(String name) {
        Optional<ConfigKey<?>> listed = TABLE.stream().filter(key -> key.name.equals(name)).findFirst();
        return listed.isPresent() ? listed : TABLE.stream().filter(key -> key.perOrder && name.startsWith(key.name + "."))
                .findFirst().flatMap(key -> key.forOrder(name.substring(key.name.length() + 1)));
    }

    private Optional<ConfigKey<?>> forOrder(String text) {
        return ORDER.parse(text).filter(order -> text.equals(order.toString())).map(this::forOrder);
    }

    ConfigKey<T> forOrder(int order) {
        if (!perOrder) {
            throw new IllegalArgumentException(name + " has one value for all orders");
        }
        return new ConfigKey<>(name + "." + order, defaultText, change, type, meaning, false);
    }

    public String name() {
        return name;
    }

    /** Whether {@code name.ORDER} is a key, too. */
    public boolean isPerOrder() {
        return perOrder;
    }

    /** The default as one would write it. */
    public String defaultText() {
        return defaultText;
    }

    /** What it takes for a changed line of the configuration file to take effect. */
    public Change change() {
        return change;
    }

    /** What is allowed, for people. */
    public String allowed() {
        return type.allowed();
    }

    /** What the key is for, in a sentence or two. */
    public String meaning() {
        return meaning;
    }

    /** What a value may be: for command line options that mean the same. */
    public ValueType<T> type() {
        return type;
    }

    Optional<T> parse(String text) {
        return type.parse(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigKey && name.equals(((ConfigKey<?>) other).name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
