package io.github.memfrag.agent;

import java.lang.reflect.InvocationTargetException;

/** The entry of {@code java -jar memfrag-agent.jar}: a process of our own, with the command line of the payload. */
public final class Main {
    private static final String COMMAND_LINE = "io.github.memfrag.cli.CommandLine";
    private static final int FAILED = 1;

    private Main() {}

    /** Runs the command that the arguments name and ends the process with its status. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            ClassLoader payload = PayloadLoader.ofOwnJar();
            Thread.currentThread().setContextClassLoader(payload);
            Class<?> commandLine = Class.forName(COMMAND_LINE, true, payload);
            return (Integer) commandLine.getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            return failed(e.getCause());
        } catch (Throwable e) {
            return failed(e);
        }
    }

    private static int failed(Throwable cause) {
        System.err.println("memfrag: " + cause);
        return FAILED;
    }
}
