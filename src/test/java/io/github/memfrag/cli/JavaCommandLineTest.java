package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaCommandLineTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
            "java Main,                                                          Main",
            "/usr/lib/jvm/x/bin/java -Xmx1g -ea kafka.Kafka server.properties,   kafka.Kafka",
            "java -cp /a:/b -Dx=y org.apache.cassandra.service.CassandraDaemon,  org.apache.cassandra.service.CassandraDaemon",
            "java -classpath a --add-opens java.base/java.lang=ALL-UNNAMED Main, Main",
            "java -jar /opt/service/app.jar --port 80,                           app.jar",
            "java -javaagent:/opt/memfrag-agent.jar=port=0 -jar app.jar,         app.jar",
            "java --module-path mods -m com.example/com.example.Main,            com.example.Main",
            "java @options.txt,                                                  java @options.txt",
            "/usr/bin/jsvc -cp x Main,                                           jsvc",
            "java,                                                               java",
            "java -jar,                                                          java"})
    void theSubjectOfACommandLine(String commandLine, String subject) {
        assertEquals(subject, JavaCommandLine.subject(List.of(commandLine.split(" "))));
    }

    @Test
    void aProcessWithoutArgumentsIsUnknown() {
        assertEquals("?", JavaCommandLine.subject(List.of()));
    }
}
