package io.github.memfrag.relief;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ReliefRunsTest {
    @Test
    void ofTwoThatBeginAtTheSameMomentOneIsRefused() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5000; round++) {
                ReliefRuns runs = new ReliefRuns();
                Future<Boolean> first = pool.submit(() -> begins(runs, together));
                Future<Boolean> second = pool.submit(() -> begins(runs, together));
                assertEquals(1, (first.get() ? 1 : 0) + (second.get() ? 1 : 0));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static boolean begins(ReliefRuns runs, CyclicBarrier together) throws Exception {
        together.await();
        try {
            runs.begin(ReliefOperation.compactMemory(), "test", "direct");
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }
}
