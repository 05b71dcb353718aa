package io.github.memfrag.http.login;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.relief.helper.Ceiling;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
    private static final String HASH = PasswordHash.of("secret".toCharArray(), TestUsers.CHEAP).text();

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            read,              none,      read
            operate,           ALL,       operate
            operate:all,       ALL,       operate
            operate:pagecache, PAGECACHE, operate:pagecache
            operate:compact,   COMPACT,   operate:compact
            """)
    void aRoleIsAWordAndOfAnOperatorACeiling(String text, Ceiling ceiling, String written) {
        Role role = Role.parse(text).orElseThrow();
        assertEquals(Optional.ofNullable(ceiling), role.ceiling());
        assertEquals(written, role.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "READ", "admin", "operate:", "operate:none", "operate:ALL", "read:compact", "operate:compact:all"})
    void nothingElseIsARole(String text) {
        assertEquals(Optional.empty(), Role.parse(text));
    }

    @Test
    void aFileNamesAUserALine() {
        Users users = Users.parse("# ours\n\nalice operate:compact " + HASH + "\r\n  bob\tread  " + HASH + "  \n");
        assertAll(
                () -> assertEquals("alice (operate:compact)", users.named("alice").orElseThrow().toString()),
                () -> assertEquals("bob (read)", users.named("bob").orElseThrow().toString()),
                () -> assertEquals(Optional.empty(), users.named("Alice")),
                () -> assertTrue(users.haveAnOperator()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alice read                | line 2 is not NAME ROLE HASH
            alice read HASH more      | line 2 is not NAME ROLE HASH
            a:ice read HASH           | line 2: the name is not 1 to 64 of the characters A-Z a-z 0-9 . _ @ -
            alice HASH read           | line 2: the role is not read, operate, operate:compact or operate:pagecache
            alice read secret         | line 2: the third word is not a hash that 'passwd' makes
            alice operate:some HASH   | line 2: the role is not read, operate, operate:compact or operate:pagecache
            bob read HASH             | line 2 names the user bob once more
            """)
    void aLineThatIsWrongIsNamedAndNotRepeated(String line, String problem) {
        String text = "bob read " + HASH + "\n" + line.replace("HASH", HASH) + "\n";
        assertEquals(problem, assertThrows(IllegalArgumentException.class, () -> Users.parse(text)).getMessage());
    }

    @Test
    void aChangeKeepsAllElseWhereItWas() {
        Users users = Users.parse("# first\nalice read " + HASH + "\n\n#alice is on leave\nbob read " + HASH + "\n# last\n");
        User alice = new User("alice", Role.operate(Ceiling.ALL), PasswordHash.parse(HASH).orElseThrow());
        User carol = new User("carol", Role.read(), PasswordHash.parse(HASH).orElseThrow());
        assertEquals("# first\nalice operate " + HASH + "\n\n#alice is on leave\nbob read " + HASH + "\n# last\ncarol read " + HASH + "\n",
                users.with(alice).with(carol).text());
        assertEquals("# first\n\n#alice is on leave\nbob read " + HASH + "\n# last\n", users.without("alice").text());
    }

    @Test
    void withoutUsersThereIsNoOperatorEither() {
        assertTrue(Users.none().isEmpty());
        assertFalse(Users.none().haveAnOperator());
        assertFalse(Users.parse("alice read " + HASH).haveAnOperator());
    }
}
