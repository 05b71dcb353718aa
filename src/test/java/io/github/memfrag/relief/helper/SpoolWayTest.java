package io.github.memfrag.relief.helper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmControls;
import io.github.memfrag.relief.TestHost;
import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client's side of the spool folder; a thread of the test takes the requests and answers them. */
@Timeout(60)
class SpoolWayTest {
    private static final Duration LIMIT = Duration.ofSeconds(50);

    @TempDir
    private Path root;
    private final TestAccount kafka = new TestAccount();
    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private Path in;
    private Path out;
    private SpoolWay way;
    private Thread service;

    @BeforeEach
    void makeTheFolders() throws IOException {
        TestHost.withFreeBlocks(64).record(root);
        KernelTree tree = KernelTree.recorded(root);
        in = Files.createDirectories(root.resolve("run/memfrag/spool/in"));
        out = Files.createDirectories(root.resolve("run/memfrag/spool/out"));
        way = new SpoolWay(new Controls(new VmControls(tree), kafka), new HostSetUp(tree, kafka));
    }

    @AfterEach
    void endTheService() throws InterruptedException {
        if (service != null) {
            service.interrupt();
            service.join();
        }
    }

    @Test
    void aSessionIsNumberedRequestsFromItsBeginningToItsEnd() throws IOException {
        serve(line -> line.startsWith("serve") ? "0 ready" : "0");
        try (HelperSession session = way.open(Ceiling.PAGECACHE, "test")) {
            assertEquals(Outcome.DONE, session.take(HelperCommand.SYNC, LIMIT).outcome());
            assertEquals(Outcome.DONE, session.take(HelperCommand.dropCaches(1), LIMIT).outcome());
        }
        awaitTaken(4);
        String id = taken.get(0).substring(0, 32);
        assertTrue(id.matches("[0-9a-f]{32}"), id);
        assertEquals(List.of(id + "-0 rw------- serve pagecache\n", id + "-1 rw------- sync\n", id + "-2 rw------- drop-caches 1\n",
                id + "-3 rw------- end\n"), taken);
    }

    @Test
    void whatTheHelperSaysComesBack() throws IOException {
        serve(line -> line.startsWith("serve") ? "0 ready" : "65 cannot write 3 to it: Invalid argument");
        try (HelperSession session = way.open(Ceiling.ALL, "test")) {
            ReliefStep step = session.take(HelperCommand.dropCaches(3), LIMIT);
            assertEquals(List.of("drop_caches 3", Outcome.FAILED, "cannot write 3 to it: Invalid argument"),
                    List.of(step.name(), step.outcome(), step.message()));
        }
    }

    @Test
    void aRefusalToBeginSaysWhy() {
        serve(line -> "75 another relief runs on this host: uid 0");
        assertEquals("one relief at a time: another relief runs on this host: uid 0",
                assertThrows(IllegalStateException.class, () -> way.open(Ceiling.ALL, "test")).getMessage());
    }

    @Test
    void ourOwnSessionThatIsJustEndingIsWaitedFor() throws IOException {
        List<String> begun = new ArrayList<>();
        serve(line -> {
            if (line.startsWith("serve")) {
                begun.add(line);
            }
            return begun.size() == 2 ? "75 another relief runs on this host: uid 990" : "0";
        });
        way.open(Ceiling.ALL, "test").close();
        way.open(Ceiling.ALL, "test").close();
        assertEquals(3, begun.size());
    }

    @Test
    void whereNobodyAnswersTheRequestIsTakenBack() throws IOException {
        assertEquals("nobody answers requests in " + in + ": is memfrag-relief.path active?",
                assertThrows(IOException.class, () -> way.open(Ceiling.ALL, "test")).getMessage());
        assertEquals(List.of(), entries(in));
    }

    @Test
    void aLowerCeilingOfTheServiceIsKnownFromItsFirstAnswer() throws IOException {
        serve(line -> line.startsWith("serve") ? "0 ready compact" : "0");
        try (HelperSession session = way.open(Ceiling.ALL, "test")) {
            assertEquals(Optional.empty(), session.limit(HelperCommand.COMPACT));
            assertEquals(Optional.of("the spool goes no farther than compact, by ExecStart of memfrag-relief.service"),
                    session.limit(HelperCommand.dropCaches(1)));
        }
    }

    @Test
    void aServiceThatGrantsAllThatIsAskedForHasNoLimit() throws IOException {
        serve(line -> line.startsWith("serve") ? "0 ready" : "0");
        try (HelperSession session = way.open(Ceiling.ALL, "test")) {
            assertEquals(Optional.empty(), session.limit(HelperCommand.dropCaches(3)));
        }
    }

    @Test
    void theWaitEndsAtItsLimitAndALateAnswerIsNotTheNextOnes() throws IOException {
        serve(line -> line.startsWith("serve") ? "0 ready" : line.startsWith("compact-node 0") ? null : "65 in time");
        try (HelperSession session = way.open(Ceiling.ALL, "test")) {
            assertEquals(Outcome.TIMED_OUT, session.take(HelperCommand.compactNode(0), Duration.ofMillis(200)).outcome());
            assertEquals("in time", session.take(HelperCommand.compactNode(1), LIMIT).message());
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStays() throws IOException {
        Thread waiting = Thread.currentThread();
        serve(line -> {
            if (line.startsWith("serve")) {
                return "0 ready";
            }
            waiting.interrupt();
            return null;
        });
        HelperSession session = way.open(Ceiling.ALL, "test");
        assertEquals(Outcome.INTERRUPTED, session.take(HelperCommand.COMPACT, LIMIT).outcome());
        assertTrue(Thread.currentThread().isInterrupted());
        session.close();
        assertTrue(Thread.interrupted());
        awaitTaken(3);
        assertTrue(taken.get(2).endsWith(" end\n"), taken::toString);
    }

    @Test
    void bothFoldersAreNeeded() {
        kafka.may(in);
        assertEquals(List.of("no group with a name may write to " + out), missing());
        kafka.may(out);
        assertEquals(List.of(), missing());
    }

    @Test
    void withoutTheFoldersTmpfilesMakesThem() throws IOException {
        Files.delete(in);
        assertEquals(List.of("there is no " + in), missing());
        List<String> remedies = way.gaps(HelperCommand.COMPACT).get(0).remedies();
        assertEquals(List.of("sudo groupadd --system --force memfrag", "sudo usermod -aG memfrag kafka"),
                List.of(remedies.get(0), remedies.get(remedies.size() - 1)));
    }

    private List<String> missing() {
        return way.gaps(HelperCommand.dropCaches(3)).stream().map(Gap::missing).toList();
    }

    /** @param answers to each line; null for none */
    private void serve(UnaryOperator<String> answers) {
        service = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                for (Path request : entries(in)) {
                    String name = request.getFileName().toString();
                    if (!name.startsWith(".")) {
                        take(request, name, answers);
                    }
                }
                Thread.onSpinWait();
            }
        });
        service.start();
    }

    private void take(Path request, String name, UnaryOperator<String> answers) {
        try {
            String line = Files.readString(request);
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(request));
            Files.delete(request);
            taken.add(name + " " + mode + " " + line);
            String answer = line.equals("end\n") ? null : answers.apply(line.trim());
            if (answer != null) {
                Files.move(Files.writeString(out.resolve(".tmp"), answer + "\n"), out.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitTaken(int requests) {
        while (taken.size() < requests) {
            Thread.onSpinWait();
        }
    }

    private static List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
            entries.sort(null);
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
