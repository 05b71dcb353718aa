package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks at what every relief of a host depends on, whatever way it goes. */
final class HostFindings {
    private static final String RUN = "/run/memfrag";
    private static final String KILL_SWITCH = "/etc/memfrag/relief-off";
    private static final String[] LOGS = {"/var/log/kern.log", "/var/log/messages"};

    private final KernelTree tree;
    private final HostUser user;

    HostFindings(KernelTree tree, HostUser user) {
        this.tree = requireNonNull(tree, "tree is null");
        this.user = requireNonNull(user, "user is null");
    }

    List<Finding> all() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(killSwitch());
        findings.add(lockFolder());
        findings.add(record("last drop", "last-drop"));
        findings.add(record("last compaction", "last-compact"));
        findings.add(programs());
        findings.add(sysctls());
        findings.add(compaction());
        findings.add(kernelLog());
        return findings;
    }

    private Finding killSwitch() {
        return Files.exists(tree.locate(KILL_SWITCH), LinkOption.NOFOLLOW_LINKS)
                ? Finding.bad("kill switch", KILL_SWITCH + " is there: no relief at all", "sudo rm " + KILL_SWITCH)
                : Finding.good("kill switch", "off (there is no " + KILL_SWITCH + ")");
    }

    /** The helper trusts only a folder that nobody but root can change. */
    private Finding lockFolder() throws IOException {
        Path folder = tree.locate(RUN);
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Finding.good("lock folder", RUN + " will be made by the first relief of root");
        }
        PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String mode = PosixFilePermissions.toString(attributes.permissions());
        if (!attributes.isDirectory()) {
            String[] remove = {"sudo rm " + RUN};
            String[] removeAndMake = {remove[0], "sudo systemd-tmpfiles --create memfrag.conf"};
            return Finding.bad("lock folder", RUN + " is no folder, and not trusted",
                    Files.exists(tree.locate("/etc/tmpfiles.d/memfrag.conf")) ? removeAndMake : remove);
        }
        // What lies in it stays: the records of what was last done, the spool, the lock that somebody may hold.
        return attributes.owner().getName().equals("root") && mode.equals("rwxr-xr-x")
                ? Finding.good("lock folder", RUN + " is root's")
                : Finding.bad("lock folder", RUN + " is not root's with mode 0755, and not trusted",
                        "sudo chown root:root " + RUN + " && sudo chmod 755 " + RUN);
    }

    private Finding record(String subject, String name) {
        Path file = tree.locate(RUN + "/" + name);
        try {
            return Files.size(file) == 0 ? Finding.good(subject, "none is known of") : Finding.good(subject,
                    Instant.ofEpochMilli(Files.getLastModifiedTime(file).toMillis()).truncatedTo(ChronoUnit.SECONDS).toString());
        } catch (IOException e) {
            return Finding.good(subject, "none is known of");
        }
    }

    private Finding programs() throws IOException, InterruptedException {
        if (!Files.isExecutable(tree.locate("/bin/sh"))) {
            return Finding.bad("programs", "there is no /bin/sh: use an image with a shell, or call this on the host");
        }
        return user.succeeds("/bin/sh", "-c", "PATH=/usr/sbin:/usr/bin:/sbin:/bin command -v flock")
                ? Finding.good("programs", "/bin/sh and flock are there")
                : Finding.bad("programs", "there is no flock, by which reliefs keep out of each other's way: it is in util-linux",
                        "sudo apt-get install util-linux || sudo dnf install util-linux");
    }

    private Finding sysctls() throws IOException {
        boolean readOnly = false;
        for (String line : tree.read("/proc/self/mounts").split("\n")) {
            String[] fields = line.split(" ");
            if (fields.length > 3 && (fields[1].equals("/proc") || fields[1].equals("/proc/sys"))) {
                // The later one lies on top.
                readOnly = fields[3].equals("ro") || fields[3].startsWith("ro,");
            }
        }
        return readOnly ? Finding.good("/proc/sys", "read-only, as in containers: here only the spool of the host can work")
                : Finding.good("/proc/sys", "not mounted read-only");
    }

    private Finding compaction() {
        return Files.exists(tree.locate("/proc/sys/vm/compact_memory")) ? Finding.good("compaction", "this kernel has it")
                : Finding.good("compaction", "this kernel was built without CONFIG_COMPACTION");
    }

    /** By opening: what dmesg_restrict forbids is not in the file's mode. */
    private Finding kernelLog() throws IOException, InterruptedException {
        for (String log : Stream.concat(Stream.of("/dev/kmsg"), Stream.of(LOGS)).toArray(String[]::new)) {
            if (user.succeeds("/bin/sh", "-c", ": < \"$0\"", log)) {
                return Finding.good("kernel log", user.user() + " can read " + log);
            }
        }
        return Finding.good("kernel log", "/dev/kmsg and the log files are closed to " + user.user()
                + "; members of systemd-journal or adm can read the journal");
    }
}
