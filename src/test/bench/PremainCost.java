import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/**
 * What the agent costs a JVM's start: wall time of a JVM with an empty main, bare, with an empty agent (any agent makes the JVM
 * give up its archived module graph, which is the limit) and with memfrag. Not a test: a busy machine moves the figures.
 *
 * <pre>java src/test/bench/PremainCost.java [RUNS [JAVA_HOME...]]</pre>
 */
public final class PremainCost {
    private static final Path JAR = Path.of("target/memfrag-agent.jar").toAbsolutePath();

    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 41;
        String[] homes = arguments.length > 1 ? Arrays.copyOfRange(arguments, 1, arguments.length)
                : new String[] {System.getProperty("java.home")};
        Path directory = Files.createTempDirectory("memfrag-bench");
        compile(directory, "EmptyMain", "public class EmptyMain { public static void main(String[] a) {} }");
        compile(directory, "EmptyAgent", "public class EmptyAgent { public static void premain(String a) {} }");
        Path emptyAgent = emptyAgent(directory);
        for (String home : homes) {
            Map<String, List<String>> options = new LinkedHashMap<>();
            options.put("bare", List.of());
            options.put("empty agent", List.of("-javaagent:" + emptyAgent));
            options.put("memfrag", List.of("-javaagent:" + JAR));
            print(home, measure(home, options, directory, runs));
        }
    }

    /** Interleaved, so that whatever else the machine does hits all alike. */
    private static Map<String, double[]> measure(String home, Map<String, List<String>> options, Path classes, int runs) throws Exception {
        Map<String, double[]> millis = new LinkedHashMap<>();
        options.keySet().forEach(name -> millis.put(name, new double[runs]));
        for (int run = -3; run < runs; run++) {
            for (Map.Entry<String, List<String>> option : options.entrySet()) {
                double taken = run(home, option.getValue(), classes);
                if (run >= 0) {
                    millis.get(option.getKey())[run] = taken;
                }
            }
        }
        return millis;
    }

    private static double run(String home, List<String> options, Path classes) throws Exception {
        List<String> command = new ArrayList<>(List.of(home + "/bin/java"));
        command.addAll(options);
        command.addAll(List.of("-cp", classes.toString(), "EmptyMain"));
        long start = System.nanoTime();
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        double millis = (System.nanoTime() - start) / 1e6;
        if (status != 0) {
            throw new IllegalStateException(command + " ended with " + status);
        }
        return millis;
    }

    private static void print(String home, Map<String, double[]> millis) {
        System.out.println(home);
        System.out.printf("  %-12s %10s %10s %10s%n", "ms", "10 %", "median", "90 %");
        millis.forEach((name, values) -> {
            Arrays.sort(values);
            System.out.printf("  %-12s %10.1f %10.1f %10.1f%n", name, values[values.length / 10], values[values.length / 2],
                    values[values.length * 9 / 10]);
        });
    }

    private static void compile(Path directory, String name, String source) throws IOException {
        Path file = Files.writeString(directory.resolve(name + ".java"), source);
        ToolProvider.getSystemJavaCompiler().run(null, new ByteArrayOutputStream(), null, "--release", "8", "-Xlint:-options",
                "-d", directory.toString(), file.toString());
    }

    private static Path emptyAgent(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", "EmptyAgent");
        Path jar = directory.resolve("empty-agent.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("EmptyAgent.class"));
            Files.copy(directory.resolve("EmptyAgent.class"), out);
        }
        return jar;
    }
}
