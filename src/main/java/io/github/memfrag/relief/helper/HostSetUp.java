package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an operator sets up on a host so that JVMs that are not root get relief, and what mends each part that is missing. */
final class HostSetUp {
    /** Whose members may have the host relieved. */
    static final String GROUP = "memfrag";
    static final String PROGRAMS = "/usr/local/libexec/";
    static final String HELPER = PROGRAMS + "memfrag-helper";
    static final String SPOOLER = PROGRAMS + "memfrag-spool";
    static final String SUDO_RULE = "/etc/sudoers.d/memfrag";

    private static final String RUN = "/run/memfrag";
    private static final String CONF = "java -jar memfrag-agent.jar conf ";
    private static final String[] FOLDERS = {
        "sudo groupadd --system --force " + GROUP,
        CONF + "tmpfiles.d/memfrag.conf | sudo install -D -m 644 /dev/stdin /etc/tmpfiles.d/memfrag.conf",
        "sudo systemd-tmpfiles --create /etc/tmpfiles.d/memfrag.conf"};
    private static final String PATH_UNIT = "memfrag-relief.path";
    private static final String[] UNITS = {
        CONF + "systemd/memfrag-relief.service | sudo install -D -m 644 /dev/stdin /etc/systemd/system/memfrag-relief.service",
        CONF + "systemd/memfrag-relief.path | sudo install -D -m 644 /dev/stdin /etc/systemd/system/memfrag-relief.path",
        "sudo systemctl daemon-reload",
        "sudo systemctl enable --now " + PATH_UNIT};

    private final KernelTree tree;
    private final Account account;

    HostSetUp(KernelTree tree, Account account) {
        this.tree = requireNonNull(tree, "tree is null");
        this.account = requireNonNull(account, "account is null");
    }

    /** Held by whoever relieves this host. */
    Path lock() {
        return tree.locate(RUN + "/lock");
    }

    /** Where requests are put. */
    Path spoolIn() {
        return tree.locate(RUN + "/spool/in");
    }

    /** Where answers are found. */
    Path spoolOut() {
        return tree.locate(RUN + "/spool/out");
    }

    /** A file or folder that is the group's, as tmpfiles.d makes it. */
    Optional<Gap> groupGap(Path file, AccessMode... modes) {
        try {
            account.check(file, modes.length == 0 ? new AccessMode[] {AccessMode.WRITE} : modes);
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(Gap.of("there is no " + file, foldersAndGroup()));
        } catch (AccessDeniedException e) {
            return Optional.of(groupThatMayWrite(file)
                    .map(group -> Gap.of(account.user() + " is not in group " + group + ", whose members may write to " + file
                            + "; a service takes a new group when it is restarted", joinGroup(group)))
                    .orElseGet(() -> Gap.of("no group with a name may write to " + file, foldersAndGroup())));
        } catch (IOException e) {
            return Optional.of(Gap.of("cannot write to " + file + ": " + e.getMessage()));
        }
    }

    private static Optional<String> groupThatMayWrite(Path file) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            String group = attributes.group().getName();
            // One that was removed has but a number, which nobody can join by.
            return attributes.permissions().contains(PosixFilePermission.GROUP_WRITE) && !group.matches("\\d+")
                    ? Optional.of(group) : Optional.empty();
        } catch (IOException e) {
            // In a folder that only the group may look into.
            return Optional.of(GROUP);
        }
    }

    private String[] foldersAndGroup() {
        String[] lines = Arrays.copyOf(FOLDERS, FOLDERS.length + 1);
        lines[FOLDERS.length] = joinGroup(GROUP);
        return lines;
    }

    private String joinGroup(String group) {
        return "sudo usermod -aG " + group + " " + account.user();
    }

    /** One of the programs that root runs for others: nobody else may be able to change it. */
    Optional<Gap> programGap(String program) {
        Path file = tree.locate(program);
        String name = file.getFileName().toString();
        String install = CONF + "helper/" + name + " | sudo install -D -m 755 /dev/stdin " + program;
        try {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            Set<PosixFilePermission> permissions = attributes.permissions();
            if (!attributes.owner().getName().equals("root") || permissions.contains(PosixFilePermission.GROUP_WRITE)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                return Optional.of(Gap.of(program + " can be changed by others than root", install));
            }
            return permissions.contains(PosixFilePermission.OTHERS_EXECUTE) ? Optional.empty()
                    : Optional.of(Gap.of(program + " cannot be executed", install));
        } catch (IOException e) {
            return Optional.of(Gap.of(program + " is not installed", install));
        }
    }

    /** The service that answers what is put into the spool folder. */
    List<Gap> serviceGaps() {
        List<Gap> gaps = new ArrayList<>();
        programGap(SPOOLER).ifPresent(gaps::add);
        programGap(HELPER).ifPresent(gaps::add);
        if (isSpoolerRunning()) {
            return gaps;
        }
        if (!Files.isDirectory(tree.locate("/run/systemd/system"))) {
            gaps.add(Gap.unknown("nobody is known to look into " + spoolIn() + ", since systemd does not run here; start memfrag-spool,"
                    + " and again whenever it ends"));
        } else if (!isActive(PATH_UNIT)) {
            gaps.add(Gap.of(PATH_UNIT + " is not active, so that nobody looks into " + spoolIn(), UNITS));
        }
        return gaps;
    }

    /** Its number may be that of another process by now. */
    private boolean isSpoolerRunning() {
        try {
            String pid = tree.read(RUN + "/spool/pid").trim();
            return pid.matches("\\d+") && tree.read("/proc/" + pid + "/cmdline").contains("memfrag-spool");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isActive(String unit) {
        try {
            return ChildProcess.startSilently(Arrays.asList("systemctl", "is-active", unit)).waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The rule that lets members of the group run the helper as root. */
    Gap sudoRuleGap(String missing) {
        return Files.exists(tree.locate(SUDO_RULE)) ? Gap.of(missing, joinGroup(GROUP)) : Gap.of(missing,
                "sudo groupadd --system --force " + GROUP, joinGroup(GROUP),
                CONF + "sudoers.d/memfrag | sudo install -D -m 440 /dev/stdin " + SUDO_RULE);
    }
}
