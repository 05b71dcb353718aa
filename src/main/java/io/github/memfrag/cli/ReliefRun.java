package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.jmx.ReliefReports;
import io.github.memfrag.relief.Relief;
import io.github.memfrag.relief.ReliefOperation;
import io.github.memfrag.relief.ReliefReport;
import io.github.memfrag.relief.ReliefSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs a relief in this process, and shows its progress and its report. */
final class ReliefRun {
    static final List<Option> OPTIONS;

    static {
        List<Option> options = new ArrayList<>(KernelView.OPTIONS);
        options.add(Option.JSON);
        OPTIONS = Collections.unmodifiableList(options);
    }

    private static final String REQUESTED_BY = "command line";

    private final KernelView kernel;
    private final boolean json;
    private final Terminal terminal;

    ReliefRun(Arguments arguments, Terminal terminal) throws UsageException {
        this.kernel = KernelView.of(arguments);
        this.json = arguments.has(Option.JSON);
        this.terminal = requireNonNull(terminal, "terminal is null");
    }

    /** @return the exit status: done means that the kernel took it, and its report tells whether that helped */
    int run(ReliefOperation operation) throws UsageException, IOException {
        kernel.take();
        ReliefReport report = report(operation);
        if (json) {
            terminal.out().println(OpenDataJson.text(ReliefReports.record(report)));
        } else {
            new ReliefText(report, kernel, terminal.style()).lines(terminal.columns()).forEach(terminal.out()::println);
        }
        return report.succeeded() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private ReliefReport report(ReliefOperation operation) throws UsageException, IOException {
        Relief relief = new Relief(kernel.tree(), kernel.snapshots(), ReliefSettings.defaults(), kernel.order(), kernel.reader().pageSizeBytes());
        try (ProgressLine progress = ProgressLine.start(terminal)) {
            relief.addListener(progress);
            return relief.run(operation, REQUESTED_BY);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        } catch (SecurityException | UnsupportedOperationException | IllegalStateException e) {
            throw new IOException(asCalledHere(e.getMessage()), e);
        }
    }

    /** The relief knows which command helps, but not how this jar was called. */
    private static String asCalledHere(String message) {
        return message.replace("java -jar memfrag-agent.jar ", Invocation.asRoot(""));
    }
}
