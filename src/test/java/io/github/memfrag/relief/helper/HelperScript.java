package io.github.memfrag.relief.helper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** {@code conf/helper/memfrag-helper} on a recorded tree, run as the agent runs it. */
record HelperScript(Path root) {
    static final Path FILE = Path.of(System.getProperty("basedir", ""), "conf/helper/memfrag-helper").toAbsolutePath();
    /** Debian and Ubuntu, Red Hat and SUSE, Alpine and BusyBox: those that are installed here. */
    static final List<List<String>> SHELLS = Stream.of(List.of("dash"), List.of("bash", "--posix"), List.of("busybox", "sh"))
            .filter(shell -> installed(shell.get(0))).toList();

    /** What it left: its exit status and its last words. */
    record Ended(int status, String error) {}

    Ended run(List<String> shell, String... arguments) throws Exception {
        return end(start(shell, arguments));
    }

    Process start(List<String> shell, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(shell);
        line.addAll(List.of("-c", Files.readString(FILE), "memfrag-agent"));
        line.addAll(Arrays.asList(arguments));
        return start(line);
    }

    Ended run(List<String> line) throws Exception {
        return end(start(line));
    }

    private Process start(List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("MEMFRAG_KERNEL_ROOT", root.toString());
        builder.environment().put("PATH", "/nowhere");
        return builder.start();
    }

    static Ended end(Process process) throws Exception {
        process.getOutputStream().close();
        String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), error);
    }

    /** A session that has begun: what it says comes from {@link Session#ask}. */
    Session serve(List<String> shell, String ceiling) throws IOException {
        Session session = new Session(start(shell, "serve", ceiling));
        String ready = session.answer();
        if (!"0 ready".equals(ready)) {
            session.close();
            throw new IllegalStateException("not ready: " + ready);
        }
        return session;
    }

    static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** A session, and the client's end of it. */
    record Session(Process process, BufferedReader answers) implements AutoCloseable {
        private Session(Process process) {
            this(process, process.inputReader(UTF_8));
        }

        String ask(String verb) throws IOException {
            say(verb + "\n");
            return answer();
        }

        void say(String text) throws IOException {
            process.getOutputStream().write(text.getBytes(UTF_8));
            process.getOutputStream().flush();
        }

        /** Null at the session's end. */
        String answer() throws IOException {
            return answers.readLine();
        }

        /** As a JVM's death does. */
        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
        }
    }
}
