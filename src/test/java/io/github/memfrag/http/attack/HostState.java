package io.github.memfrag.http.attack;

import ch.qos.logback.classic.LoggerContext;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.logging.log4j.core.config.Configuration;
import org.slf4j.LoggerFactory;

/**
 * What an attack on a service would change: its MBeans and all that can be written in them, its loggers, the JVM's flags,
 * recordings and compiler directives, and the files in its directory. Without an attack it stays as it is.
 */
final class HostState {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Path directory;

    HostState(Path directory) {
        this.directory = directory;
    }

    /** Writes a line for each thing that might change; the file is there at once and whole. */
    void write(Path file) throws JMException, IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.write(draft, look().entrySet().stream().map(entry -> (entry.getKey() + " = " + entry.getValue()).replaceAll("\\R", "\\\\n"))
                .toList());
        Files.move(draft, file);
    }

    Map<String, String> look() throws JMException, IOException {
        Map<String, String> state = new TreeMap<>();
        addMBeans(state);
        addJvm(state);
        addLoggers(state);
        addFiles(state);
        return state;
    }

    private void addMBeans(Map<String, String> state) throws JMException {
        for (ObjectName name : server.queryNames(null, null)) {
            state.put(name.toString(), "registered");
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable() && attribute.isWritable()) {
                    state.put(name + " " + attribute.getName(), read(name, attribute.getName()));
                }
            }
        }
    }

    private void addJvm(Map<String, String> state) throws JMException {
        state.put("recordings", read(new ObjectName("jdk.management.jfr:type=FlightRecorder"), "Recordings"));
        state.put("compiler directives", String.valueOf(server.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "compilerDirectivesPrint", null, null)));
        HotSpotDiagnosticMXBean diagnostic = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        diagnostic.getDiagnosticOptions().forEach(option -> state.put("JVM flag " + option.getName(), option.getValue()));
        LogManager loggers = LogManager.getLogManager();
        Collections.list(loggers.getLoggerNames()).forEach(name -> state.put("JUL logger " + name,
                loggers.getLogger(name) == null ? "gone" : String.valueOf(loggers.getLogger(name).getLevel())));
    }

    private static void addLoggers(Map<String, String> state) {
        LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
        logback.getLoggerList().forEach(logger -> state.put("logback logger " + logger.getName(), String.valueOf(logger.getLevel())));
        state.put("logback statuses", String.valueOf(logback.getStatusManager().getCount()));
        org.apache.logging.log4j.spi.LoggerContext log4j = org.apache.logging.log4j.LogManager.getContext(false);
        Configuration configuration = ((org.apache.logging.log4j.core.LoggerContext) log4j).getConfiguration();
        state.put("log4j configuration", configuration.getConfigurationSource().getLocation() + " " + configuration.getLoggers());
    }

    private void addFiles(Map<String, String> state) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                state.put("file " + file, Files.size(file) + " bytes of " + Files.getLastModifiedTime(file));
            }
        }
    }

    private String read(ObjectName name, String attribute) {
        try {
            return text(server.getAttribute(name, attribute));
        } catch (JMException | RuntimeException e) {
            return e.getClass().getName();
        }
    }

    private static String text(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return String.valueOf(value);
        }
        List<String> parts = Stream.iterate(0, i -> i + 1).limit(Array.getLength(value)).map(i -> text(Array.get(value, i))).toList();
        return parts.stream().collect(Collectors.joining(", ", "[", "]"));
    }
}
