package io.github.memfrag.http.login;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The users that a file names, one a line: {@code NAME ROLE HASH}. Empty lines and those that begin with # are kept where they
 * are. Immutable.
 */
public final class Users {
    private static final String COMMENT = "#";
    private static final String HEADING =
            "# Users of memfrag-agent over HTTP: NAME ROLE HASH. 'java -jar memfrag-agent.jar passwd' maintains this file.";

    private final List<String> lines;
    private final Map<String, User> byName;

    private Users(List<String> lines, Map<String, User> byName) {
        this.lines = Collections.unmodifiableList(lines);
        this.byName = Collections.unmodifiableMap(byName);
    }

    public static Users none() {
        return new Users(Collections.singletonList(HEADING), Collections.emptyMap());
    }

    /** @throws IllegalArgumentException naming the line that is wrong, without repeating what stands in it */
    static Users parse(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(requireNonNull(text, "text is null").split("\r?\n")));
        Map<String, User> byName = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            if (!line.isEmpty() && !line.startsWith(COMMENT)) {
                User user = user(line, "line " + (i + 1));
                if (byName.put(user.name(), user) != null) {
                    throw new IllegalArgumentException("line " + (i + 1) + " names the user " + user.name() + " once more");
                }
            }
        }
        return new Users(lines, byName);
    }

    private static User user(String line, String where) {
        String[] words = line.split("\\s+");
        if (words.length != 3) {
            throw new IllegalArgumentException(where + " is not NAME ROLE HASH");
        }
        if (!User.isName(words[0])) {
            throw new IllegalArgumentException(where + ": the name is not " + User.NAMES);
        }
        Role role = Role.parse(words[1]).orElseThrow(() -> new IllegalArgumentException(where + ": the role is not " + Role.ALLOWED));
        PasswordHash hash = PasswordHash.parse(words[2])
                .orElseThrow(() -> new IllegalArgumentException(where + ": the third word is not a hash that 'passwd' makes"));
        return new User(words[0], role, hash);
    }

    public Optional<User> named(String name) {
        return Optional.ofNullable(byName.get(requireNonNull(name, "name is null")));
    }

    Set<String> names() {
        return byName.keySet();
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Whether one of them may do more than read. */
    public boolean haveAnOperator() {
        return byName.values().stream().anyMatch(user -> user.role().ceiling().isPresent());
    }

    /** What the dearest comparison of a password costs; empty where there is no user. */
    OptionalInt mostIterations() {
        return byName.values().stream().mapToInt(user -> user.hash().iterations()).max();
    }

    /** The same with one more, or with one replaced by another of the same name. */
    public Users with(User user) {
        String line = user.name() + " " + user.role() + " " + user.hash().text();
        List<String> changed = new ArrayList<>(lines);
        if (byName.containsKey(user.name())) {
            changed.replaceAll(old -> isOf(old, user.name()) ? line : old);
        } else {
            changed.add(line);
        }
        return parse(String.join("\n", changed));
    }

    public Users without(String name) {
        List<String> changed = new ArrayList<>(lines);
        changed.removeIf(line -> isOf(line, name));
        return parse(String.join("\n", changed));
    }

    /** Those of them that stand unchanged in another text, which need not be one that {@link #parse} takes. */
    Users unchangedIn(String text) {
        Set<String> standing = Arrays.stream(text.split("\r?\n")).map(Users::normal).collect(Collectors.toSet());
        List<String> kept = new ArrayList<>(lines);
        kept.removeIf(line -> !standing.contains(normal(line)));
        return parse(String.join("\n", kept));
    }

    private static String normal(String line) {
        return line.trim().replaceAll("\\s+", " ");
    }

    private static boolean isOf(String line, String name) {
        return line.trim().split("\\s+")[0].equals(name);
    }

    /** As {@link #parse} takes it. */
    String text() {
        return String.join("\n", lines) + "\n";
    }
}
