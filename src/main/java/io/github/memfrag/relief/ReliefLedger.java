package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.VmControls;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The records of reliefs in {@code state.dir}, so that they outlive a restart: {@code reliefs.jsonl}, one JSON object a line, and the
 * older ones in {@code reliefs.jsonl.1}. Lines are only appended, so a crash costs the last one at most.
 */
public final class ReliefLedger implements ReliefListener {
    static final String FILE = "reliefs.jsonl";

    private static final long FULL_BYTES = 256 * 1024;
    private static final int OTHERS_WRITE = 0002;

    private final Path file;
    private final Path older;
    private final long fullBytes;
    private final Consumer<String> log;
    private boolean failing;

    ReliefLedger(Path directory, long fullBytes, Consumer<String> log) {
        this.file = directory.resolve(FILE);
        this.older = directory.resolve(FILE + ".1");
        this.fullBytes = fullBytes;
        this.log = requireNonNull(log, "log is null");
    }

    /**
     * Empty, with one line in the log, when the directory cannot be trusted or written: reliefs go on without it.
     *
     * @param log takes the agent's warnings
     */
    public static Optional<ReliefLedger> in(Path directory, Consumer<String> log) {
        Optional<String> problem = problem(requireNonNull(directory, "directory is null"));
        problem.ifPresent(what -> log.accept("state.dir=" + directory + " " + what + "; the records of reliefs will not outlive this JVM"));
        return problem.isPresent() ? Optional.empty() : Optional.of(new ReliefLedger(directory, FULL_BYTES, log));
    }

    private static Optional<String> problem(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.of("is no directory: make it, and give it to the user that this JVM runs as");
        }
        try {
            Map<String, Object> facts = Files.readAttributes(directory, "unix:uid,mode");
            long owner = ((Integer) facts.get("uid")).longValue();
            OptionalLong self = VmControls.effectiveUid();
            if (owner != 0 && self.isPresent() && owner != self.getAsLong()) {
                return Optional.of("belongs to uid " + owner + ", not to the user that this JVM runs as (uid " + self.getAsLong() + ")");
            }
            if (((Integer) facts.get("mode") & OTHERS_WRITE) != 0) {
                return Optional.of("can be written by everybody: chmod o-w " + directory);
            }
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.of("cannot be looked at (" + e + ")");
        }
        return Files.isWritable(directory) ? Optional.empty() : Optional.of("cannot be written by this JVM's user");
    }

    /** The reports on record, the oldest first, without their evidence. A line that is none is passed over. */
    public List<ReliefReport> reports() {
        List<ReliefReport> reports = new ArrayList<>();
        read(older, reports);
        read(file, reports);
        return Collections.unmodifiableList(reports);
    }

    private void read(Path from, List<ReliefReport> reports) {
        try {
            for (String line : new String(Files.readAllBytes(from), StandardCharsets.UTF_8).split("\n")) {
                LedgerLine.parse(line).ifPresent(reports::add);
            }
        } catch (NoSuchFileException e) {
            // Nothing was relieved so far.
        } catch (IOException e) {
            log.accept(from + " cannot be read (" + e + "); earlier reliefs are not shown");
        }
    }

    @Override
    public synchronized void finished(ReliefReport report) {
        try {
            append(LedgerLine.of(report));
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                log.accept("cannot write to " + file + " (" + e + "); relief " + report.id() + " is on record in this JVM only");
            }
        }
    }

    private void append(String line) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) >= fullBytes) {
            Files.move(file, older, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        // A crash may have left half a line: it must not spoil this one.
        String text = (endsInsideALine() ? "\n" : "") + line + "\n";
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS);
    }

    private boolean endsInsideALine() throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "r")) {
            if (written.length() == 0) {
                return false;
            }
            written.seek(written.length() - 1);
            return written.read() != '\n';
        }
    }
}
