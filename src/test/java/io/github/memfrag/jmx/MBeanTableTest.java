package io.github.memfrag.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.relief.Relief;
import io.github.memfrag.relief.ReliefSettings;
import io.github.memfrag.sampling.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.Mockito;

/** What holds for every MBean, and the document that lists them. */
class MBeanTableTest {
    private static final Path DOCUMENT = Path.of("docs/mbeans.md");
    private static final Set<String> TYPES_THAT_EVERY_CLIENT_KNOWS = Set.of("boolean", "int", "long", "double", "[I", "[J", "[D",
            "[Ljava.lang.String;", Boolean.class.getName(), Integer.class.getName(), Long.class.getName(), Double.class.getName(),
            String.class.getName(), CompositeData.class.getName(), TabularData.class.getName());
    /** JConsole draws a button only for operations whose parameters are these. */
    private static final Set<String> TYPES_THAT_JCONSOLE_ASKS_FOR = Set.of("boolean", "int", "long", "double", String.class.getName());

    @ParameterizedTest
    @EnumSource
    void everythingIsDescribed(MBeanTable mbean) {
        MBeanInfo info = info(mbean);

        assertFalse(info.getDescription().isEmpty());
        for (MBeanAttributeInfo attribute : info.getAttributes()) {
            assertFalse(attribute.getDescription().isEmpty(), attribute.getName());
        }
        for (MBeanOperationInfo operation : info.getOperations()) {
            assertFalse(operation.getDescription().isEmpty(), operation.getName());
            Arrays.stream(operation.getSignature())
                    .forEach(parameter -> assertNotEquals("null", parameter.getDescription(), operation.getName() + " " + parameter));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noClientNeedsOurClasses(MBeanTable mbean) {
        Arrays.stream(info(mbean).getAttributes()).forEach(attribute ->
                assertTrue(TYPES_THAT_EVERY_CLIENT_KNOWS.contains(attribute.getType()), attribute.toString()));
        Arrays.stream(info(mbean).getOperations()).forEach(operation -> {
            assertTrue(TYPES_THAT_EVERY_CLIENT_KNOWS.contains(operation.getReturnType()), operation.toString());
            Arrays.stream(operation.getSignature()).forEach(parameter ->
                    assertTrue(TYPES_THAT_JCONSOLE_ASKS_FOR.contains(parameter.getType()), parameter.toString()));
        });
    }

    @ParameterizedTest
    @EnumSource
    void nothingCanBeSet(MBeanTable mbean) {
        Arrays.stream(info(mbean).getAttributes()).forEach(attribute -> assertFalse(attribute.isWritable(), attribute.toString()));
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationTellsItsImpact(MBeanTable mbean) {
        Arrays.stream(info(mbean).getOperations()).forEach(operation ->
                assertNotEquals(MBeanOperationInfo.UNKNOWN, operation.getImpact(), operation.toString()));
    }

    /** To mend the document: {@code mvn test -Dtest=MBeanTableTest -Dmemfrag.write.documents=true}. */
    @Test
    void theDocumentListsEveryMBean() throws IOException {
        if (Boolean.getBoolean("memfrag.write.documents")) {
            Files.writeString(DOCUMENT, document());
        }
        assertEquals(document(), Files.readString(DOCUMENT));
    }

    private static String document() {
        StringBuilder text = new StringBuilder("""
                # MBeans

                Everything that the agent shows, as a JMX client or Jolokia names it. This page is checked against the code by a test.
                An attribute is null where the kernel does not tell; absent is never shown as 0.
                """);
        for (MBeanTable mbean : MBeanTable.values()) {
            MBeanInfo info = info(mbean);
            text.append("\n## ").append(mbean.pattern()).append("\n\n").append(info.getDescription()).append("\n");
            if (info.getAttributes().length > 0) {
                text.append("\n| attribute | type | unit | meaning |\n|---|---|---|---|\n");
                sorted(info.getAttributes(), attribute -> 0).forEach(attribute -> text.append("| ").append(attribute.getName()).append(" | ")
                        .append(type(attribute.getType())).append(" | ").append(unit(attribute)).append(" | ")
                        .append(attribute.getDescription()).append(" |\n"));
            }
            if (info.getNotifications().length > 0) {
                text.append("\n| notification | meaning |\n|---|---|\n");
                Arrays.stream(info.getNotifications()).forEach(notification -> text.append("| ")
                        .append(String.join(", ", notification.getNotifTypes())).append(" | ").append(notification.getDescription())
                        .append(" |\n"));
            }
            if (info.getOperations().length > 0) {
                text.append("\n| operation | returns | meaning |\n|---|---|---|\n");
                sorted(info.getOperations(), operation -> operation.getSignature().length).forEach(operation -> text.append("| ")
                        .append(operation.getName()).append('(')
                        .append(Arrays.stream(operation.getSignature()).map(parameter -> type(parameter.getType()) + " " + parameter.getName()
                                + ": " + parameter.getDescription()).collect(Collectors.joining(", "))).append(") | ")
                        .append(type(operation.getReturnType())).append(" | ").append(operation.getDescription()).append(" |\n"));
            }
        }
        return text.toString();
    }

    /** @param second what tells apart those of the same name */
    private static <T extends MBeanFeatureInfo> List<T> sorted(T[] features, ToIntFunction<T> second) {
        return Arrays.stream(features).sorted(Comparator.<T, String>comparing(MBeanFeatureInfo::getName).thenComparingInt(second)).toList();
    }

    private static String type(String className) {
        return switch (className) {
            case "[I" -> "int[]";
            case "[J" -> "long[]";
            case "[D" -> "double[]";
            case "[Ljava.lang.String;" -> "String[]";
            default -> className.substring(className.lastIndexOf('.') + 1);
        };
    }

    private static String unit(MBeanAttributeInfo attribute) {
        Object unit = attribute.getDescriptor().getFieldValue("units");
        return unit == null ? "" : unit.toString();
    }

    private static MBeanInfo info(MBeanTable mbean) {
        return mbean(mbean).getMBeanInfo();
    }

    private static DynamicMBean mbean(MBeanTable mbean) {
        KernelTree tree = KernelTree.recorded(Path.of("no/such/tree"));
        Snapshots snapshots = new Snapshots(new KernelReader(tree), WatchedZones.automatic());
        KernelAnswers kernel = new KernelAnswers(snapshots, OptionalLong.of(4096));
        return switch (mbean) {
            case FRAGMENTATION -> SnapshotMBean.of(new FragmentationBean(kernel, Optional.empty()), snapshots);
            case ZONE -> SnapshotMBean.of(new ZoneBean(kernel, new ZoneName(0, "Normal")), snapshots);
            case COMPACTION -> SnapshotMBean.of(CompactionBean.of(kernel), snapshots);
            case ALLOCATION_FAILURES -> SnapshotMBean.of(new AllocationFailuresBean(() -> null), snapshots);
            case RELIEF -> SnapshotMBean.of(new ReliefBean(new Relief(tree, snapshots, ReliefSettings.defaults(), OptionalLong.of(4096))), snapshots);
            case EVENTS -> new EventsMBean();
            case AGENT -> SnapshotMBean.of(new AgentBean(Mockito.mock(AgentBean.AgentFacts.class)), snapshots);
        };
    }
}
