package io.github.memfrag.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.testing.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the build left out of the jar is not missed. */
@Execution(ExecutionMode.CONCURRENT)
class PayloadIT {
    @TempDir
    private Path directory;
    private Path ours;
    private Path libraries;

    @BeforeEach
    void unpack() throws IOException {
        ours = directory.resolve("ours");
        libraries = directory.resolve("libraries");
        try (ZipFile jar = new ZipFile(AgentJar.path().toFile())) {
            for (ZipEntry entry : jar.stream().filter(found -> found.getName().matches("payload/.*\\.class")).toList()) {
                String name = entry.getName().substring("payload/".length());
                Path target = (name.contains("memfrag") || name.contains("Memfrag") ? ours : libraries).resolve(name);
                Files.createDirectories(target.getParent());
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, target);
                }
            }
        }
    }

    @Test
    void everyClassThatOursReachIsInTheJarOrInTheJdk() {
        assertEquals("", jdeps("--missing-deps", "--recursive", "--class-path", libraries.toString(), ours.toString()));
    }

    private static String jdeps(String... arguments) {
        StringWriter out = new StringWriter();
        ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(out), new PrintWriter(System.err), arguments);
        return out.toString().strip();
    }
}
