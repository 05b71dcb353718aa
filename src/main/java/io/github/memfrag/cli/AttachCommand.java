package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigurationReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * {@code attach PID [key=value,...]}: puts memfrag into a running JVM, where the jar's options apply as with
 * {@code -javaagent}; {@code attach PID stop} takes it out again.
 */
final class AttachCommand implements Command {
    /** System properties of the other JVM; MemfragAgent and AgentLauncher set them. */
    private static final String URL_PROPERTY = "memfrag.agent.url";
    private static final String FAILURE_PROPERTY = "memfrag.agent.failure";
    private static final String STARTING = "starting";
    private static final String NO_URL = "none";
    private static final String STOP = "stop";

    /** A plain host has settled when its JVM is 30 s old; the start itself takes a second or two. */
    private static final long PATIENCE_MILLIS = 40_000;
    private static final long POLL_MILLIS = 100;

    private final Path proc;

    AttachCommand() {
        this(Paths.get("/proc"));
    }

    /** @param proc where /proc is mounted, or a recording of it */
    AttachCommand(Path proc) {
        this.proc = requireNonNull(proc, "proc is null");
    }

    @Override
    public String name() {
        return "attach";
    }

    @Override
    public String operands() {
        return "PID [KEY=VALUE,...|stop]";
    }

    @Override
    public String summary() {
        return "Put memfrag into a running JVM, or take it out again";
    }

    @Override
    public List<String> details() {
        return Arrays.asList(
                "The JVM goes on running. It must belong to the same user, or root runs this. 'list' shows the JVMs.",
                "KEY=VALUE are the options that -javaagent takes too; conf/memfrag.properties explains each. Paths in them are the"
                        + " JVM's: give absolute ones.");
    }

    @Override
    public List<Option> options() {
        return Collections.emptyList();
    }

    @Override
    public List<Example> examples() {
        return Arrays.asList(
                Example.of("attach 4711", "MBeans and HTTP on 127.0.0.1:8797 in the JVM with that PID"),
                Example.of("attach 4711 port=8798,watch.order=9", "on another port, looking at huge pages"),
                Example.of("attach 4711 stop", "out again"));
    }

    /** @return 0 when memfrag is (or already was) in that JVM; what kept it out is thrown */
    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, IOException, InterruptedException {
        List<String> operands = arguments.operands();
        long pid = operands.stream().findFirst().flatMap(AttachCommand::pid)
                .orElseThrow(() -> new UsageException("attach needs the PID of a JVM; 'list' shows the JVMs."));
        String options = String.join(",", operands.subList(1, operands.size()));
        if (!options.equals(STOP)) {
            UsageException.throwIfAny(ConfigurationReader.read(options));
        }
        try {
            attach(pid, options, terminal.out());
            return ExitStatus.OK;
        } catch (UnsupportedOperationException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void attach(long pid, String options, PrintStream out) throws IOException, InterruptedException {
        Path jar = ownJar();
        JvmProcess process = attachable(pid, jar);
        String name = "JVM " + pid + " (" + process.subject() + ", user " + process.user() + ")";
        try (AttachedJvm jvm = enter(process)) {
            String before = jvm.systemProperty(URL_PROPERTY);
            if (options.equals(STOP)) {
                if (before != null) {
                    load(jvm, jar, STOP, process);
                }
                out.println(before == null ? "memfrag is not in " + name : "memfrag has left " + name);
            } else if (before != null) {
                out.println("memfrag is already in " + name + ": " + where(before) + ". Nothing was changed");
            } else {
                load(jvm, jar, options, process);
                out.println("memfrag is in " + name + ": " + where(awaitStart(jvm)));
            }
        }
    }

    private JvmProcess attachable(long pid, Path jar) throws IOException {
        if (!Files.isDirectory(proc.resolve(Long.toString(pid)))) {
            throw new IOException("there is no process " + pid + "; 'list' shows the JVMs");
        }
        JvmProcess process = JvmProcess.of(proc, pid)
                .orElseThrow(() -> new IOException("process " + pid + " is not a JVM; 'list' shows the JVMs"));
        String self = Files.getOwner(proc.resolve("self")).getName();
        if (!self.equals("root") && !self.equals(process.user())) {
            throw new IOException("JVM " + pid + " belongs to user " + process.user() + " and this command runs as " + self
                    + ": run it as " + (process.user().equals("root") ? "root" : process.user() + " or as root"));
        }
        if (!process.acceptsAttach()) {
            throw new IOException("JVM " + pid + " takes no attachment: it runs with -Xrs or has only just started. Otherwise start it with"
                    + " -javaagent:" + jar);
        }
        if (!Files.exists(process.inItsFileSystem(jar))) {
            throw new IOException("JVM " + pid + " does not see " + jar + ", it runs in a container: copy the jar into the container and run"
                    + " this command there");
        }
        return process;
    }

    private static AttachedJvm enter(JvmProcess process) throws IOException {
        try {
            return AttachedJvm.to(process.pid());
        } catch (IOException e) {
            throw new IOException("JVM " + process.pid() + " cannot be attached to: " + e.getMessage(), e);
        }
    }

    private static void load(AttachedJvm jvm, Path jar, String options, JvmProcess process) throws IOException {
        try {
            jvm.loadAgent(jar, options);
        } catch (IOException e) {
            if (!hasRun(jvm, options)) {
                throw new IOException("JVM " + process.pid() + " did not load " + jar + ": " + e.getMessage() + ". Can user "
                        + process.user() + " read that file, and does -XX:-EnableDynamicAgentLoading forbid agents?", e);
            }
        }
    }

    /** Whether the agent's entry has done there what it was called for. */
    private static boolean hasRun(AttachedJvm jvm, String options) throws IOException {
        boolean present = jvm.systemProperty(URL_PROPERTY) != null;
        return options.equals(STOP) ? !present : present || jvm.systemProperty(FAILURE_PROPERTY) != null;
    }

    /** The start goes on in a thread of the other JVM, which may still be waiting for its host to settle. */
    private static String awaitStart(AttachedJvm jvm) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        String url = jvm.systemProperty(URL_PROPERTY);
        while (STARTING.equals(url) && System.nanoTime() < deadline) {
            Thread.sleep(POLL_MILLIS);
            url = jvm.systemProperty(URL_PROPERTY);
        }
        if (url == null) {
            String reason = jvm.systemProperty(FAILURE_PROPERTY);
            throw new IOException("memfrag could not start there: " + (reason == null ? "the service's standard error says why" : reason));
        }
        return url;
    }

    private static String where(String url) {
        return url.equals(STARTING) ? "it starts as soon as the service has set up its own logging and JMX"
                : url.equals(NO_URL) ? "over JMX only, it serves no HTTP" : url;
    }

    private static Path ownJar() throws IOException {
        try {
            Path jar = Paths.get(AttachCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isRegularFile(jar)) {
                return jar.toRealPath();
            }
            throw new IOException("attach works from memfrag-agent.jar only, and this runs from " + jar);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static Optional<Long> pid(String text) {
        return text.matches("[1-9]\\d{0,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
