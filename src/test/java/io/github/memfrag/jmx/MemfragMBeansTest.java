package io.github.memfrag.jmx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.Relief;
import io.github.memfrag.relief.ReliefSettings;
import io.github.memfrag.sampling.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.AttributeList;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JMX client sees, on a recorded tree: the incident of facts this project was made for, at its worst. */
class MemfragMBeansTest {
    private static final String FAILING = """
            Node 0, zone      DMA      2      2      2      1      2      1      1      0      0      0      2
            Node 0, zone    DMA32  32995   4377    762    211    157    108     68     23      3      0      0
            Node 0, zone   Normal 127146  68215   1614      0      0      0      0      0      0      0      1
            """;

    @TempDir
    Path root;

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final List<String> log = new ArrayList<>();
    private Snapshots snapshots;
    private MemfragMBeans mbeans;

    @BeforeEach
    void export() throws Exception {
        buddyInfo(FAILING);
        KernelTree tree = KernelTree.recorded(root);
        KernelReader reader = new KernelReader(tree);
        snapshots = new Snapshots(reader, WatchedZones.automatic());
        mbeans = new MemfragMBeans(server, reader, snapshots, log::add);
        mbeans.addRelief(new Relief(tree, snapshots, ReliefSettings.defaults(), reader.pageSizeBytes()));
        mbeans.showZonesOf(snapshots.take());
    }

    @AfterEach
    void nothingWasLoggedAndNothingIsLeft() {
        mbeans.close();
        assertEquals(List.of(), log);
        assertEquals(Set.of(), server.queryNames(MBeanTable.everything(), null));
    }

    @Test
    void theHostIsToldAtTheWatchOrder() throws Exception {
        ObjectName host = MBeanTable.FRAGMENTATION.objectName();

        assertEquals(true, server.getAttribute(host, "Supported"));
        assertNull(server.getAttribute(host, "UnsupportedReason"));
        assertEquals(99.6, server.getAttribute(host, "UnusableFreePercent"));
        assertEquals("Node 0 Normal", server.getAttribute(host, "WorstZone"));
        assertEquals(-1.0, server.getAttribute(host, "FragmentationIndex"));
        assertEquals(64L, server.getAttribute(host, "AvailableBlocks"));
        assertEquals(10, server.getAttribute(host, "LargestFreeOrder"));
        assertArrayEquals(new long[] {160143, 72594, 2378, 212, 159, 109, 69, 23, 3, 0, 3},
                (long[]) server.getAttribute(host, "FreeBlocks"));
        assertEquals(11, ((TabularData) server.getAttribute(host, "Orders")).size());
        assertEquals(3, ((TabularData) server.getAttribute(host, "Zones")).size());
    }

    @Test
    void eachZoneIsAnMBean() throws Exception {
        ObjectName dma32 = new ObjectName("memfrag:type=Zone,node=0,zone=DMA32");

        assertEquals(false, server.getAttribute(dma32, "Watched"));
        assertEquals(8, server.getAttribute(dma32, "LargestFreeOrder"));
    }

    @Test
    void whatTheKernelDoesNotTellIsNullAndNotZero() throws Exception {
        assertNull(server.getAttribute(MBeanTable.FRAGMENTATION.objectName(), "PageSizeBytes"));
        assertNull(server.getAttribute(MBeanTable.FRAGMENTATION.objectName(), "FreeBytes"));
        assertNull(server.getAttribute(new ObjectName("memfrag:type=Zone,node=0,zone=Normal"), "LowWatermarkBytes"));
    }

    @Test
    void zonesComeAndGo() throws Exception {
        buddyInfo(FAILING + "Node 1, zone  Movable      1      1      1      1      1      1      1      1      1      1      1\n");
        mbeans.showZonesOf(snapshots.take());
        assertTrue(server.isRegistered(new ObjectName("memfrag:type=Zone,node=1,zone=Movable")));

        buddyInfo(FAILING);
        mbeans.showZonesOf(snapshots.take());
        assertFalse(server.isRegistered(new ObjectName("memfrag:type=Zone,node=1,zone=Movable")));
    }

    @Test
    void aHostThatDoesNotTellSaysWhyAndLeavesTheRestNull() throws Exception {
        Files.delete(root.resolve("proc/buddyinfo"));
        mbeans.close();
        KernelReader reader = new KernelReader(KernelTree.recorded(root));
        mbeans = new MemfragMBeans(server, reader, new Snapshots(reader, WatchedZones.automatic()), log::add);
        ObjectName host = MBeanTable.FRAGMENTATION.objectName();

        assertEquals(false, server.getAttribute(host, "Supported"));
        assertTrue(((String) server.getAttribute(host, "UnsupportedReason")).contains("/proc/buddyinfo"));
        assertNull(server.getAttribute(host, "UnusableFreePercent"));
        assertNull(server.getAttribute(host, "Zones"));
    }

    @Test
    void attributesReadInOneCallComeFromOneReading() throws Exception {
        buddyInfo("Node 0, zone   Normal 1 0 0 0 0 0 0 0 0 0 0\n");
        AttributeList read = server.getAttributes(MBeanTable.FRAGMENTATION.objectName(),
                new String[] {"SampleTime", "FreeBlocks", "WorstZone", "SampleTime"});

        assertEquals(4, read.size());
        assertArrayEquals(new long[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, (long[]) read.asList().get(1).getValue());
        assertEquals(read.asList().get(0).getValue(), read.asList().get(3).getValue());
    }

    @Test
    void aReliefOnARecordedTreeIsReportedAsOpenData() throws Exception {
        Path control = Files.createDirectories(root.resolve("proc/sys/vm")).resolve("drop_caches");
        Files.createFile(control);

        CompositeData report = (CompositeData) server.invoke(MBeanTable.RELIEF.objectName(), "dropCaches",
                new Object[] {3}, new String[] {"int"});

        assertEquals("3", Files.readString(control).trim());
        assertEquals(true, report.get("succeeded"));
        assertEquals("dropCaches(3)", report.get("operation"));
        assertEquals(2, ((TabularData) report.get("steps")).size());
        assertEquals(report, server.getAttribute(MBeanTable.RELIEF.objectName(), "LastReport"));
    }

    @Test
    void aBadArgumentIsAnErrorThatSaysWhatIsAllowed() {
        RuntimeMBeanException e = assertThrows(RuntimeMBeanException.class, () -> server.invoke(
                MBeanTable.RELIEF.objectName(), "dropCaches", new Object[] {4}, new String[] {"int"}));

        assertInstanceOf(IllegalArgumentException.class, e.getCause());
        assertTrue(e.getMessage().contains("allowed are 1"), e.getMessage());
    }

    @Test
    void aSecondAgentDoesNotReplaceTheFirst() {
        KernelReader reader = new KernelReader(KernelTree.recorded(root));
        List<String> secondLog = new ArrayList<>();
        MemfragMBeans second = new MemfragMBeans(server, reader, snapshots, secondLog::add);
        second.close();

        assertEquals(2, secondLog.size());
        assertTrue(server.isRegistered(MBeanTable.FRAGMENTATION.objectName()));
        assertEquals(Set.of("Fragmentation", "Compaction"), secondLog.stream()
                .map(line -> line.replaceAll("memfrag:type=(\\w+) is there already.*", "$1")).collect(Collectors.toSet()));
    }

    private void buddyInfo(String text) throws Exception {
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("proc/buddyinfo"), text);
    }
}
