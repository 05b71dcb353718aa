package io.github.memfrag.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.Configuration;
import io.github.memfrag.config.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationWatchTest {
    @TempDir
    Path directory;

    private final List<Configuration> applied = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private Path file;
    private ConfigurationWatch watch;

    @BeforeEach
    void start() throws IOException {
        file = directory.resolve("memfrag.properties");
        Files.writeString(file, "port=9001\nrelief.max=compact\n");
        watch = watch("http.path=/x/");
    }

    private ConfigurationWatch watch(String arguments) {
        return new ConfigurationWatch(ConfigurationReader.read(arguments + ",config=" + file), applied::add, log::add);
    }

    @Test
    void aChangeIsTakenWithTheSecondLookThatSeesItAndToldInOneLine() throws IOException {
        Files.writeString(file, "port=9001\nrelief.max=none\nverdict.warning=70\n");
        watch.look();
        assertEquals(List.of(), log);

        watch.look();
        watch.look();
        assertEquals(List.of("config=" + file + ": from now on verdict.warning=70 instead of 80, relief.max=none instead of compact"), log);
        assertEquals(1, applied.size());
        assertEquals("none", applied.get(0).get(ConfigKey.RELIEF_MAX));
        assertEquals("none", watch.inForce().get(ConfigKey.RELIEF_MAX));
        assertEquals(List.of(), watch.warnings());
    }

    @Test
    void whatTakesARestartIsNotAppliedAndAWarningUntilItIsTakenBack() throws IOException {
        change("port=9002\nrelief.max=compact\n");

        assertEquals(List.of("config=" + file + ": with a restart port=9002 instead of 9001"), log);
        assertEquals(List.of(), applied);
        assertEquals(9001, watch.inForce().get(ConfigKey.PORT));
        assertEquals(List.of("config=" + file + ": a restart is needed for port=9002 instead of 9001"), watch.warnings());

        change("port=9002\nrelief.max=none\n");
        assertEquals("config=" + file + ": from now on relief.max=none instead of compact", log.get(1), "and no more of the port");

        change("port=9001\nrelief.max=none\n");
        assertEquals("config=" + file + ": nothing waits for a restart any more", log.get(2));
        assertEquals(List.of(), watch.warnings());
    }

    @Test
    void aBadLineIsToldOnceAndLeavesItsKeyWhileTheOthersApply() throws IOException {
        change("port=9001\nrelief.max=nothing\nsample.interval=5s\n");
        change("port=9001\nrelief.max=nothing\nsample.interval=6s\n");

        String problem = file + ": relief.max=nothing is not allowed; compact stays. Allowed: none, compact, pagecache or all";
        assertEquals(List.of(problem, "config=" + file + ": from now on sample.interval=5s instead of 15s",
                "config=" + file + ": from now on sample.interval=6s instead of 5s"), log);
        assertEquals(List.of(problem), watch.warnings());
        assertEquals("compact", watch.inForce().get(ConfigKey.RELIEF_MAX));

        change("port=9001\nrelief.max=compact\nsample.interval=6s\n");
        assertEquals("config=" + file + ": in order again", log.get(3));
        assertEquals(List.of(), watch.warnings());
    }

    @Test
    void aFileThatIsGoneLeavesEverythingWithOneWarningUntilItComesBack() throws IOException {
        String before = Files.readString(file);
        Files.delete(file);
        watch.look();
        watch.look();
        watch.look();

        assertEquals(List.of("config=" + file + ": no such file; what was read before stays"), log);
        assertEquals(log, watch.warnings());
        assertEquals(List.of(), applied);

        change(before);
        assertEquals("config=" + file + ": in order again", log.get(1));
        assertEquals(List.of(), watch.warnings());
        assertEquals(List.of(), applied);
    }

    @Test
    void aTouchedFileIsNoNews() throws IOException {
        change(Files.readString(file));

        assertEquals(List.of(), log);
        assertEquals(List.of(), applied);
    }

    @Test
    void whatWasWrongAtTheStartIsAWarningUntilItIsMended() throws IOException {
        Files.writeString(file, "relief.max=nothing\n");
        watch = watch("");
        assertEquals(List.of(file + ": relief.max=nothing is not allowed; the default all applies."
                + " Allowed: none, compact, pagecache or all"), watch.warnings());

        change("relief.max=none\n");
        assertEquals(List.of(), watch.warnings());
        assertEquals(List.of("config=" + file + ": from now on relief.max=none instead of all"), log);
    }

    @Test
    void aFileThatComesLaterIsTaken() throws IOException {
        Files.delete(file);
        watch = watch("");

        change("relief.max=none\n");

        assertEquals("none", watch.inForce().get(ConfigKey.RELIEF_MAX));
        assertEquals(List.of(), watch.warnings());
    }

    @Test
    void whatIsNoFileIsNotWatched() {
        file = Path.of("/dev/null");

        assertFalse(watch("").hasFile());
        assertFalse(new ConfigurationWatch(ConfigurationReader.read(""), applied::add, log::add).hasFile());
    }

    /** Writes, and looks until it is taken. */
    private void change(String text) throws IOException {
        Files.writeString(file, text);
        watch.look();
        watch.look();
    }
}
