package io.github.memfrag.http.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private long nowNanos = Long.MAX_VALUE - 5; // nanoTime may overflow
    private final FailedLogins failed = new FailedLogins(() -> nowNanos);

    @Test
    void theWaitDoublesUpToAMinute() {
        List<Integer> waits = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            failed.failed("alice", "here");
            waits.add(failed.secondsToWait("alice", "here"));
        }
        assertEquals(List.of(1, 2, 4, 8, 16, 32, 60, 60, 60, 60), waits);
    }

    @Test
    void itEndsWithTime() {
        failed.failed("alice", "here");
        passMillis(999);
        assertEquals(1, failed.secondsToWait("alice", "here"));
        passMillis(1);
        assertEquals(0, failed.secondsToWait("alice", "here"));
    }

    @Test
    void itIsForOneNameFromOneClient() {
        failed.failed("alice", "here");
        assertEquals(0, failed.secondsToWait("alice", "there"));
        assertEquals(0, failed.secondsToWait("bob", "here"));
    }

    @Test
    void aSuccessForgetsIt() {
        failed.failed("alice", "here");
        failed.succeeded("alice", "here");
        assertEquals(0, failed.secondsToWait("alice", "here"));
        failed.failed("alice", "here");
        assertEquals(1, failed.secondsToWait("alice", "here"));
    }

    @Test
    void tenMinutesForgetIt() {
        failed.failed("alice", "here");
        failed.failed("alice", "here");
        passMillis(TimeUnit.MINUTES.toMillis(11));
        assertEquals(0, failed.secondsToWait("alice", "here"));
        failed.failed("alice", "here");
        assertEquals(1, failed.secondsToWait("alice", "here"));
    }

    @Test
    void itRemembersTheLatestAndNoMoreThanSome() {
        for (int i = 0; i < 5000; i++) {
            failed.failed("user" + i, "here");
        }
        assertEquals(0, failed.secondsToWait("user0", "here"));
        assertEquals(1, failed.secondsToWait("user4999", "here"));
    }

    private void passMillis(long millis) {
        nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
