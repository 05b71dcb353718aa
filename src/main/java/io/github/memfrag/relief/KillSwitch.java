package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The file by whose mere existence root stops every relief on the host, at once and without a restart. The helper heeds it, too. */
final class KillSwitch {
    static final String FILE = "/etc/memfrag/relief-off";

    private final Path file;

    KillSwitch(KernelTree tree) {
        this.file = requireNonNull(tree, "tree is null").locate(FILE);
    }

    /** Why nothing may be begun; empty when it is off. */
    Optional<String> obstacle() {
        // A link that leads nowhere is there, too: in doubt nothing is done.
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of("reliefs are switched off on this host by " + file + since() + ", until somebody removes that file")
                : Optional.empty();
    }

    private String since() {
        try {
            return " since " + Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (IOException e) {
            return ""; // Just removed, or not for us to see: that it was there is what counts.
        }
    }
}
