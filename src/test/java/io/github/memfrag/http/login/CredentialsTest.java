package io.github.memfrag.http.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @ParameterizedTest
    @CsvSource({"alice:secret,alice,secret", "alice:a:b,alice,a:b", "alice:,alice,''", "alice:Käse €,alice,Käse €",
        "a@b.example:x,a@b.example,x"})
    void aHeaderHoldsANameAndAPassword(String text, String name, String password) {
        Credentials credentials = Credentials.parse("Basic " + base64(text)).orElseThrow();
        assertEquals(name, credentials.name());
        assertEquals(password, credentials.password());
    }

    @Test
    void theSchemeIsInAnyCase() {
        assertEquals("alice", Credentials.parse("bAsIc   " + base64("alice:secret")).orElseThrow().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic =", "Basic !!!", "Bearer YWxpY2U6c2VjcmV0", "Basic YWxpY2U=",
        "Basic OnNlY3JldA==",
        "Basic YWxp\u0000Y2U6c2VjcmV0", "Digest username=\"alice\""})
    void nothingElseDoes(String header) {
        assertEquals(Optional.empty(), Credentials.parse(header));
    }

    @Test
    void whatIsNotUtf8OrNoNameIsNone() {
        assertEquals(Optional.empty(), Credentials.parse("Basic " + Base64.getEncoder().encodeToString(
                "alice:K\u00e4se".getBytes(StandardCharsets.ISO_8859_1))));
        assertEquals(Optional.empty(), Credentials.parse("Basic " + base64("a b:secret")));
        assertEquals(Optional.empty(), Credentials.parse("Basic " + base64("a".repeat(65) + ":secret")));
    }

    @Test
    void asTextTheyHoldNoPassword() {
        assertEquals("alice", new Credentials("alice", "secret").toString());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
