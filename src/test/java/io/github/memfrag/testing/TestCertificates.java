package io.github.memfrag.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority and what it certifies, made by openssl in a directory: {@code NAME.pem} and {@code NAME.key}, readable by the owner. */
public final class TestCertificates {
    /** Quick to make and to use. */
    public static final String[] EC = {"ec", "-pkeyopt", "ec_paramgen_curve:P-256"};
    public static final String[] RSA = {"rsa:2048"};

    private static final String PASSWORD = "changeit";

    private final Path directory;

    /** Makes the authority {@code ca}. */
    public TestCertificates(Path directory) {
        this.directory = requireNonNull(directory, "directory is null");
        makeKey("ca", EC, "-x509", "-out", "ca.pem");
    }

    /** Certifies a new key for this host. */
    public TestCertificates certify(String name, String... newKey) {
        return certify(name, 20, newKey);
    }

    public TestCertificates certify(String name, int days, String... newKey) {
        makeKey(name, newKey, "-out", name + ".csr");
        write("extensions", "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
        openssl("x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days",
                Integer.toString(days), "-extfile", "extensions", "-out", name + ".pem");
        return ownersOnly(name + ".key");
    }

    /** A key store {@code NAME.p12} of a key and its certificate; the password is in {@code password}. */
    public TestCertificates keyStore(String name) {
        write("password", PASSWORD + "\n");
        openssl("pkcs12", "-export", "-in", name + ".pem", "-inkey", name + ".key", "-certfile", "ca.pem", "-out", name + ".p12",
                "-passout", "file:password");
        return ownersOnly("password").ownersOnly(name + ".p12");
    }

    public TestCertificates write(String name, String text) {
        try {
            Files.writeString(path(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public TestCertificates ownersOnly(String name) {
        try {
            Files.setPosixFilePermissions(path(name), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public Path path(String name) {
        return directory.resolve(name);
    }

    /** Agent arguments for the key and certificate of that name. */
    public String arguments(String name) {
        return "http.tls.certificate=" + path(name + ".pem") + ",http.tls.key=" + path(name + ".key");
    }

    /** A store {@code trust.p12} that holds the authority. */
    public TestCertificates trustStore() {
        try (OutputStream out = Files.newOutputStream(path("trust.p12"))) {
            trusted().store(out, PASSWORD.toCharArray());
            return this;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a JVM that trusts the authority. */
    public String[] trustOptions() {
        return new String[] {"-Djavax.net.ssl.trustStoreType=PKCS12", "-Djavax.net.ssl.trustStore=" + path("trust.p12"),
            "-Djavax.net.ssl.trustStorePassword=" + PASSWORD};
    }

    /** Of a client that trusts the authority. */
    public SSLContext client() {
        return client(null);
    }

    /** Of a client that trusts the authority, and shows the certificate that {@link #keyStore} has made of that name. */
    public SSLContext clientWith(String name) {
        try (InputStream in = Files.newInputStream(path(name + ".p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509"); // shows its certificate to whoever asks
            factory.init(store, PASSWORD.toCharArray());
            return client(factory.getKeyManagers());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext client(KeyManager[] keys) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(trusted());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore trusted() throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(path("ca.pem"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            return store;
        }
    }

    /** Runs openssl in the directory, with nothing on its standard input; returns all that it wrote. Its failure fails the test. */
    public String openssl(String... arguments) {
        return run("", true, arguments);
    }

    /** Runs openssl in the directory; returns all that it wrote, whether it succeeded or not. */
    public String tryOpenssl(String input, String... arguments) {
        return run(input, false, arguments);
    }

    private String run(String input, boolean mustSucceed, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of("openssl"));
            command.addAll(Arrays.asList(arguments));
            Process process = start(command);
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0 && mustSucceed) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs openssl in the directory and talks to it: of the script every other line, beginning with the first, is waited for in its
     * output, and each next is typed. Returns all that it wrote.
     */
    public String converse(List<String> script, String... arguments) {
        StringBuilder output = new StringBuilder();
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments));
        Process process = start(command);
        try (InputStream in = process.getInputStream()) {
            for (int i = 0; i < script.size(); i += 2) {
                for (int c = in.read(); c >= 0; c = output.indexOf(script.get(i)) < 0 ? in.read() : -1) {
                    output.append((char) c);
                }
                if (i + 1 < script.size()) {
                    type(process.getOutputStream(), script.get(i + 1));
                }
            }
            if (script.size() % 2 == 0) {
                output.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroy();
        }
        return output.toString();
    }

    private static void type(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            // openssl has ended: its output says why
        }
    }

    private Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        } catch (IOException e) {
            SkippedTests.missing("openssl", "apt-get install openssl");
            throw new UncheckedIOException(e);
        }
    }

    private void makeKey(String name, String[] newKey, String... request) {
        List<String> arguments = new ArrayList<>(List.of("req", "-nodes", "-keyout", name + ".key", "-subj", "/CN=" + name, "-newkey"));
        arguments.addAll(Arrays.asList(newKey));
        arguments.addAll(Arrays.asList(request));
        openssl(arguments.toArray(String[]::new));
    }
}
