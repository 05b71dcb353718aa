package io.github.memfrag.http.attack;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import io.github.memfrag.http.RawConnection;
import io.github.memfrag.http.attack.Attack.Surroundings;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.JavaHome;
import io.github.memfrag.testing.OwnClasses;
import io.github.memfrag.testing.RunningJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.catalina.startup.Tomcat;
import org.apache.commons.io.FileUtils;
import org.apache.logging.log4j.core.Logger;
import org.slf4j.LoggerFactory;

/** An {@link AttackedHost} with an agent in it, as an attacker and its owner see it. */
final class Victim implements AutoCloseable {
    private static final Path[] CLASS_PATH = OwnClasses.classPath(AttackedHost.class, Tomcat.class, LoggerContext.class, Context.class,
            LoggerFactory.class, Logger.class, org.apache.logging.log4j.Logger.class);

    private final Path directory;
    private final Trap trap = new Trap();
    private final RunningJvm jvm;
    private final String login;
    private final int port;
    private int states;
    private Set<String> state;

    private Victim(JavaHome home, Path directory, String agent, String login, Function<RunningJvm, String> url) throws IOException {
        this.directory = directory;
        this.login = login;
        // log4j has switched its MBeans off by default since 2.24
        jvm = ForkedJvm.on(home).options("-Dlog4j2.disableJmx=false", agent).classPath(CLASS_PATH)
                .main(AttackedHost.class.getName(), directory.toString()).start();
        jvm.awaitOut("^ready$");
        port = URI.create(url.apply(jvm)).getPort();
        state = state();
    }

    /** @param agent makes the agent's JVM option, given the directory of the service */
    static Victim start(JavaHome home, Function<Path, String> agent, String login, Function<RunningJvm, String> url) {
        try {
            Path directory = Files.createTempDirectory("memfrag-victim");
            FileUtils.copyDirectory(Path.of("src/test/resources/kernel/incident-1-failing").toFile(), directory.resolve("kernel").toFile());
            return new Victim(home, directory, agent.apply(directory), login, url);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answers to the attack's requests, to be read as ISO-8859-1. */
    List<String> suffer(Attack attack) throws IOException {
        List<String> answers = new ArrayList<>();
        for (Function<Surroundings, String> request : attack.requests()) {
            try (RawConnection connection = new RawConnection(port)) {
                connection.send(request.apply(new Surroundings(trap.port(), directory, login)));
                answers.add(connection.readUntilCut());
            }
        }
        return answers;
    }

    /** What is not as it was when this was last asked, a line each. */
    Set<String> changes() throws IOException {
        Set<String> now = state();
        Set<String> changes = new TreeSet<>(now);
        changes.addAll(state);
        changes.removeIf(line -> now.contains(line) && state.contains(line));
        state = now;
        return changes;
    }

    private Set<String> state() throws IOException {
        Path file = directory.resolveSibling(directory.getFileName() + ".state" + ++states);
        jvm.say("state " + file);
        jvm.await(file.toString(), () -> Files.exists(file));
        Set<String> lines = new HashSet<>(Files.readAllLines(file));
        Files.delete(file);
        lines.add("calls to the attacker: " + trap.calls());
        return lines;
    }

    String errorOutput() {
        return jvm.err();
    }

    @Override
    public void close() throws IOException {
        jvm.close();
        trap.close();
        FileUtils.deleteDirectory(directory.toFile());
    }
}
