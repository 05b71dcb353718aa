package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.http.login.PasswordHash;
import io.github.memfrag.http.login.Role;
import io.github.memfrag.http.login.User;
import io.github.memfrag.http.login.Users;
import io.github.memfrag.http.login.UsersFile;
import io.github.memfrag.kernel.VmControls;
import io.github.memfrag.relief.helper.Ceiling;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code passwd USER}: maintains the file of the users who may log in over HTTP. */
final class PasswdCommand implements Command {
    private static final Path USUAL_FILE = Paths.get("/etc/memfrag/users");
    private static final String READ = "read";
    private static final String OPERATE = "operate";
    private static final Option ROLE = Option.withValue("--role", "ROLE", "read, or operate: start what cures, too");
    private static final Option MAX = Option.withValue("--max", "STEP",
            "How far an operator may go: compact, pagecache or all");
    private static final Option FILE = Option.withValue("--file", "FILE", "The file (default " + USUAL_FILE + ")");
    private static final Option KEEP = Option.flag("--keep-password", "Change the role only");
    private static final Option DELETE = Option.flag("--delete", "Remove the user");

    private final Supplier<NewPassword> newPassword;
    private final Path usualFile;

    PasswdCommand() {
        this(NewPassword::ofProcess, USUAL_FILE);
    }

    /**
     * @param newPassword made only when it is needed
     * @param usualFile the file where none is named; its folder is made where it is missing
     */
    PasswdCommand(Supplier<NewPassword> newPassword, Path usualFile) {
        this.newPassword = requireNonNull(newPassword, "newPassword is null");
        this.usualFile = requireNonNull(usualFile, "usualFile is null");
    }

    @Override
    public String name() {
        return "passwd";
    }

    @Override
    public String operands() {
        return "USER";
    }

    @Override
    public String summary() {
        return "Make or change a user who may log in over HTTP";
    }

    @Override
    public List<String> details() {
        return Arrays.asList(
                "It asks for the password on the terminal; where standard input is none, one line of it is the password. The file"
                        + " holds a hash of it (PBKDF2). Without --role a user keeps the role that he has.",
                "An agent with http.users=FILE takes every change within a second. It reads the file only where nobody but its owner"
                        + " can, and that is root or the user that the agent runs as.");
    }

    @Override
    public List<Option> options() {
        return Arrays.asList(ROLE, MAX, FILE, KEEP, DELETE);
    }

    @Override
    public List<Example> examples() {
        return Arrays.asList(
                Example.asRoot("passwd nagios --role read", "a user who may read"),
                Example.asRoot("passwd zabbix --role operate --max compact", "one who may compact, and drop nothing"),
                Example.asRoot("passwd zabbix --max pagecache --keep-password", "he may drop the page cache, too"),
                Example.asRoot("passwd nagios --delete", "he may log in no more"));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        String name = name(arguments);
        Path path = path(arguments);
        UsersFile file = new UsersFile(path);
        if (arguments.has(DELETE)) {
            delete(name, arguments, file);
            terminal.out().println(name + " may log in no more.");
            return ExitStatus.OK;
        }
        Users users = file.readForChange();
        Optional<User> present = users.named(name);
        if (arguments.has(KEEP) && !present.isPresent()) {
            throw new IOException("there is no user " + name + " who has a password to keep; nothing was changed");
        }
        Role role = role(arguments, present.map(User::role));
        User user = arguments.has(KEEP) ? present.get().withRole(role)
                : new User(name, role, PasswordHash.of(newPassword.get().askFor(name)));
        boolean isNew = !Files.exists(path);
        if (path.equals(usualFile)) {
            makeFolder(path.getParent());
        }
        file.change(latest -> latest.with(user));
        terminal.out().println(user + " may log in where an agent has http.users=" + path + ".");
        present.filter(before -> !before.role().toString().equals(role.toString()))
                .ifPresent(before -> terminal.out().println("The role was " + before.role() + " before."));
        if (role.ceiling().equals(Optional.of(Ceiling.ALL)) && !arguments.value(MAX).isPresent()) {
            terminal.out().println("An operator without --max may do everything, drop all caches too; --max compact or --max pagecache"
                    + " bounds it.");
        }
        if (isNew && VmControls.effectiveUid().orElse(-1) == 0) {
            terminal.out().println("If the service does not run as root: chown ITS_USER " + path);
        }
        return ExitStatus.OK;
    }

    private static String name(Arguments arguments) throws UsageException {
        if (arguments.operands().size() != 1) {
            throw new UsageException("passwd needs the name of one user, and no password: it asks for that");
        }
        String name = arguments.operands().get(0);
        if (!User.isName(name)) {
            throw new UsageException("a user's name is " + User.NAMES);
        }
        return name;
    }

    private Path path(Arguments arguments) {
        Optional<String> file = arguments.value(FILE);
        return file.isPresent() ? Paths.get(file.get()).toAbsolutePath() : usualFile;
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (AccessDeniedException e) {
            throw new IOException("the folder " + folder + " cannot be made by the user of this process: only root can, or name another"
                    + " file with --file", e);
        }
    }

    private static Role role(Arguments arguments, Optional<Role> present) throws UsageException {
        Optional<String> role = arguments.oneOf(ROLE, READ, OPERATE);
        Optional<Ceiling> max = arguments.oneOf(MAX, "compact", "pagecache", "all").flatMap(Ceiling::named);
        if (!role.isPresent() && !present.isPresent()) {
            throw new UsageException("a new user needs a role: --role read or --role operate");
        }
        boolean operates = role.map(OPERATE::equals).orElseGet(() -> present.get().ceiling().isPresent());
        if (!operates && max.isPresent()) {
            throw new UsageException("--max goes with --role operate");
        }
        if (!operates) {
            return Role.read();
        }
        return Role.operate(max.orElseGet(() -> role.isPresent() ? Ceiling.ALL : present.get().ceiling().get()));
    }

    private static void delete(String name, Arguments arguments, UsersFile file) throws UsageException, IOException {
        if (arguments.has(ROLE) || arguments.has(MAX) || arguments.has(KEEP)) {
            throw new UsageException("--delete goes with --file only");
        }
        if (!file.readForChange().named(name).isPresent()) {
            throw new IOException("there is no user " + name + "; nothing was changed");
        }
        file.change(users -> users.without(name));
    }
}
