package io.github.memfrag.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigKeyTest {
    private static final Path DOCUMENT = Path.of("conf/memfrag.properties");

    static List<ConfigKey<?>> keys() {
        return ConfigKey.all();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyKeyAcceptsItsOwnDefault(ConfigKey<?> key) {
        assertTrue(key.parse(key.defaultText()).isPresent(), key + "=" + key.defaultText());
    }

    /** What opens sockets, files and records, or decides who gets in, is decided at the start. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "AT_ONCE | watch.order zones sample.interval verdict.warning verdict.critical verdict.blocks verdict.samples"
                    + " verdict.failure.hold relief.max relief.cooldown.drop relief.cooldown.compact relief.auto relief.auto.max"
                    + " relief.auto.window relief.auto.perDay http.operations",
            "RESTART | config start.delay log state.dir kernel.root kernel.log http host port http.path http.users http.anonymous"
                    + " http.allow http.limit.rate http.tls.certificate http.tls.key http.tls.keystore http.tls.password.file"
                    + " http.tls.clients"})
    void everyKeySaysWhatAChangeTakes(Change change, String keys) {
        assertEquals(Set.of(keys.split(" ")), ConfigKey.all().stream().filter(key -> key.change() == change).map(ConfigKey::name)
                .collect(Collectors.toSet()));
    }

    @Test
    void aKeyForOneOrderTakesWhatItTakesForAll() {
        assertEquals(Change.AT_ONCE, ConfigKey.named("verdict.critical.9").orElseThrow().change());
    }

    /** To mend the document: {@code mvn test -Dtest=ConfigKeyTest -Dmemfrag.write.documents=true}. */
    @Test
    void theConfigurationFileDocumentsEveryKey() throws IOException {
        if (Boolean.getBoolean("memfrag.write.documents")) {
            Files.writeString(DOCUMENT, document());
        }
        assertEquals(document(), Files.readString(DOCUMENT));
    }

    @Test
    void theDocumentIsAConfigurationThatChangesNothing() {
        ConfigurationReader.Result result = ConfigurationReader.read("config=" + DOCUMENT);

        assertEquals(List.of(), result.problems());
        assertEquals(Configuration.defaults().get(ConfigKey.PORT), result.configuration().get(ConfigKey.PORT));
    }

    private static String document() {
        StringBuilder text = new StringBuilder("""
                # memfrag-agent: every key with its default.
                #
                #   java -javaagent:memfrag-agent.jar=config=/etc/memfrag/memfrag.properties,port=8799 ...
                #
                # An argument goes over this file, this file over the default. An unknown key or a bad value is named in the
                # log and in the Agent MBean, the default applies, and the host service runs on. Durations carry a unit (500ms,
                # 15s, 5m, 1h; a bare number is seconds), lists join with +.
                #
                # A running agent reads this file again when it changes: what a change takes stands at each key. What is wrong
                # then leaves the value of before; a file that is gone, empty or unreadable leaves everything as it was.
                """);
        for (ConfigKey<?> key : ConfigKey.all()) {
            if (key != ConfigKey.CONFIG) {
                text.append('\n').append(wrapped(key.meaning())).append(wrapped("Allowed: " + key.allowed() + "."))
                        .append(wrapped(key.change().text()))
                        .append('#').append(key.name()).append('=').append(key.defaultText()).append('\n');
            }
        }
        return text.toString();
    }

    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder("#");
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > 120) {
                lines.append(line).append('\n');
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        return lines.append(line).append('\n').toString();
    }
}
