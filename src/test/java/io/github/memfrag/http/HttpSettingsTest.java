package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.http.tls.TlsSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class HttpSettingsTest {
    static final List<Executable> IMPOSSIBLE = List.of(
            () -> HttpSettings.defaults().withPort(-1),
            () -> HttpSettings.defaults().withPort(65536),
            () -> HttpSettings.defaults().withPath("jolokia"),
            () -> HttpSettings.defaults().withRetryMillis(0),
            () -> HttpLimits.defaults().withMaxConnections(0),
            () -> HttpLimits.defaults().withTransferMillis(0),
            () -> HttpLimits.defaults().withIdleMillis(0),
            () -> HttpLimits.defaults().withRequestsPerSecond(0));

    @ParameterizedTest
    @CsvSource({"/jolokia,/jolokia/", "/jolokia/,/jolokia/", "/,/", "/a/b,/a/b/"})
    void aPathEndsWithASlash(String given, String path) {
        assertEquals(path, HttpSettings.defaults().withPath(given).path());
    }

    /** Whose answers would be read on their way: of nobody's there are none. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            10.0.0.1,  READ, false, false, true
            10.0.0.1,  NONE, true,  false, true
            10.0.0.1,  AUTO, true,  false, true
            0.0.0.0,   READ, true,  false, true
            10.0.0.1,  NONE, false, false, false
            10.0.0.1,  AUTO, false, false, false
            10.0.0.1,  READ, true,  true,  false
            127.0.0.1, READ, true,  false, false
            ::1,       AUTO, true,  false, false
            """)
    void withoutTlsWhatLeavesTheHostIsAWarning(String address, Anonymous anonymous, boolean users, boolean tls, boolean warned)
            throws Exception {
        HttpSettings settings = HttpSettings.defaults().withHost(address)
                .withAccess(HttpAccess.defaults().withAnonymous(anonymous).withUsersFile(users ? Optional.of(Path.of("users")) : Optional.empty()))
                .withTls(TlsSettings.of(ConfigurationReader.read(tls ? "http.tls.certificate=x" : "").configuration()));
        assertEquals(warned, settings.plainTextWarning(InetAddress.getByName(address)).isPresent());
    }

    @ParameterizedTest
    @FieldSource("IMPOSSIBLE")
    void whatCannotBeIsRefused(Executable setting) {
        assertThrows(IllegalArgumentException.class, setting);
    }

    @Test
    void theDefaultIsReadOnlyOnLoopback() {
        assertEquals("127.0.0.1", HttpSettings.defaults().host());
        assertEquals(8797, HttpSettings.defaults().port());
        assertEquals("/jolokia/", HttpSettings.defaults().path());
        assertEquals(false, HttpSettings.defaults().access().operations());
    }
}
