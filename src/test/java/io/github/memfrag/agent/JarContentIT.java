package io.github.memfrag.agent;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.testing.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The one jar, as the build makes it. */
@Execution(ExecutionMode.CONCURRENT)
class JarContentIT {
    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(AgentJar.path().toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void nothingButTheBootstrapIsOutsideThePayload() {
        Set<String> roots = files().stream().map(entry -> entry.getName().replaceFirst("^(payload/|io/github/memfrag/agent/).*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("META-INF/LICENSE", "META-INF/MANIFEST.MF", "META-INF/NOTICE", "io/github/memfrag/agent/", "payload/"), roots);
    }

    @Test
    void theManifestNamesTheEntriesAndAsksForNoRightToChangeClasses() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();
        assertAll(
                () -> assertEquals("io.github.memfrag.agent.MemfragAgent", manifest.getValue("Premain-Class")),
                () -> assertEquals("io.github.memfrag.agent.MemfragAgent", manifest.getValue("Agent-Class")),
                () -> assertEquals("io.github.memfrag.agent.Main", manifest.getValue("Main-Class")),
                () -> assertEquals("false", manifest.getValue("Can-Redefine-Classes")),
                () -> assertEquals("false", manifest.getValue("Can-Retransform-Classes")),
                () -> assertEquals(System.getProperty("memfrag.version"), manifest.getValue("Implementation-Version")));
    }

    /** The same commit gives the same bytes. */
    @Test
    void noEntryTellsWhenItWasMade() {
        assertEquals(1, jar.stream().map(ZipEntry::getTimeLocal).distinct().count());
    }

    @Test
    void everyClassThatOursReachIsInTheJarOrInTheJdk(@TempDir Path directory) throws IOException {
        Path ours = directory.resolve("ours");
        Path libraries = directory.resolve("libraries");
        for (ZipEntry entry : files()) {
            String name = entry.getName().replaceFirst("^payload/", "");
            Path target = (name.contains("emfrag") ? ours : libraries).resolve(name);
            Files.createDirectories(target.getParent());
            try (InputStream content = jar.getInputStream(entry)) {
                Files.copy(content, target);
            }
        }
        assertEquals("", jdeps("--missing-deps", "--recursive", "--class-path", libraries.toString(), ours.toString()));
    }

    private List<ZipEntry> files() {
        return jar.stream().filter(entry -> !entry.isDirectory()).collect(Collectors.toList());
    }

    private static String jdeps(String... arguments) {
        StringWriter out = new StringWriter();
        ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(out), new PrintWriter(out), arguments);
        return out.toString().strip();
    }
}
