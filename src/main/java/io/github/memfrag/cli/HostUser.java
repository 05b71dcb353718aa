package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.Account;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.IOUtils;

/** A user of this host, in whose place things are really tried: by who it is, or by root that becomes it. */
final class HostUser implements Account {
    private static final Path PROC = Paths.get("/proc");

    private final String name;
    private final long uid;
    private final List<String> prefix;

    private HostUser(String name, long uid, List<String> prefix) {
        this.name = requireNonNull(name, "name is null");
        this.uid = uid;
        this.prefix = requireNonNull(prefix, "prefix is null");
    }

    /** Who runs this process. */
    static HostUser current() throws IOException, InterruptedException {
        long uid = Long.parseLong(output("id", "-u").orElseThrow(() -> new IOException("cannot tell who runs this: id fails")));
        return new HostUser(output("id", "-un").orElse(Long.toString(uid)), uid, Collections.emptyList());
    }

    /**
     * Another one.
     *
     * @param nameOrUid of a user of this host
     * @throws UsageException when there is no such user, or when the current one may not become it
     */
    static HostUser named(String nameOrUid) throws UsageException, IOException, InterruptedException {
        HostUser current = current();
        // A name that begins with a dash would be an option of id.
        Optional<String> uid = nameOrUid.startsWith("-") ? Optional.empty() : output("id", "-u", nameOrUid);
        if (!uid.isPresent()) {
            throw new UsageException("--user " + nameOrUid + " is not allowed: there is no such user on this host");
        }
        if (Long.parseLong(uid.get()) == current.uid) {
            return current;
        }
        if (current.uid != 0) {
            throw new UsageException("--user " + nameOrUid + " is not allowed: only root can try things in the place of another user: "
                    + Invocation.asRoot("doctor --user " + nameOrUid));
        }
        String name = output("id", "-un", nameOrUid).orElse(nameOrUid);
        String gid = output("id", "-g", nameOrUid).orElse(uid.get());
        List<String> becomeIt = Arrays.asList("setpriv", "--reuid=" + uid.get(), "--regid=" + gid, "--init-groups");
        HostUser user = new HostUser(name, Long.parseLong(uid.get()), becomeIt);
        if (!user.succeeds("true")) {
            throw new IOException("cannot become " + name + ": '" + String.join(" ", becomeIt) + " true' fails (setpriv is in util-linux)");
        }
        return user;
    }

    @Override
    public String sentence() {
        return name + " has uid " + uid;
    }

    @Override
    public String user() {
        return name;
    }

    @Override
    public long uid() {
        return uid;
    }

    /** Of its JVMs that run now, which count rather than the shell that this is called from. */
    @Override
    public boolean noNewPrivileges() {
        try {
            return JvmProcess.all(PROC).stream().anyMatch(jvm -> jvm.user().equals(name) && jvm.noNewPrivileges());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void check(Path file, AccessMode... modes) throws IOException {
        List<String> test = new ArrayList<>(Arrays.asList("/bin/sh", "-c", "for mode; do [ $mode \"$0\" ] || exit 1; done", file.toString()));
        for (AccessMode mode : modes) {
            test.add(mode == AccessMode.READ ? "-r" : mode == AccessMode.WRITE ? "-w" : "-x");
        }
        try {
            if (succeeds(test.toArray(new String[0]))) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        // A read-only mount lets not even root.
        file.getFileSystem().provider().checkAccess(file, modes);
        throw new AccessDeniedException(file.toString());
    }

    @Override
    public List<String> commandLine(List<String> command) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(command);
        return line;
    }

    /** Whether a command that this user runs ends with status 0. */
    boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(commandLine(Arrays.asList(command))).directory(new File("/"))
                .redirectInput(Redirect.from(new File("/dev/null"))).redirectOutput(Redirect.to(new File("/dev/null")))
                .redirectError(Redirect.to(new File("/dev/null"))).start().waitFor() == 0;
    }

    private static Optional<String> output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(Redirect.to(new File("/dev/null"))).start();
        String output = IOUtils.toString(process.getInputStream(), StandardCharsets.UTF_8).trim();
        return process.waitFor() == 0 && !output.isEmpty() ? Optional.of(output) : Optional.empty();
    }
}
