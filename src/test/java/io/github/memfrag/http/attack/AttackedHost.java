package io.github.memfrag.http.attack;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import jdk.jfr.FlightRecorder;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.mbeans.GlobalResourcesLifecycleListener;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.AccessLogValve;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.tomcat.util.descriptor.web.ContextResource;
import org.slf4j.LoggerFactory;

/**
 * A service with everything in it that open JMX doors have been robbed of: a Tomcat with a user database and an access log,
 * logback's and log4j's configurators, an MLet where the JVM still has one, and the JVM's own MBeans. Its one argument is a
 * directory for all files of it. Told "state FILE" it writes there what an attack might have changed; it ends with its input.
 */
public final class AttackedHost {
    /** Stands in a foreign MBean's name, in values of others, and in a password: in no answer of ours. */
    static final String SECRET = "s3cr3t";

    private AttackedHost() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        System.setProperty("application.password", SECRET);
        writeFiles(directory.resolve("conf"));
        startTomcat(directory);
        startLoggers();
        registerBeans(ManagementFactory.getPlatformMBeanServer());
        FlightRecorder.getFlightRecorder(); // from its first use on its MBean does what it is told
        HostState state = new HostState(directory);
        state.look(); // Tomcat makes some of its MBeans when others are first read
        System.out.println("ready");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.startsWith("state ")) {
                state.write(Path.of(line.substring("state ".length())));
            } else if (line.equals("agent")) {
                System.out.println("agent " + awaitUrl());
            }
        }
        System.exit(0); // Tomcat's threads would keep it
    }

    private static void writeFiles(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("tomcat-users.xml"), """
                <tomcat-users>
                  <role rolename="manager-gui"/>
                  <user username="admin" password="%s" roles="manager-gui"/>
                </tomcat-users>
                """.formatted(SECRET));
        // Files that an attacker would find or have put somewhere.
        Files.writeString(directory.resolve("password"), SECRET);
        Files.writeString(directory.resolve("directives.json"), "[{match: \"no/such/Method.*\", c2: {Exclude: true}}]");
        Files.writeString(directory.resolve("logback.xml"), "<configuration><root level=\"INFO\"/></configuration>");
        Files.writeString(directory.resolve("log4j2.xml"), "<Configuration><Loggers><Root level=\"INFO\"/></Loggers></Configuration>");
    }

    private static void startTomcat(Path directory) throws IOException, LifecycleException {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getEngine().setName("Catalina"); // as in a Tomcat that was not embedded, and so in the write-ups
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.enableNaming();
        tomcat.getServer().addLifecycleListener(new GlobalResourcesLifecycleListener());
        tomcat.getServer().getGlobalNamingResources().addResource(userDatabase("conf/tomcat-users.xml"));
        AccessLogValve accessLog = new AccessLogValve();
        accessLog.setDirectory("logs");
        tomcat.getHost().getPipeline().addValve(accessLog);
        tomcat.addContext("/shop", Files.createDirectories(directory.resolve("shop")).toString());
        tomcat.start();
    }

    private static ContextResource userDatabase(String file) {
        ContextResource resource = new ContextResource();
        resource.setName("UserDatabase");
        resource.setAuth("Container");
        resource.setType("org.apache.catalina.UserDatabase");
        resource.setProperty("factory", "org.apache.catalina.users.MemoryUserDatabaseFactory");
        resource.setProperty("pathname", file);
        resource.setProperty("readonly", "false");
        return resource;
    }

    private static void startLoggers() throws Exception {
        LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
        logback.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(logback);
        configurator.doConfigure(new ByteArrayInputStream("""
                <configuration><jmxConfigurator/><root level="WARN"/></configuration>
                """.getBytes(StandardCharsets.UTF_8)));
        Configurator.initialize("attacked", null, AttackedHost.class.getResource("log4j2-of-the-attacked-host.xml").toURI());
    }

    private static void registerBeans(MBeanServer server) throws JMException {
        server.registerMBean(new Vault(SECRET), new ObjectName("com.example:type=Vault,name=" + SECRET));
        server.registerMBean(new Vault("nothing"), new ObjectName("memfrag.example:type=Vault"));
        try {
            server.createMBean("javax.management.loading.MLet", new ObjectName("DefaultDomain:type=MLet"));
        } catch (ReflectionException e) {
            // gone since Java 23
        }
    }

    private static String awaitUrl() throws InterruptedException {
        for (int i = 0; i < 300 && (url() == null || url().equals("starting")); i++) {
            Thread.sleep(50);
        }
        return url();
    }

    private static String url() {
        return System.getProperty("memfrag.agent.url");
    }
}
