package io.github.memfrag.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Defines the classes under {@code payload/} of the agent's jar, invisible to the host and blind to the host's class
 * path. Everything is read into memory at once: a loader that keeps the file open breaks when the jar is overwritten
 * under a running JVM (a Java 8 host died of SIGBUS).
 */
final class PayloadLoader extends ClassLoader {
    private static final String PAYLOAD = "payload/";

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> contents;

    private PayloadLoader(File jar, ClassLoader parent) throws IOException {
        super(parent);
        this.contents = read(jar);
    }

    /**
     * The loader of the payload in the jar that this class itself came from.
     *
     * @throws IOException when the jar cannot be read or is damaged
     */
    static PayloadLoader ofOwnJar() throws IOException, URISyntaxException {
        // Not the code source: a system class loader of the host's own may define us without one.
        String self = PayloadLoader.class.getResource("PayloadLoader.class").toString();
        if (!self.startsWith("jar:file:")) {
            throw new IOException("the agent must run from its jar, not from " + self);
        }
        File jar = new File(new URI(self.substring("jar:".length(), self.lastIndexOf("!/"))));
        return new PayloadLoader(jar, platformLoader());
    }

    /** The loader of the JDK's own modules; with {@code -Djava.system.class.loader} it is further up than one parent. */
    private static ClassLoader platformLoader() {
        ClassLoader last = null;
        for (ClassLoader next = getSystemClassLoader().getParent(); next != null; next = next.getParent()) {
            last = next;
        }
        return last;
    }

    private static Map<String, byte[]> read(File jar) throws IOException {
        Map<String, byte[]> contents = new ConcurrentHashMap<String, byte[]>(2048);
        byte[] buffer = new byte[16 * 1024];
        ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(jar.toPath())));
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            if (entry.getName().startsWith(PAYLOAD) && !entry.isDirectory()) {
                contents.put(entry.getName().substring(PAYLOAD.length()), read(entries, buffer));
            }
        }
        return contents;
    }

    private static byte[] read(InputStream entry, byte[] buffer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * 1024);
        for (int count = entry.read(buffer); count >= 0; count = entry.read(buffer)) {
            bytes.write(buffer, 0, count);
        }
        return bytes.toByteArray();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        // A class is defined once, so its bytes need not stay.
        byte[] bytes = contents.remove(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        definePackageOf(name);
        // Our own domain, so that a security policy which trusts the agent's jar trusts all of it.
        return defineClass(name, bytes, 0, bytes.length, PayloadLoader.class.getProtectionDomain());
    }

    /** On Java 8 a class has no package object unless its loader makes one, and libraries ask it for its name. */
    private void definePackageOf(String className) {
        int end = className.lastIndexOf('.');
        if (end < 0 || getPackage(className.substring(0, end)) != null) {
            return;
        }
        try {
            definePackage(className.substring(0, end), null, null, null, null, null, null, null);
        } catch (IllegalArgumentException e) {
            // Another thread has just made it.
        }
    }

    /** Resources have no address, only content: an address would make the JDK open the jar's file again. */
    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] bytes = contents.get(name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }
}
