package io.github.memfrag.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", ",", ",,"})
    void withoutArgumentsTheDefaultsApply(String arguments) {
        ConfigurationReader.Result result = ConfigurationReader.read(arguments);

        assertEquals(List.of(), result.problems());
        assertEquals(Configuration.defaults().texts(), result.configuration().texts());
    }

    @Test
    void anArgumentGoesOverTheFileAndTheFileOverTheDefault() {
        Path file = write("port=9001\nwatch.order=9\n");

        Configuration configuration = ConfigurationReader.read("port=9002,config=" + file).configuration();

        assertEquals(9002, configuration.get(ConfigKey.PORT));
        assertEquals(List.of(9), configuration.get(ConfigKey.WATCH_ORDER));
        assertEquals("127.0.0.1", configuration.get(ConfigKey.HOST));
    }

    @Test
    void listsJoinWithPlus() {
        assertEquals(Optional.of(List.of("Normal", "Movable")),
                ConfigurationReader.read("zones=Normal+Movable").configuration().get(ConfigKey.ZONES));
    }

    @Test
    void aThresholdMayBeSaidForASingleOrder() {
        Configuration configuration = ConfigurationReader.read("verdict.critical=90,verdict.critical.9=99.5").configuration();

        assertEquals(Optional.of(99.5), configuration.own(ConfigKey.VERDICT_CRITICAL, 9));
        assertEquals(Optional.empty(), configuration.own(ConfigKey.VERDICT_CRITICAL, 4));
        assertEquals(90, configuration.get(ConfigKey.VERDICT_CRITICAL));
        assertEquals("99.5", configuration.texts().get("verdict.critical.9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"verdict.critical.31", "verdict.critical.-1", "verdict.critical.09", "verdict.critical.", "verdict.samples.4"})
    void onlyThresholdsAndOnlyOrdersThatAKernelMayHaveMakeAKey(String name) {
        List<String> problems = ConfigurationReader.read(name + "=9").problems();

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith("unknown key '" + name + "'; ignored. Known: config, "), problems.get(0));
        assertTrue(problems.get(0).contains(" verdict.critical[.ORDER],"), problems.get(0));
    }

    @ParameterizedTest
    @CsvSource({"15s, 15000", "15, 15000", "1500ms, 1500", "5m, 300000", "1h, 3600000"})
    void durationsCarryUnitsAndABareNumberIsSeconds(String text, long millis) {
        assertEquals(Duration.ofMillis(millis),
                ConfigurationReader.read("sample.interval=" + text).configuration().get(ConfigKey.SAMPLE_INTERVAL));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "port=70000            | port=70000 is not allowed; the default 8797 applies. Allowed: a whole number from 0 to 65535",
        "port=                 | port= is not allowed; the default 8797 applies. Allowed: a whole number from 0 to 65535",
        "http=yes              | http=yes is not allowed; the default on applies. Allowed: on or off",
        "sample.interval=10ms  | sample.interval=10ms is not allowed; the default 15s applies. Allowed: a duration from 1s to 1h,"
                + " for example 500ms, 15s, 5m, 1h",
        "sample.interval=99999999999s | sample.interval=99999999999s is not allowed; the default 15s applies. Allowed: a duration"
                + " from 1s to 1h, for example 500ms, 15s, 5m, 1h",
        "zones=Normal+         | zones=Normal+ is not allowed; the default auto applies. Allowed: auto, or a zone name such as"
                + " Normal, or several joined with +",
        "http.path=jolokia     | http.path=jolokia is not allowed; the default /jolokia/ applies. Allowed: a path such as /jolokia/",
        "watch.order=4+31      | watch.order=4+31 is not allowed; the default 4 applies. Allowed: a whole number from 0 to 30, or several"
                + " joined with +",
        "verdict.warning=80%   | verdict.warning=80% is not allowed; the default 80 applies. Allowed: a percentage from 0.1 to 100, with"
                + " one decimal at most",
        "verdict.warning=0     | verdict.warning=0 is not allowed; the default 80 applies. Allowed: a percentage from 0.1 to 100, with"
                + " one decimal at most",
        "verdict.warning=100.1 | verdict.warning=100.1 is not allowed; the default 80 applies. Allowed: a percentage from 0.1 to 100, with"
                + " one decimal at most",
        "verdict.samples=0     | verdict.samples=0 is not allowed; the default 4 applies. Allowed: a whole number from 1 to 60",
        "verdict.blocks.9=many | verdict.blocks.9=many is not allowed; what holds for all orders applies. Allowed: a whole number from 1"
                + " to 1000000",
        "config=/no/such/file  | config=/no/such/file: no such file; the defaults apply",
        "verbose               | 'verbose' is not key=value; ignored",
        "=5                    | '=5' is not key=value; ignored",
    })
    void aBadArgumentIsNamedInOneLineAndTheDefaultApplies(String arguments, String problem) {
        ConfigurationReader.Result result = ConfigurationReader.read(arguments);

        assertEquals(List.of(problem), result.problems());
        assertEquals(Configuration.defaults().get(ConfigKey.PORT), result.configuration().get(ConfigKey.PORT));
    }

    @Test
    void anUnknownKeyIsNamedWithTheKnownOnes() {
        List<String> problems = ConfigurationReader.read("prot=1,port=2").problems();

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith("unknown key 'prot'; ignored. Known: config, start.delay, "), problems.get(0));
    }

    @Test
    void aBadArgumentLeavesTheFilesValue() {
        Path file = write("port=9001\n");

        ConfigurationReader.Result result = ConfigurationReader.read("config=" + file + ",port=x");

        assertEquals(9001, result.configuration().get(ConfigKey.PORT));
        assertTrue(result.problems().get(0).contains("the file's 9001 applies"), result.problems().get(0));
    }

    @Test
    void aBadLineOfTheFileIsNamedWithTheFile() {
        Path file = write("http=maybe\nconfig=/etc/other\n");

        List<String> problems = ConfigurationReader.read("config=" + file).problems();

        assertEquals(List.of(file + ": config names a file and cannot stand in one; ignored",
                file + ": http=maybe is not allowed; the default on applies. Allowed: on or off"), problems);
    }

    @Test
    void aFileThatIsNoPropertiesFileIsNamed() {
        Path file = write("port=\\u00zz\n");

        ConfigurationReader.Result result = ConfigurationReader.read("config=" + file);

        assertEquals(1, result.problems().size());
        assertTrue(result.problems().get(0).startsWith("config=" + file + " cannot be read ("), result.problems().get(0));
    }

    @Test
    void aDirectoryIsCalledOne(@TempDir Path directory) {
        assertEquals(List.of("config=" + directory + " cannot be read (it is a directory); the defaults apply"),
                ConfigurationReader.read("config=" + directory).problems());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "config=/no/such/file | config=/no/such/file: no such file",
        "verbose              | 'verbose' is not key=value",
        "http=maybe           | http=maybe is not allowed. Allowed: on or off"})
    void whoDoesNotGoOnIsNotToldWhatWouldApply(String arguments, String fault) {
        assertEquals(List.of(fault), ConfigurationReader.read(arguments).faults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "verdict.warning=97,verdict.blocks=64 | verdict.warning=97 is above verdict.critical=95; the defaults 80 and 95 apply",
        "verdict.warning=70,verdict.critical.9=60.5 | verdict.warning.9=70 is above verdict.critical.9=60.5; what holds for all orders,"
                + " 70 and 95, applies"})
    void aLineOfWarningAboveThatOfCriticalIsNamedAndDoesNotApply(String arguments, String problem) {
        ConfigurationReader.Result result = ConfigurationReader.read(arguments);

        assertEquals(List.of(problem), result.problems());
        assertEquals("95", result.configuration().texts().get("verdict.critical"));
        assertEquals(Optional.empty(), result.configuration().own(ConfigKey.VERDICT_CRITICAL, 9));
    }

    @Test
    void readAgainAChangedFileAppliesAndALineThatIsGoneMeansTheDefault() {
        ConfigurationReader.Result first = ConfigurationReader.read("config=" + write("port=9001\nrelief.max=none\n"));

        write("port=9002\n");
        Configuration again = first.again().configuration();

        assertEquals(9002, again.get(ConfigKey.PORT));
        assertEquals("all", again.get(ConfigKey.RELIEF_MAX));
    }

    @Test
    void readAgainAnArgumentStillGoesOverTheFile() {
        ConfigurationReader.Result first = ConfigurationReader.read("relief.max=none,config=" + write("relief.max=compact\n"));

        write("relief.max=all\n");

        assertEquals("none", first.again().configuration().get(ConfigKey.RELIEF_MAX));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "relief.max=nothing | relief.max=nothing is not allowed; none stays. Allowed: none, compact, pagecache or all",
        "relief.max=        | relief.max= is not allowed; none stays. Allowed: none, compact, pagecache or all",
        "port=x             | port=x is not allowed; the default 8797 applies. Allowed: a whole number from 0 to 65535",
        "verdict.blocks.9=x | verdict.blocks.9=x is not allowed; 16 stays. Allowed: a whole number from 1 to 1000000"})
    void readAgainABadValueLeavesWhatAppliedBefore(String line, String problem) {
        String before = "relief.max=none\nverdict.blocks.9=16\n";
        ConfigurationReader.Result first = ConfigurationReader.read("config=" + write(before));

        ConfigurationReader.Result again = readAgain(first, before + line);
        assertEquals(List.of(directory.resolve("memfrag.properties") + ": " + problem), again.problems());
        assertEquals(first.configuration().texts(), again.configuration().texts());
        assertEquals(first.configuration().texts(), readAgain(again, before + line).configuration().texts(), "and once more");
    }

    @Test
    void readAgainAMistypedKeyTakesNothingBack() {
        ConfigurationReader.Result first = ConfigurationReader.read("config=" + write("relief.max=none\nport=9001\n"));

        ConfigurationReader.Result again = readAgain(first, "relief.mx=compact\nport=9002\n");

        assertEquals(1, again.problems().size());
        assertTrue(again.problems().get(0).startsWith(first.file().orElseThrow()
                + ": unknown key 'relief.mx'; ignored, and keys whose line is gone stay as they were. Known: "), again.problems().get(0));
        assertEquals("none", again.configuration().get(ConfigKey.RELIEF_MAX));
        assertEquals(9002, again.configuration().get(ConfigKey.PORT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "verdict.warning=99                          | verdict.warning=99 is above verdict.critical=90; 70 and 90 stay",
        "verdict.critical=90,verdict.warning=71,verdict.warning.9=98 | verdict.warning.9=98 is above verdict.critical.9=97; 96 and 97 stay",
        "verdict.warning=95,verdict.critical=94      | verdict.warning=95 is above verdict.critical=94; 70 and 90 stay"})
    void readAgainAContradictionLeavesWhatAppliedBefore(String lines, String problem) {
        String before = "verdict.warning=70\nverdict.critical=90\nverdict.warning.9=96\nverdict.critical.9=97\n";
        ConfigurationReader.Result first = ConfigurationReader.read("config=" + write(before));

        ConfigurationReader.Result again = readAgain(first, before + lines.replace(',', '\n'));

        assertEquals(List.of(problem), again.problems());
        assertEquals("90", again.configuration().texts().get("verdict.critical"));
        assertEquals("96", again.configuration().texts().get("verdict.warning.9"));
    }

    @Test
    void readAgainAFileThatIsGoneOrEmptyOrNoFileLeavesEverything() throws IOException {
        Path file = write("relief.max=none\n");
        ConfigurationReader.Result first = ConfigurationReader.read("config=" + file);

        assertLeavesEverything(first, readAgain(first, ""), " cannot be read (it is empty; a comment in it, and all defaults apply)");
        Files.delete(file);
        assertLeavesEverything(first, first.again(), ": no such file");
        Files.createDirectory(file);
        assertLeavesEverything(first, first.again(), " cannot be read (it is a directory)");
        ConfigurationReader.Result device = ConfigurationReader.read("config=/dev/null");
        assertLeavesEverything(device, device.again(), " cannot be read (it is no file)");
    }

    private static void assertLeavesEverything(ConfigurationReader.Result first, ConfigurationReader.Result again, String problem) {
        assertEquals(List.of("config=" + first.file().orElseThrow() + problem + "; what was read before stays"), again.problems());
        assertEquals(first.configuration().texts(), again.configuration().texts());
    }

    @Test
    void onlyThoseProblemsAreNewThatWereNotThereBefore() {
        ConfigurationReader.Result first = ConfigurationReader.read("config=" + write("port=x\n"));

        assertEquals(List.of(), readAgain(first, "port=x\nhost=::\n").problemsSince(first));
        assertEquals(1, readAgain(first, "port=x\nhttp=x\n").problemsSince(first).size());
    }

    private ConfigurationReader.Result readAgain(ConfigurationReader.Result before, String text) {
        write(text);
        return before.again();
    }

    private Path write(String text) {
        try {
            return Files.writeString(directory.resolve("memfrag.properties"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
