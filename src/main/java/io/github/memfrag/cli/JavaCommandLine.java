package io.github.memfrag.cli;

import java.nio.file.Paths;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Finds what a JVM runs in the arguments it was started with, as the java launcher reads them. */
final class JavaCommandLine {
    private static final Set<String> OPTIONS_WITH_VALUE = new HashSet<>(Arrays.asList("-cp", "-classpath", "--class-path", "-p",
            "--module-path", "--upgrade-module-path", "--add-modules", "--limit-modules", "--add-reads", "--add-exports",
            "--add-opens", "--patch-module", "--enable-native-access", "--illegal-native-access", "--source"));

    private JavaCommandLine() {}

    /**
     * The main class, the jar or the module; the program's own name where a JVM was not started by the java launcher, or where
     * an argument file hides it.
     *
     * @param arguments as in /proc/PID/cmdline, the program first
     */
    static String subject(List<String> arguments) {
        Iterator<String> rest = arguments.iterator();
        if (!rest.hasNext()) {
            return "?";
        }
        String program = fileName(rest.next());
        while (program.equals("java") && rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals("-jar") || argument.equals("-m") || argument.equals("--module")) {
                return rest.hasNext() ? fileName(rest.next()) : program;
            }
            if (OPTIONS_WITH_VALUE.contains(argument) && rest.hasNext()) {
                rest.next();
            } else if (argument.startsWith("@")) {
                return program + " " + argument;
            } else if (!argument.startsWith("-")) {
                return argument;
            }
        }
        return program;
    }

    private static String fileName(String path) {
        return path.isEmpty() || path.equals("/") ? path : Paths.get(path).getFileName().toString();
    }
}
