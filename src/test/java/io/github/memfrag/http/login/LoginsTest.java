package io.github.memfrag.http.login;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deriving thread is a queue here: a test decides when a derivation is done. */
class LoginsTest {
    private static final String HERE = "192.0.2.1";

    @TempDir
    Path directory;
    private final Queue<Runnable> derivations = new ArrayDeque<>();
    private final List<LoginResult> results = new ArrayList<>();
    private TestUsers file;
    private Logins logins;

    @Test
    void theRightPasswordIsAUser() {
        withAlice();
        verify("alice", "secret", HERE);
        assertEquals(List.of("alice (read)"), told());
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreWrong() {
        withAlice();
        verify("alice", "Secret", HERE);
        verify("bob", "secret", HERE);
        assertEquals(List.of("wrong", "wrong"), told());
    }

    @Test
    void aDerivationThatFailedIsFollowedByARestThreeTimesAsLongAndNoOtherIs() {
        file = TestUsers.at(directory.resolve("users")).with("alice", "read", "secret");
        List<Long> clock = new ArrayList<>();
        List<Long> rests = new ArrayList<>();
        logins = new Logins(new KnownUsers(Optional.of(new UsersFile(file.path())), line -> { }), derivations::add,
                () -> {
                    clock.add(System.nanoTime());
                    return clock.get(clock.size() - 1);
                }, rests::add);
        verify("alice", "secret", HERE);
        assertEquals(List.of(), rests);
        clock.clear();
        verify("bob", "guess", HERE);
        assertEquals(List.of(3 * (clock.get(clock.size() - 1) - clock.get(0))), rests);
        verify("bob", "another", HERE); // comes too early, and is not derived
        assertEquals(1, rests.size());
    }

    @Test
    void onceVerifiedNothingIsDerivedAnyMore() {
        withAlice();
        assertEquals(Optional.empty(), known("alice", "secret", HERE));
        verify("alice", "secret", HERE);
        assertEquals(Optional.of("alice (read)"), known("alice", "secret", HERE));
        assertEquals(Optional.of("alice (read)"), known("alice", "secret", "192.0.2.2"));
        assertEquals(Optional.empty(), known("alice", "Secret", "192.0.2.2"));
    }

    @Test
    void aUserWhoIsRemovedIsOutThoughHeWasVerified() throws InterruptedException {
        withAlice();
        verify("alice", "secret", HERE);
        file.without("alice");
        awaitUnknown();
    }

    @Test
    void aUserWithANewPasswordIsOutWithTheOldOne() throws InterruptedException {
        withAlice();
        verify("alice", "secret", HERE);
        file.with("alice", "read", "another");
        awaitUnknown();
    }

    @Test
    void aUserWithANewRoleStaysVerified() throws Exception {
        withAlice();
        verify("alice", "secret", HERE);
        Files.writeString(file.path(), Files.readString(file.path()).replace("alice read", "alice operate"));
        for (int i = 0; !known("alice", "secret", HERE).equals(Optional.of("alice (operate)")); i++) {
            assertTrue(i < 1000, "the role never changed");
            Thread.sleep(20);
        }
    }

    @Test
    void afterAFailureNoTryOfThatNameFromThereCountsForAWhile() {
        withAlice();
        verify("alice", "wrong", HERE);
        assertAll(
                () -> assertEquals(Optional.of("wait 1"), known("alice", "secret", HERE)),
                () -> assertEquals(Optional.empty(), known("alice", "secret", "192.0.2.2")),
                () -> assertEquals(Optional.empty(), known("bob", "secret", HERE)));
    }

    @Test
    void failuresFromTheSamePlaceDoNotLockOutWhoIsVerified() {
        withAlice();
        verify("alice", "secret", HERE);
        verify("alice", "wrong", HERE);
        assertEquals(Optional.of("alice (read)"), known("alice", "secret", HERE));
    }

    @Test
    void guessesThatWaitBehindAFailureAreNotTried() {
        withAlice();
        ask("alice", "first guess", HERE);
        ask("alice", "second guess", HERE);
        ask("alice", "secret", HERE);
        derive();
        assertEquals(List.of("wrong", "wait 1", "wait 1"), told());
    }

    @Test
    void theSameCredentialsAreDerivedOnceForAllWhoBringThem() {
        withAlice();
        for (int i = 0; i < 10; i++) {
            ask("alice", "secret", HERE);
        }
        assertEquals(1, derivations.size());
        derive();
        assertEquals(10, told().stream().filter("alice (read)"::equals).count());
    }

    @Test
    void notAnyNumberOfRequestsWaitsForOneDerivation() {
        withAlice();
        for (int i = 0; i < 100; i++) {
            ask("alice", "secret", HERE);
        }
        assertEquals(100 - Logins.MAX_JOINED, told().stream().filter("wait 2"::equals).count());
        derive();
        assertEquals(Logins.MAX_JOINED, told().stream().filter("alice (read)"::equals).count());
    }

    @Test
    void oneClientLeavesRoomForOthers() {
        withAlice();
        for (int i = 0; i < 100; i++) {
            ask("user" + i, "guess", HERE);
        }
        ask("alice", "secret", "192.0.2.2");
        assertEquals(Logins.MAX_WAITING_PER_CLIENT + 1, derivations.size());
        assertEquals(100 - Logins.MAX_WAITING_PER_CLIENT, told().stream().filter("wait 2"::equals).count());
        derive();
        assertTrue(told().contains("alice (read)"), told().toString());
    }

    @Test
    void anyNumberOfClientsWaitsForSomeDerivationsOnly() {
        withAlice();
        for (int i = 0; i < 1000; i++) {
            ask("user", "guess", "198.51.100." + i);
        }
        assertEquals(Logins.MAX_WAITING, derivations.size());
        assertEquals(1000 - Logins.MAX_WAITING, results.size());
        derive();
        assertEquals(1000, results.size());
        ask("alice", "secret", HERE);
        assertEquals(1, derivations.size(), "there is room again");
    }

    /** In a table of costs: whoever is asked for, the same work is done. */
    @Test
    void anUnknownNameCostsAsMuchAsAKnownOne() {
        file = TestUsers.at(directory.resolve("users")).with("dear", "read", "secret", 400_000).with("cheap", "read", "secret", 1000);
        logins = new Logins(new KnownUsers(Optional.of(new UsersFile(file.path())), line -> { }), derivations::add);
        verify("warm", "up", "192.0.2.9");
        long dear = cost("dear");
        assertAll(
                () -> assertTrue(cost("cheap") > dear / 3, "cheap"),
                () -> assertTrue(cost("nobody") > dear / 3, "nobody"));
    }

    /** CPU time: what else the machine does is not in it. */
    private long cost(String name) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        verify(name, "guess", HERE);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    private void withAlice() {
        file = TestUsers.at(directory.resolve("users")).with("alice", "read", "secret");
        logins = new Logins(new KnownUsers(Optional.of(new UsersFile(file.path())), line -> { }), derivations::add);
    }

    private void ask(String name, String password, String client) {
        logins.verify(new Credentials(name, password), client, results::add);
    }

    private void derive() {
        while (!derivations.isEmpty()) {
            derivations.remove().run();
        }
    }

    private void verify(String name, String password, String client) {
        ask(name, password, client);
        derive();
    }

    private Optional<String> known(String name, String password, String client) {
        return logins.known(new Credentials(name, password), client).map(LoginsTest::text);
    }

    private void awaitUnknown() throws InterruptedException {
        for (int i = 0; known("alice", "secret", HERE).isPresent(); i++) {
            assertFalse(i > 1000, "still in");
            Thread.sleep(20);
        }
    }

    private List<String> told() {
        return results.stream().map(LoginsTest::text).toList();
    }

    private static String text(LoginResult result) {
        return result.user().map(User::toString).orElse(result.secondsToWait() == 0 ? "wrong" : "wait " + result.secondsToWait());
    }
}
