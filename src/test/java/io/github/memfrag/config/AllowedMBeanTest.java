package io.github.memfrag.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedMBeanTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "all", textBlock = """
            java.lang:type=Memory                                 | java.lang:type=Memory                       | all
            java.lang:type=Memory!HeapMemoryUsage                 | java.lang:type=Memory                       | HeapMemoryUsage
            java.lang:type=GarbageCollector;name=*                | java.lang:type=GarbageCollector,name=*      | all
            java.lang:name=G1 Old Generation;type=MemoryPool!Name | java.lang:name=G1 Old Generation,type=MemoryPool | Name
            java.lang:type=GarbageCollector,name=*!Name           | java.lang:type=GarbageCollector,name=*      | Name
            kafka.server:*                                        | kafka.server:*                              | all
            Catalina:type=ThreadPool;name="http-nio-8080"         | Catalina:type=ThreadPool,name="http-nio-8080" | all
            """)
    void anEntryIsAnMBeanOrOneAttribute(String text, String pattern, String attribute) throws Exception {
        AllowedMBean entry = AllowedMBean.parse(text).orElseThrow();
        assertEquals(new ObjectName(pattern), entry.pattern());
        assertEquals(Optional.ofNullable(attribute), entry.attribute());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            java.lang:type=Runtime,                  true
            java.lang:*,                             true
            java.lang:type=Runtime!SystemProperties, true
            java.lang:type=Runtime!InputArguments,   true
            java.lang:type=Runtime!Uptime,           false
            java.lang:type=Memory,                   false
            other:type=Runtime,                      false
            """)
    void theJvmsPropertiesAndCommandLineAreSecrets(String text, boolean secrets) {
        assertEquals(secrets, AllowedMBean.parse(text).orElseThrow().opensSecrets());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "*:*", "java.*:type=Memory", "?:type=Memory", ":type=Memory", "java.lang", "java.lang:", "java.lang:type",
        "java.lang:type=Memory!", "java.lang:type=Memory!a!b", "java.lang:type=Memory!a;b", "java.lang:type=a;type=b", "!HeapMemoryUsage"})
    void nothingElseIs(String text) {
        assertEquals(Optional.empty(), AllowedMBean.parse(text));
    }

    @Test
    void severalFitIntoAnArgument() {
        ConfigurationReader.Result read = ConfigurationReader.read(
                "port=1,http.allow=java.lang:type=Memory!HeapMemoryUsage+java.lang:type=GarbageCollector;name=*,host=::1");
        assertEquals(List.of(), read.problems());
        assertEquals(2, read.configuration().get(ConfigKey.HTTP_ALLOW).orElseThrow().size());
    }

    @Test
    void inAFileACommaIsAComma(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "http.allow=java.lang:type=GarbageCollector,name=*+java.lang:type=Memory\n");
        ConfigurationReader.Result read = ConfigurationReader.read("config=" + file);
        assertEquals(List.of(), read.problems());
        assertEquals("java.lang:type=GarbageCollector,name=*",
                read.configuration().get(ConfigKey.HTTP_ALLOW).orElseThrow().get(0).pattern().toString());
    }

    @Test
    void aDomainThatIsNotSpelledOutIsAProblemThatSaysWhatIsAllowed() {
        List<String> problems = ConfigurationReader.read("http.allow=*:*").problems();
        assertTrue(problems.get(0).startsWith("http.allow=*:* is not allowed; ") && problems.get(0).contains("its domain spelled out"),
                problems.toString());
    }
}
