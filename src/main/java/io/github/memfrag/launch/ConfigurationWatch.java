package io.github.memfrag.launch;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.Configuration;
import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.config.FileWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The configuration that is in force, and what its file says since. A change is judged as at the start, except that what is wrong
 * leaves what applied before: a slip of an editor must not take back what the operator has restricted.
 */
final class ConfigurationWatch {
    static final Duration PAUSE = Duration.ofSeconds(2);

    private final Consumer<Configuration> changes;
    private final Consumer<String> log;
    private final Optional<FileWatch> file;
    private volatile ConfigurationReader.Result read;
    private volatile Configuration inForce;

    /**
     * @param read what is in force now
     * @param changes takes the configuration whenever another comes into force
     * @param log takes a line for each change, and for each thing that is wrong with it
     */
    ConfigurationWatch(ConfigurationReader.Result read, Consumer<Configuration> changes, Consumer<String> log) {
        this.read = requireNonNull(read, "read is null");
        this.changes = requireNonNull(changes, "changes is null");
        this.log = requireNonNull(log, "log is null");
        this.inForce = read.configuration();
        this.file = read.file().filter(ConfigurationWatch::canBeReadAgain)
                .map(path -> new FileWatch(() -> FileWatch.stamp(path), read.stamp()));
    }

    /** Not a pipe. A file that does not exist may come. */
    private static boolean canBeReadAgain(Path path) {
        return Files.isRegularFile(path) || !Files.exists(path);
    }

    /** Whether there is a file to {@link #look} at. */
    boolean hasFile() {
        return file.isPresent();
    }

    /** Takes the file if it has changed. By one thread, with a {@link #PAUSE} between two looks. */
    void look() {
        if (file.isPresent() && file.get().hasChanged()) {
            take(read.again());
        }
    }

    private void take(ConfigurationReader.Result next) {
        if (!next.stamp().equals(FileWatch.stamp(next.file().get()))) {
            return; // written to meanwhile: later looks will see it change once more
        }
        Configuration changed = inForce.withChangesAtOnce(next.configuration());
        List<String> applied = changed.changesSince(inForce);
        if (!applied.isEmpty()) {
            changes.accept(changed);
        }
        tell(next, applied);
        inForce = changed;
        read = next;
    }

    private void tell(ConfigurationReader.Result next, List<String> applied) {
        List<String> parts = new ArrayList<>();
        List<String> waiting = waiting(next);
        if (!applied.isEmpty()) {
            parts.add("from now on " + String.join(", ", applied));
        }
        if (!waiting.equals(waiting(read))) {
            parts.add(waiting.isEmpty() ? "nothing waits for a restart any more" : "with a restart " + String.join(", ", waiting));
        }
        if (parts.isEmpty() && next.problems().isEmpty() && !read.problems().isEmpty()) {
            parts.add("in order again");
        }
        next.problemsSince(read).forEach(log);
        if (!parts.isEmpty()) {
            log.accept(name(next) + ": " + String.join("; ", parts));
        }
    }

    /** What only a restart brings of what was read. */
    private List<String> waiting(ConfigurationReader.Result result) {
        return result.configuration().changesSince(inForce.withChangesAtOnce(result.configuration()));
    }

    Configuration inForce() {
        return inForce;
    }

    /** What is wrong with the configuration, and what waits for a restart, as of the last look. */
    List<String> warnings() {
        ConfigurationReader.Result last = read;
        List<String> warnings = new ArrayList<>(last.problems());
        List<String> waiting = waiting(last);
        if (!waiting.isEmpty()) {
            warnings.add(name(last) + ": a restart is needed for " + String.join(", ", waiting));
        }
        return warnings;
    }

    private static String name(ConfigurationReader.Result result) {
        return "config=" + result.file().map(Path::toString).orElse("none");
    }
}
