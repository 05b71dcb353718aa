package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;

/**
 * Another JVM, attached to. By reflection: com.sun.tools.attach is in the module jdk.attach since Java 9, in tools.jar of a
 * JDK before, and in no JRE.
 */
final class AttachedJvm implements AutoCloseable {
    private static final String VIRTUAL_MACHINE = "com.sun.tools.attach.VirtualMachine";

    private final Class<?> type;
    private final Object machine;

    private AttachedJvm(Class<?> type, Object machine) {
        this.type = requireNonNull(type, "type is null");
        this.machine = requireNonNull(machine, "machine is null");
    }

    /**
     * @throws UnsupportedOperationException when this Java has no attach API
     * @throws IOException with the JVM's own words when it does not let us in
     */
    static AttachedJvm to(long pid) throws IOException {
        Class<?> type = virtualMachine();
        return new AttachedJvm(type, invoke(type, null, "attach", Long.toString(pid)));
    }

    /** A system property of that JVM, or null. */
    String systemProperty(String name) throws IOException {
        return ((Properties) invoke(type, machine, "getSystemProperties")).getProperty(name);
    }

    /**
     * Runs the jar's agentmain in that JVM, and returns when it has returned. Java 8 and later Javas do not understand each other's
     * "all is well" and throw even then (<a href="https://github.com/alibaba/arthas/issues/2249">arthas 2249</a>).
     */
    void loadAgent(Path jar, String arguments) throws IOException {
        invoke(type, machine, "loadAgent", jar.toString(), arguments);
    }

    @Override
    public void close() throws IOException {
        invoke(type, machine, "detach");
    }

    private static Class<?> virtualMachine() {
        try {
            return Class.forName(VIRTUAL_MACHINE);
        } catch (ClassNotFoundException e) {
            return virtualMachineOfJava8();
        }
    }

    private static Class<?> virtualMachineOfJava8() {
        File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
        try {
            // Never closed: the class lives as long as this process.
            @SuppressWarnings("resource")
            URLClassLoader loader = new URLClassLoader(new URL[] {tools.toURI().toURL()});
            return loader.loadClass(VIRTUAL_MACHINE);
        } catch (ClassNotFoundException | IOException e) {
            throw new UnsupportedOperationException("this Java (" + System.getProperty("java.home") + ") cannot attach: it has no"
                    + " module jdk.attach. Run this with the java of a JDK, or start the service with -javaagent", e);
        }
    }

    private static Object invoke(Class<?> type, Object target, String method, String... arguments) throws IOException {
        Class<?>[] parameters = new Class<?>[arguments.length];
        Arrays.fill(parameters, String.class);
        try {
            return type.getMethod(method, parameters).invoke(target, (Object[]) arguments);
        } catch (InvocationTargetException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("this Java's attach API is another one: " + e, e);
        }
    }
}
