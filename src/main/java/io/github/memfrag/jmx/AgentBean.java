package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.management.openmbean.TabularData;
import org.weakref.jmx.Managed;

/** {@code memfrag:type=Agent}: the agent itself. */
@Description("The memfrag agent: its version, where it answers over HTTP, what it warns of and how it is configured.")
public final class AgentBean {
    private static final OpenTable CONFIGURATION = OpenTable.named("Configuration", "Every key with the value that applies")
            .text("key", "Key").text("value", "Value").indexedBy("key");

    private final long startNanos = System.nanoTime();
    private final AgentFacts facts;

    AgentBean(AgentFacts facts) {
        this.facts = requireNonNull(facts, "facts is null");
    }

    /** What the agent knows of itself; asked anew at each look. */
    public interface AgentFacts {
        String version();

        /** Empty while HTTP is off or the port is taken. */
        Optional<String> url();

        /** What the operator should know, newest last. */
        List<String> warnings();

        /** Value by key, no secrets. */
        Map<String, String> configuration();

        /** Empty before the first sample. */
        OptionalLong sampleMicros();
    }

    @Managed(description = "Version of the agent")
    public String getVersion() {
        return facts.version();
    }

    @Managed(description = "Time since the agent started")
    @Unit("milliseconds")
    public long getUptime() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    @Managed(description = "Where Jolokia answers; null while it does not")
    public String getUrl() {
        return facts.url().orElse(null);
    }

    @Managed(description = "What the operator should know, newest last")
    public String[] getWarnings() {
        return facts.warnings().toArray(new String[0]);
    }

    @Managed(description = "Every configuration key with the value that applies")
    public TabularData getConfiguration() {
        OpenTable.Rows rows = CONFIGURATION.rows();
        facts.configuration().forEach(rows::add);
        return rows.table();
    }

    @Managed(description = "What the last sample of the kernel cost")
    @Unit("microseconds")
    public Long getSampleMicros() {
        return KernelAnswers.orNull(facts.sampleMicros());
    }
}
