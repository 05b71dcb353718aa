package io.github.memfrag.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                """);
        for (ConfigKey<?> key : ConfigKey.all()) {
            if (key != ConfigKey.CONFIG) {
                text.append('\n').append(wrapped(key.meaning())).append(wrapped("Allowed: " + key.allowed() + "."))
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
