import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.BuddyInfo;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.MemInfo;
import io.github.memfrag.kernel.Pressure;
import io.github.memfrag.kernel.VmStat;
import io.github.memfrag.kernel.ZoneInfo;
import io.github.memfrag.sampling.Snapshots;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * What one reading of the kernel and one snapshot cost, in microseconds: {@code src/test/bench/reading-cost [DIR]}, where DIR is a
 * recorded tree instead of this host.
 */
public final class ReadingCost {
    private static final int WARM_UP = 5_000;
    private static final int ROUNDS = 5_000;

    public static void main(String[] args) throws Exception {
        KernelTree tree = args.length == 0 ? KernelTree.host() : KernelTree.recorded(Path.of(args[0]));
        KernelReader reader = new KernelReader(tree);
        Snapshots snapshots = new Snapshots(reader, WatchedZones.automatic());

        System.out.printf("%-38s %8s %8s %8s %8s%n", "microseconds", "p10", "median", "p90", "p99");
        measure("cold: the first KernelReader.read()", reader::read, 0, 1);
        for (String file : new String[] {BuddyInfo.FILE, ZoneInfo.FILE, VmStat.FILE, MemInfo.FILE, Pressure.FILE}) {
            measure("read " + file, () -> tree.read(file), WARM_UP, ROUNDS);
        }
        String zoneInfo = tree.read(ZoneInfo.FILE);
        measure("parse " + ZoneInfo.FILE, () -> ZoneInfo.parse(zoneInfo), WARM_UP, ROUNDS);
        String vmStat = tree.read(VmStat.FILE);
        measure("parse " + VmStat.FILE, () -> VmStat.parse(vmStat), WARM_UP, ROUNDS);
        measure("KernelReader.read()", reader::read, WARM_UP, ROUNDS);
        measure("Snapshots.take()", snapshots::take, WARM_UP, ROUNDS);
    }

    private static void measure(String what, Callable<?> action, int warmUp, int rounds) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            action.call();
        }
        long[] nanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            action.call();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf("%-38s %8.1f %8.1f %8.1f %8.1f%n", what, micros(nanos, 10), micros(nanos, 50), micros(nanos, 90), micros(nanos, 99));
    }

    private static double micros(long[] sortedNanos, int percentile) {
        return sortedNanos[Math.min(sortedNanos.length - 1, sortedNanos.length * percentile / 100)] / 1000.0;
    }
}
