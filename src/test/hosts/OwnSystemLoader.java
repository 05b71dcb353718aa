import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Paths;

/** For -Djava.system.class.loader: sits below the usual loader of the class path, as some servers' loaders do. */
public final class OwnSystemLoader extends URLClassLoader {
    public OwnSystemLoader(ClassLoader parent) {
        super(new URL[0], parent);
    }

    /** The JVM gives agents' jars to it; without this method it refuses every agent. */
    @SuppressWarnings("unused")
    private void appendToClassPathForInstrumentation(String jar) throws MalformedURLException {
        addURL(Paths.get(jar).toUri().toURL());
    }
}
