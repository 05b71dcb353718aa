package io.github.memfrag.relief;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ReliefGuardTest {
    @Test
    void ofTwoThatBeginAtTheSameMomentOneIsRefused() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5000; round++) {
                ReliefGuard guard = new ReliefGuard();
                Future<Boolean> first = pool.submit(() -> begins(guard, together));
                Future<Boolean> second = pool.submit(() -> begins(guard, together));
                assertEquals(1, (first.get() ? 1 : 0) + (second.get() ? 1 : 0));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static boolean begins(ReliefGuard guard, CyclicBarrier together) throws Exception {
        together.await();
        try {
            guard.begin(ReliefOperation.compactMemory(), "test", "direct");
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }
}
