package io.github.memfrag.kernel.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandOffTest {
    private final BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();

    @Test
    void handsOverInOrder() throws InterruptedException {
        try (HandOff<Integer> handOff = new HandOff<>("memfrag-test", heard::add)) {
            List.of(1, 2, 3).forEach(handOff);

            for (int expected = 1; expected <= 3; expected++) {
                assertEquals(expected, heard.poll(30, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void neverLetsTheGiverWaitForAConsumerAndKeepsTheNewest() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (HandOff<Integer> handOff = new HandOff<>("memfrag-test", value -> {
            stuck.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                return;
            }
            heard.add(value);
        })) {
            handOff.accept(0);
            stuck.await();
            for (int value = 1; value <= 100_000; value++) {
                handOff.accept(value);
            }
            released.countDown();

            assertEquals(0, heard.poll(30, TimeUnit.SECONDS));
            for (int expected = 100_001 - HandOff.WAITING; expected <= 100_000; expected++) {
                assertEquals(expected, heard.poll(30, TimeUnit.SECONDS));
            }
        }
    }

    /** A thread that an exception ends would have it printed into the host's output. */
    @Test
    void keepsAnExceptionOfTheConsumerFromEndingItsThread() throws InterruptedException {
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        try (HandOff<Integer> handOff = new HandOff<>("memfrag-test", value -> {
            threads.add(Thread.currentThread());
            throw new IllegalArgumentException("a fault of the consumer");
        })) {
            handOff.accept(1);
            handOff.accept(2);

            assertSame(threads.poll(30, TimeUnit.SECONDS), threads.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void hasADaemonThreadOfItsOwnNameAndLoader() throws InterruptedException {
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        try (HandOff<Integer> handOff = new HandOff<>("memfrag-test", value -> threads.add(Thread.currentThread()))) {
            handOff.accept(1);
            Thread thread = threads.poll(30, TimeUnit.SECONDS);

            assertTrue(thread.isDaemon());
            assertEquals("memfrag-test", thread.getName());
            assertEquals(HandOff.class.getClassLoader(), thread.getContextClassLoader());
        }
    }

    @Test
    void takesNothingMoreOnceClosed() {
        HandOff<Integer> handOff = new HandOff<>("memfrag-test", heard::add);
        handOff.close();
        handOff.accept(1);

        assertTrue(heard.isEmpty());
    }
}
