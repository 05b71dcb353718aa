package io.github.memfrag.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * This machine with its own kernel, but with an {@code /etc}, {@code /run} and {@code /usr/local} of the test's own, where the ways to
 * relieve are set up. {@code private-host/setup.sh} says how, and whom there is to ask as.
 */
public final class PrivateHost {
    private static final String SETUP = "/private-host/setup.sh";
    private static final int LIMIT_SECONDS = 90;

    private PrivateHost() {}

    /** Skips the running test where this machine, or who runs the tests, cannot have such a host. */
    public static void check() throws IOException, InterruptedException {
        SkippedTests.needsRoot();
        for (String program : new String[] {"sudo", "visudo", "systemd-tmpfiles", "setpriv", "useradd"}) {
            if (new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() != 0) {
                SkippedTests.missing(program, "apt-get install sudo systemd util-linux passwd");
            }
        }
        SkippedTests.machineCannotUnless(new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0,
                "mount namespaces are not allowed here");
    }

    /** What the commands say, on standard output and error together. They are bash, and run as root. */
    public static String run(String commands) throws IOException, InterruptedException {
        try (InputStream setup = PrivateHost.class.getResourceAsStream(SETUP)) {
            // Its own session of processes ends with it, whatever a test has left in the background.
            ProcessBuilder builder = new ProcessBuilder("timeout", "--kill-after=5", Integer.toString(LIMIT_SECONDS),
                    "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "-c",
                    new String(setup.readAllBytes(), UTF_8) + commands, "bash",
                    Path.of(System.getProperty("basedir", "")).toAbsolutePath().toString()).redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("AGENT_JAR", AgentJar.copy().toString());
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("does not end; so far: " + said);
            }
            return said;
        }
    }
}
