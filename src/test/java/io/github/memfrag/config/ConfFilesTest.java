package io.github.memfrag.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfFilesTest {
    private static final Path CONF = Path.of(System.getProperty("basedir", ""), "conf");

    @Test
    void allThatOperatorsInstallIsInTheJarWordForWord() throws IOException {
        Map<String, String> folder = new TreeMap<>();
        try (Stream<Path> files = Files.walk(CONF)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                folder.put(CONF.relativize(file).toString(), Files.readString(file));
            }
        }
        Map<String, String> packed = new TreeMap<>();
        ConfFiles.names().forEach(name -> packed.put(name, ConfFiles.text(name)));
        assertEquals(folder, packed);
    }

    @Test
    void nothingElseIsGivenAway() {
        assertThrows(IllegalArgumentException.class, () -> ConfFiles.text("../version.properties"));
    }
}
