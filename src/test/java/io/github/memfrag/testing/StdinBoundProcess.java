package io.github.memfrag.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that says one line when it is ready and lives until its standard input ends: however this JVM ends, what the process
 * holds for a test goes with it.
 */
final class StdinBoundProcess implements AutoCloseable {
    private static final long END_SECONDS = 30;

    private final Process process;
    private final String firstLine;

    private StdinBoundProcess(Process process, String firstLine) {
        this.process = process;
        this.firstLine = firstLine;
    }

    /** @throws IOException when there is no such program */
    static StdinBoundProcess start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String first = lines.readLine();
            return new StdinBoundProcess(process, first == null ? "" : first);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** The first line on its standard output or error; empty when it ended without one. */
    String firstLine() {
        return firstLine;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
