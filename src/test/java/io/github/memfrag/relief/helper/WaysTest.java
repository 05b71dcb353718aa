package io.github.memfrag.relief.helper;

import static io.github.memfrag.relief.helper.TestWays.upTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmControls;
import io.github.memfrag.relief.TestHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaysTest {
    private static final HelperCommand DROP = HelperCommand.dropCaches(3);

    @TempDir
    private Path root;

    @BeforeEach
    void recordATree() throws IOException {
        TestHost.withFreeBlocks(64).record(root);
    }

    @Test
    void theFirstOpenWayIsTaken() {
        assertEquals("b", ways(upTo("a", Ceiling.NONE), upTo("b", Ceiling.ALL), upTo("c", Ceiling.ALL))
                .choose(HelperCommand.COMPACT, DROP).name());
    }

    @Test
    void aWayThatGoesTheWholeDistanceIsBetterThanAnEarlierOne() {
        Ways ways = ways(upTo("a", Ceiling.COMPACT), upTo("b", Ceiling.ALL));
        assertEquals("b", ways.choose(HelperCommand.COMPACT, DROP).name());
        assertEquals("a", ways.choose(HelperCommand.COMPACT, HelperCommand.COMPACT).name());
    }

    @Test
    void halfTheWayIsBetterThanNone() {
        assertEquals("a", ways(upTo("a", Ceiling.COMPACT), upTo("b", Ceiling.COMPACT)).choose(HelperCommand.COMPACT, DROP).name());
    }

    @Test
    void whereNoneIsOpenTheFirstOnesObstacleIsTold() {
        assertEquals("a is closed", assertThrows(SecurityException.class,
                () -> ways(upTo("a", Ceiling.NONE), upTo("b", Ceiling.COMPACT)).choose(DROP, DROP)).getMessage());
    }

    @Test
    void availabilityNamesTheWay() {
        List<Availability> available = ways(upTo("a", Ceiling.COMPACT), upTo("b", Ceiling.ALL)).available();
        assertEquals(List.of(Optional.of("b"), Optional.of("a"), Optional.of("a")),
                available.stream().map(Availability::way).toList());
    }

    @Test
    void aRecordedTreeIsReachedDirectlyOnly() {
        KernelTree tree = KernelTree.recorded(root);
        assertEquals(List.of("direct"), names(tree));
        assertEquals(List.of("direct", "group", "sudo", "spool"), names(KernelTree.host()));
    }

    private static List<String> names(KernelTree tree) {
        return Ways.checked(tree, new TestAccount()).stream().map(Way::name).toList();
    }

    private Ways ways(Way... ways) {
        return new Ways(new VmControls(KernelTree.recorded(root)), ways);
    }
}
