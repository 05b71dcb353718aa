package io.github.memfrag.http.login;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final String SALT = "MDEyMzQ1Njc4OWFiY2RlZg==";
    private static final String HASH = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    @ParameterizedTest
    @ValueSource(strings = {"correct horse", "Käse für 5 €", "密码密码密码密码", "\uD83D\uDD11 key"})
    void itIsOfItsPasswordAndOfNoOther(String password) {
        PasswordHash hash = PasswordHash.of(password.toCharArray(), TestUsers.CHEAP);
        assertAll(
                () -> assertTrue(hash.isOf(password.toCharArray())),
                () -> assertFalse(hash.isOf((password + " ").toCharArray())),
                () -> assertFalse(hash.isOf(new char[0])));
    }

    /** The longest input of RFC 6070; the hash is what Python's hashlib.pbkdf2_hmac('sha256', ...) makes of it. */
    @Test
    void itFollowsTheStandard() {
        PasswordHash hash = PasswordHash.parse("pbkdf2-sha256:4096:c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0:"
                + "NIyJ28vTKy8y2BS4EW6EzysXNH68GAAYHE4qH7jdU+E=").orElseThrow();
        assertTrue(hash.isOf("passwordPASSWORDpassword".toCharArray()));
    }

    @Test
    void twoOfOnePasswordDiffer() {
        assertNotEquals(PasswordHash.of("secret".toCharArray(), TestUsers.CHEAP), PasswordHash.of("secret".toCharArray(), TestUsers.CHEAP));
    }

    @Test
    void itIsTheSameAfterItWasWritten() {
        PasswordHash hash = PasswordHash.of("secret".toCharArray(), TestUsers.CHEAP);
        assertEquals(Optional.of(hash), PasswordHash.parse(hash.text()));
    }

    @Test
    void whatPasswdMakesCostsAGuesserSomething() {
        assertTrue(PasswordHash.of("secret".toCharArray()).iterations() >= 210_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "secret", "pbkdf2-sha256:100", "pbkdf2-sha256:0:" + SALT + ":" + HASH, "pbkdf2-sha256:-1:" + SALT + ":" + HASH,
            "pbkdf2-sha256:10000001:" + SALT + ":" + HASH, "pbkdf2-sha256:99999999999:" + SALT + ":" + HASH,
            "pbkdf2-sha1:100:" + SALT + ":" + HASH, "pbkdf2-sha256:100:c2FsdA==:" + HASH, "pbkdf2-sha256:100:" + SALT + ":" + SALT,
            "pbkdf2-sha256:100:" + SALT + ":=" + HASH})
    void nothingElseIsOne(String text) {
        assertEquals(Optional.empty(), PasswordHash.parse(text));
    }

    @Test
    void asTextForPeopleItTellsNothing() {
        assertEquals("pbkdf2-sha256", PasswordHash.of("secret".toCharArray(), TestUsers.CHEAP).toString());
    }
}
