package io.github.memfrag.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.Relief;
import io.github.memfrag.relief.ReliefOperation;
import io.github.memfrag.relief.ReliefSettings;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listener of the Events MBean is told of a relief. */
class ReliefEventsTest {
    private final List<String> messages = new ArrayList<>();
    private final List<CompositeData> data = new ArrayList<>();

    @BeforeEach
    void dropCaches(@TempDir Path tree) throws IOException {
        RecordedTrees.copy("incident-1-failing", tree);
        KernelTree kernel = KernelTree.recorded(tree);
        Relief relief = new Relief(kernel, new Snapshots(new KernelReader(kernel), WatchedZones.automatic()), ReliefSettings.defaults(),
                OptionalLong.empty());
        relief.addListener(new ReliefEvents((type, message, userData) -> {
            messages.add(type + ": " + message);
            data.add(userData);
        }));
        relief.run(ReliefOperation.dropCaches(1), "JMX");
    }

    @Test
    void itsStartItsStepsAndItsEndAreToldInOrder() {
        assertEquals(List.of(
                "memfrag.relief.started: relief 1: dropCaches(1), requested by JMX",
                "memfrag.relief.step: relief 1: sync",
                "memfrag.relief.step: relief 1: sync DONE",
                "memfrag.relief.step: relief 1: drop_caches 1",
                "memfrag.relief.step: relief 1: drop_caches 1 DONE"), messages.subList(0, 5));
        assertEquals("memfrag.relief.finished: relief 1: Dropped the page cache", messages.get(5).replaceFirst("(cache): .*", "$1"));
        assertEquals(6, messages.size());
    }

    @Test
    void theUserDataIsOpenAndWhatIsNotKnownYetIsNull() {
        assertEquals(List.of(1L, "dropCaches(1)", "JMX"), values(0, "id", "operation", "requestedBy"));
        assertEquals("sync", data.get(1).get("step"));
        assertNull(data.get(1).get("outcome"));
        assertEquals(List.of("sync", "DONE", ""), values(2, "step", "outcome", "message"));
        assertEquals(List.of(1L, "dropCaches(1)", "JMX", "DONE"), values(5, "id", "operation", "requestedBy", "outcome"));
        assertNull(data.get(5).get("recovered"));
    }

    private List<Object> values(int event, String... names) {
        return List.of(data.get(event).getAll(names));
    }
}
