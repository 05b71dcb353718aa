package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import io.github.memfrag.http.login.TestUsers;
import java.io.Closeable;
import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;

/** Closed, an endpoint leaves nothing in the host that would hold its class loader. */
class UnloadingTest {
    @Test
    void aClosedEndpointsLoaderIsCollected() throws Exception {
        WeakReference<ClassLoader> loader = serveAndClose();
        for (int i = 0; loader.get() != null; i++) {
            assertFalse(i > 100, "something holds it");
            System.gc();
            Thread.sleep(20);
        }
    }

    private static WeakReference<ClassLoader> serveAndClose() throws Exception {
        URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
        Class<?> endpointClass = loader.loadClass(HttpEndpoint.class.getName());
        assertNotSame(HttpEndpoint.class, endpointClass);
        Class<?> settingsClass = loader.loadClass(HttpSettings.class.getName());
        Class<?> scopeClass = loader.loadClass(SnapshotScope.class.getName());
        Object settings = settingsClass.getMethod("defaults").invoke(null);
        settings = settingsClass.getMethod("withPort", int.class).invoke(settings, 0);
        Class<?> accessClass = loader.loadClass(HttpAccess.class.getName());
        Object access = accessClass.getMethod("withUsersFile", Optional.class).invoke(accessClass.getMethod("defaults").invoke(null),
                Optional.of(TestUsers.create().with("reader", "read", "reads").path()));
        settings = settingsClass.getMethod("withAccess", accessClass).invoke(settings, access);
        InvocationHandler openScope = (proxy, method, arguments) -> (Closeable) () -> { };
        Object scope = Proxy.newProxyInstance(loader, new Class<?>[] {scopeClass}, openScope);
        AutoCloseable endpoint = (AutoCloseable) endpointClass
                .getMethod("start", settingsClass, MBeanServerConnection.class, scopeClass, Consumer.class)
                .invoke(null, settings, MBeanServerFactory.newMBeanServer(), scope, (Consumer<String>) line -> { });
        Optional<?> url = (Optional<?>) endpointClass.getMethod("url").invoke(endpoint);
        assertEquals(200, HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url.orElseThrow() + "list"))
                .header("Authorization", TestUsers.basic("reader", "reads")).build(),
                BodyHandlers.discarding()).statusCode());
        endpoint.close();
        loader.close();
        return new WeakReference<>(loader);
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(UnloadingTest::url).toArray(URL[]::new);
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
