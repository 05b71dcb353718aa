import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Starts memfrag in itself, asks it over HTTP, has it compact the recorded kernel that the arguments name, and stops it; all of
 * that several times. Then it tells what has stayed behind. The agent's jar is on its class path.
 */
public final class RestartsAgent {
    private static final int CYCLES = 5;

    public static void main(String[] arguments) throws Exception {
        System.setProperty("http.keepAlive", "false");
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        loaders.add(cycle(arguments[0]));
        List<String> files = openFiles();
        for (int i = 1; i < CYCLES; i++) {
            loaders.add(cycle(arguments[0]));
        }
        for (int i = 0; i < 100 && (alive(loaders) > 0 || !ourThreads().isEmpty()); i++) {
            System.gc();
            Thread.sleep(50);
        }
        System.out.println("cycles " + loaders.size());
        System.out.println("loaders left " + alive(loaders));
        System.out.println("threads left " + ourThreads());
        System.out.println("MBeans left " + ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("memfrag:*"), null));
        List<String> more = openFiles();
        more.removeAll(files);
        System.out.println("more open files " + more);
    }

    private static WeakReference<ClassLoader> cycle(String agentArguments) throws Exception {
        Class<?> agent = Class.forName("io.github.memfrag.agent.MemfragAgent");
        Method enter = agent.getMethod("agentmain", String.class, Instrumentation.class);
        enter.invoke(null, agentArguments, null);
        AgentState.await();
        read(new URL(AgentState.url() + "read/memfrag:type=Fragmentation"));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        server.invoke(new ObjectName("memfrag:type=Relief"), "compactMemory", new Object[0], new String[0]);
        // Stopped in the middle of one that nobody waits for.
        server.invoke(new ObjectName("memfrag:type=Relief"), "startCompactMemory", new Object[0], new String[0]);
        WeakReference<ClassLoader> loader = new WeakReference<>(payloadLoader());
        enter.invoke(null, "stop", null);
        return loader;
    }

    private static ClassLoader payloadLoader() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("memfrag-") && thread.getContextClassLoader() != null) {
                return thread.getContextClassLoader();
            }
        }
        throw new IllegalStateException("no thread of memfrag has a context class loader");
    }

    private static void read(URL url) throws IOException {
        try (InputStream answer = url.openStream()) {
            byte[] buffer = new byte[8192];
            while (answer.read(buffer) >= 0) {
                // To its end, so that the connection can be closed.
            }
        }
    }

    private static int alive(List<WeakReference<ClassLoader>> loaders) {
        int alive = 0;
        for (WeakReference<ClassLoader> loader : loaders) {
            alive += loader.get() == null ? 0 : 1;
        }
        return alive;
    }

    private static Set<String> ourThreads() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("memfrag-")) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    /** By what they are open on: a leak of sockets or files shows under their names, which numbers would not. */
    private static List<String> openFiles() throws IOException {
        List<String> targets = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Paths.get("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    targets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException e) {
                    // Closed since it was listed: the helper of a relief has just ended.
                }
            }
        }
        return targets;
    }
}
