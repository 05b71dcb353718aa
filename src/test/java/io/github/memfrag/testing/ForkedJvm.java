package io.github.memfrag.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A JVM to start as a child process:
 *
 * <pre>
 * ForkedJvm.on(home).options(AgentJar.option("start.delay=0,port=0")).main("PrintsAndExits", "3").run()
 *
 * try (RunningJvm host = ForkedJvm.on(home).main("WaitsForInput").start()) {
 *     host.awaitOutput("ready");
 * }
 * </pre>
 *
 * Its class path holds the mains of {@code src/test/hosts}, unless {@link #classPath} says otherwise.
 */
public final class ForkedJvm {
    private final JavaHome home;
    private final List<String> prefix = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private List<Path> classPath = List.of(HostMains.classPath());

    private ForkedJvm(JavaHome home) {
        this.home = requireNonNull(home, "home is null");
    }

    public static ForkedJvm on(JavaHome home) {
        return new ForkedJvm(home);
    }

    public static ForkedJvm onCurrent() {
        return new ForkedJvm(JavaHome.current());
    }

    /** Options of the JVM, before the main class. */
    public ForkedJvm options(String... more) {
        options.addAll(Arrays.asList(more));
        return this;
    }

    public ForkedJvm classPath(Path... path) {
        classPath = List.of(path);
        return this;
    }

    /** Runs the JVM as a user without any privilege, which only root can: any other user's test is skipped. */
    public ForkedJvm asNobody() {
        SkippedTests.needsRoot();
        prefix.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        return this;
    }

    /** Has another command start the JVM: the arguments are followed by the JVM's command line. */
    public ForkedJvm through(String... command) {
        prefix.addAll(Arrays.asList(command));
        return this;
    }

    public Command main(String mainClass, String... arguments) {
        String path = classPath.stream().map(Path::toString).collect(Collectors.joining(":"));
        return new Command(List.of("-cp", path, mainClass), arguments);
    }

    public Command jar(Path jar, String... arguments) {
        return new Command(List.of("-jar", jar.toString()), arguments);
    }

    /** The whole command line. */
    public final class Command {
        private final List<String> line = new ArrayList<>(prefix);

        private Command(List<String> target, String... arguments) {
            line.add(home.java().toString());
            // Many small JVMs on few cores: neither several collectors' threads nor the second compiler pay off.
            line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
            line.addAll(options);
            line.addAll(target);
            line.addAll(Arrays.asList(arguments));
        }

        List<String> line() {
            return List.copyOf(line);
        }

        /** Starts it; closing the result ends it. */
        public RunningJvm start() {
            try {
                return new RunningJvm(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Runs it to its end, which must come within a minute. */
        public Outcome run() {
            try (RunningJvm jvm = start()) {
                jvm.closeInput();
                return jvm.awaitEnd();
            }
        }
    }

    /** How a JVM ended and all that it wrote. */
    public record Outcome(int exitCode, String out, String err) {
        private static final String AGENT = "memfrag-agent: ";
        /** What the state of the host is, which a machine that was tested on may well have spoilt: no trouble of the agent. */
        private static final Pattern STATE = Pattern.compile("(OK|WARNING|CRITICAL)[:,] .*");

        /** What the agent complained of on standard error: all that it said but where it serves, and how the host is. */
        public List<String> troubles() {
            return err.lines().filter(line -> line.startsWith(AGENT)).map(line -> line.substring(AGENT.length()))
                    .filter(line -> !line.startsWith("serving ") && !STATE.matcher(line).matches()).toList();
        }

        /** The same as if no agent had spoken. */
        public Outcome withoutAgentLines() {
            return new Outcome(exitCode, out, err.lines().filter(line -> !line.startsWith(AGENT)).map(line -> line + "\n")
                    .collect(Collectors.joining()));
        }
    }
}
