package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.VmControls;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells before anything is done whether this JVM itself may write to a control, and if not, who may and how. */
final class ReliefPermission {
    private static final Path SHELL = Paths.get("/bin/sh");

    private final VmControls controls;

    ReliefPermission(VmControls controls) {
        this.controls = requireNonNull(controls, "controls is null");
    }

    /** @return what stands against writing to this command's control; empty when nothing does, and for sync */
    Optional<RuntimeException> obstacle(HelperCommand command) {
        if (command == HelperCommand.SYNC) {
            return Optional.empty();
        }
        Path file = controls.locate(command.control());
        try {
            controls.checkWritable(command.control());
        } catch (NoSuchFileException e) {
            return Optional.of(new UnsupportedOperationException("there is no " + file + (isDrop(command)
                    ? ": is /proc/sys mounted here?" : ": this kernel was built without CONFIG_COMPACTION"), e));
        } catch (AccessDeniedException e) {
            return Optional.of(new SecurityException(denied(command, file), e));
        } catch (FileSystemException e) {
            return Optional.of(new SecurityException("cannot write to " + file + ": " + e.getReason()
                    + ". Containers have it read-only unless they are privileged; on the host, as root: "
                    + commandLine(command), e));
        } catch (IOException e) {
            return Optional.of(new SecurityException("cannot tell whether " + file + " may be written: " + e, e));
        }
        return Files.isExecutable(SHELL) ? Optional.empty() : Optional.of(new UnsupportedOperationException("there is no " + SHELL
                + " here, which is to write to " + file + ": use an image with a shell, or on the host, as root: "
                + commandLine(command)));
    }

    private static boolean isDrop(HelperCommand command) {
        return command.control().equals(VmControls.DROP_CACHES);
    }

    private String denied(HelperCommand command, Path file) {
        OptionalLong uid = VmControls.effectiveUid();
        String runsAs = uid.isPresent() ? "this JVM runs as uid " + uid.getAsLong() : "this JVM runs as another user";
        if (controls.recorded()) {
            return runsAs + ", which may not write to " + file;
        }
        if (uid.isPresent() && uid.getAsLong() == 0) {
            return "the kernel does not let this JVM write to " + file + " although it runs as uid 0: root of a user namespace"
                    + " (rootless container) is not the host's root. On the host, as root: " + commandLine(command);
        }
        String group = command.node().isPresent()
                ? ", or membership in a group that root gave the file (chgrp GROUP FILE && chmod 0220 FILE)" : "";
        return command.title() + " needs effective uid 0 to write to " + file + group + "; " + runsAs + ". As root: "
                + commandLine(command);
    }

    private static String commandLine(HelperCommand command) {
        return "java -jar memfrag-agent.jar " + (command.node().isPresent() ? "compact --node " + command.node().getAsInt()
                : String.join(" ", command.arguments()));
    }
}
