package io.github.memfrag.testing;

import io.github.memfrag.testing.ForkedJvm.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A forked JVM while it runs. Closing kills it and deletes what it wrote. */
public final class RunningJvm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Process process;

    RunningJvm(List<String> command) throws IOException {
        directory = Files.createTempDirectory("memfrag-forked");
        process = new ProcessBuilder(command).redirectOutput(file("out")).redirectError(file("err")).start();
    }

    public long pid() {
        return process.pid();
    }

    /** Names of its threads as the kernel knows them: the first 15 characters. */
    public Set<String> threadNames() {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid()), "task"))) {
            for (Path thread : threads) {
                names.add(Files.readString(thread.resolve("comm")).strip());
            }
        } catch (IOException e) {
            // A thread, or all of them, may end at any moment.
        }
        return names;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote to standard output so far. */
    public String out() {
        return read("out");
    }

    /** What it wrote to standard error so far. */
    public String err() {
        return read("err");
    }

    /** Writes a line to its standard input. */
    public void say(String line) {
        PrintStream input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        input.println(line);
    }

    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until standard output has a match of the expression, and returns it: its first group, if it has one. */
    public String awaitOut(String regex) {
        return awaitMatch(regex, this::out);
    }

    /** The same for standard error. */
    public String awaitErr(String regex) {
        return awaitMatch(regex, this::err);
    }

    private String awaitMatch(String regex, Supplier<String> text) {
        Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
        await("match of " + regex, () -> pattern.matcher(text.get()).find());
        Matcher matcher = pattern.matcher(text.get());
        matcher.find();
        return matcher.group(matcher.groupCount() > 0 ? 1 : 0);
    }

    /** Waits until something holds; fails with what the JVM wrote when it does not within a minute. */
    public void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            boolean ended = !process.isAlive();
            if (System.nanoTime() > deadline || ended && !condition.getAsBoolean()) {
                throw new AssertionError("no " + what + (ended ? " before the JVM ended" : "") + "\n" + written());
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Waits for its end, which must come within a minute. */
    public Outcome awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the JVM still runs after " + PATIENCE + "\n" + written());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Outcome(process.exitValue(), out(), err());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        OpenDirectory.delete(directory);
    }

    private String written() {
        return "stdout:\n" + out() + "stderr:\n" + err();
    }

    private File file(String name) {
        return directory.resolve(name).toFile();
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
