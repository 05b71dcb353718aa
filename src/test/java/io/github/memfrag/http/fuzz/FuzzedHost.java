package io.github.memfrag.http.fuzz;

import io.github.memfrag.http.login.TestUsers;
import io.github.memfrag.testing.AgentAnswers;
import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.RunningJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A service with the agent, and what it holds. */
final class FuzzedHost implements AutoCloseable {
    private final RunningJvm jvm;
    private final int port;
    private int looks;

    private FuzzedHost(RunningJvm jvm) {
        this.jvm = jvm;
        this.port = URI.create(AgentAnswers.url(jvm)).getPort();
    }

    /** As it comes, but with a user, an open MBean of the JVM's, and without a limit of requests a second. */
    static FuzzedHost start(Path kernelRoot) {
        TestUsers users = TestUsers.create().with("reader", "read", "password");
        RunningJvm jvm = ForkedJvm.onCurrent().options("-Xmx64m",
                AgentJar.option("start.delay=0,port=0,kernel.log=none,http.limit.rate=100000,"
                + "http.allow=java.lang:type=Memory,http.users=" + users.path() + ",kernel.root="
                        + kernelRoot)).main("WaitsForInput").start();
        return new FuzzedHost(jvm);
    }

    int port() {
        return port;
    }

    String answer(String path) {
        return AgentAnswers.get(jvm, path);
    }

    String errorOutput() {
        return jvm.err();
    }

    /** Its threads of ours. */
    long threads() {
        return count("task", thread -> name(thread).startsWith("memfrag-"));
    }

    long openFiles() {
        return count("fd", file -> true);
    }

    /** The heap after a collection. */
    long heapBytes() {
        String look = "look" + ++looks;
        jvm.say("heap " + look);
        return Long.parseLong(jvm.awaitOut("^heap " + look + " (\\d+)$"));
    }

    private long count(String directory, Predicate<Path> which) {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(jvm.pid()), directory))) {
            return entries.filter(which).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException e) {
            return "ended";
        }
    }

    @Override
    public void close() {
        jvm.close();
    }
}
