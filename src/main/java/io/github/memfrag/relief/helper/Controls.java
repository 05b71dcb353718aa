package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.VmControls;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;

/** Tells before anything is done whether an account itself may write to a control. */
final class Controls {
    private static final Path SHELL = Paths.get("/bin/sh");

    private final VmControls controls;
    private final Account account;

    Controls(VmControls controls, Account account) {
        this.controls = requireNonNull(controls, "controls is null");
        this.account = requireNonNull(account, "account is null");
    }

    Account account() {
        return account;
    }

    VmControls files() {
        return controls;
    }

    /** What keeps everybody from it here, whatever their rights; empty for sync. */
    Optional<Gap> impossible(HelperCommand command) {
        if (command == HelperCommand.SYNC || Files.exists(controls.locate(command.control()))) {
            return Optional.empty();
        }
        return Optional.of(Gap.unsupported("there is no " + controls.locate(command.control()) + (isDrop(command)
                ? ": is /proc/sys mounted here?" : ": this kernel was built without CONFIG_COMPACTION")));
    }

    /** What stands against writing to this command's control; empty when nothing does, and for sync. */
    Optional<Gap> gap(HelperCommand command) {
        if (command == HelperCommand.SYNC) {
            return Optional.empty();
        }
        Path file = controls.locate(command.control());
        try {
            account.check(file, AccessMode.WRITE);
        } catch (NoSuchFileException e) {
            return impossible(command);
        } catch (AccessDeniedException e) {
            return Optional.of(denied(command, file));
        } catch (FileSystemException e) {
            return Optional.of(Gap.of("cannot write to " + file + ": " + e.getReason()
                    + ". Containers have it read-only unless they are privileged; on the host, as root: "
                    + commandLine(command)));
        } catch (IOException e) {
            return Optional.of(Gap.of("cannot tell whether " + file + " may be written: " + e));
        }
        return Files.isExecutable(SHELL) ? Optional.empty() : Optional.of(Gap.unsupported("there is no " + SHELL
                + " here, which is to write to " + file + ": use an image with a shell, or on the host, as root: "
                + commandLine(command)));
    }

    private static boolean isDrop(HelperCommand command) {
        return command.control().equals(VmControls.DROP_CACHES);
    }

    private Gap denied(HelperCommand command, Path file) {
        if (controls.recorded()) {
            return Gap.of(account.sentence() + ", which may not write to " + file);
        }
        if (account.uid() == 0) {
            return Gap.of("the kernel does not let this JVM write to " + file + " although it runs as uid 0: root of a user namespace"
                    + " (rootless container) is not the host's root. On the host, as root: " + commandLine(command));
        }
        return needsRoot(command, account);
    }

    static Gap needsRoot(HelperCommand command, Account account) {
        return Gap.advising(command.title() + " needs root, and " + account.sentence(),
                "What would let it: java -jar memfrag-agent.jar doctor --user " + account.user());
    }

    private static String commandLine(HelperCommand command) {
        return "java -jar memfrag-agent.jar " + (command.node().isPresent() ? "compact --node " + command.node().getAsInt()
                : String.join(" ", command.arguments()));
    }
}
