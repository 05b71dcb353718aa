package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.Configuration;
import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.jmx.ReliefPlans;
import io.github.memfrag.jmx.ReliefReports;
import io.github.memfrag.kernel.VmControls;
import io.github.memfrag.relief.Relief;
import io.github.memfrag.relief.ReliefLedger;
import io.github.memfrag.relief.ReliefOperation;
import io.github.memfrag.relief.ReliefPlan;
import io.github.memfrag.relief.ReliefReport;
import io.github.memfrag.relief.ReliefSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Runs a relief in this process, and shows its progress and its report. */
final class ReliefRun {
    static final List<Option> OPTIONS;

    private static final Option FORCE = Option.flag("--force", "Do it although it is too soon after another (root only)");
    private static final String REQUESTED_BY = requestedBy(System.getProperty("user.name"), System.getenv("SUDO_USER"));

    static {
        List<Option> options = new ArrayList<>(KernelView.OPTIONS);
        options.add(FORCE);
        options.add(Option.CONFIG);
        options.add(Option.JSON);
        OPTIONS = Collections.unmodifiableList(options);
    }

    private final KernelView kernel;
    private final ReliefSettings settings;
    private final Optional<Path> stateDirectory;
    private final boolean json;
    private final Terminal terminal;

    ReliefRun(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        KernelView asOptionsSay = KernelView.of(arguments);
        if (arguments.has(Option.CONFIG)) {
            ConfigurationReader.Result read = ConfigurationReader.read(String.join(",", KernelView.settings(arguments)));
            UsageException.throwIfAny(read);
            this.kernel = KernelView.of(read.configuration());
            this.settings = settings(read.configuration(), arguments, kernel);
            this.stateDirectory = read.configuration().get(ConfigKey.STATE_DIR);
        } else {
            this.kernel = asOptionsSay;
            this.settings = settings(Configuration.defaults(), arguments, kernel);
            this.stateDirectory = Optional.empty();
        }
        this.json = arguments.has(Option.JSON);
        this.terminal = requireNonNull(terminal, "terminal is null");
    }

    private static ReliefSettings settings(Configuration configuration, Arguments arguments, KernelView kernel) throws IOException {
        ReliefSettings settings = ReliefSettings.of(configuration);
        if (!arguments.has(FORCE)) {
            return settings;
        }
        // Who may write to the kernel by sudo or the spool folder may do so as the operator allows, and no sooner.
        if (!kernel.tree().recordedRoot().isPresent() && VmControls.effectiveUid().orElse(-1) != 0) {
            throw new IOException("--force is for root only; without it the cooldowns hold");
        }
        return settings.withoutCooldowns();
    }

    /** For the audit: a root shell says nothing of who has it, sudo does. */
    static String requestedBy(String user, String sudoUser) {
        return "command line, user " + user + (sudoUser == null ? "" : " by sudo of " + sudoUser);
    }

    /** The most important order of those that were asked for. */
    int order() {
        return kernel.order();
    }

    /** @return the exit status: done means that the kernel took it, and of a ladder that it helped */
    int run(ReliefOperation operation) throws UsageException, IOException {
        kernel.take();
        ReliefReport report = ask(relief -> {
            try (ProgressLine progress = ProgressLine.start(terminal)) {
                relief.addListener(progress);
                return relief.run(operation, REQUESTED_BY);
            }
        });
        if (json) {
            terminal.out().println(OpenDataJson.text(ReliefReports.record(report)));
        } else {
            print(new ReliefText(report, kernel, terminal.style()).lines(terminal.columns()));
        }
        return report.succeeded() && report.recovered().orElse(true) ? ExitStatus.OK : ExitStatus.FAILED;
    }

    /** Shows what would be done, and does nothing. @return the exit status: done, also where it would be refused */
    int plan(ReliefOperation operation) throws UsageException, IOException {
        kernel.take();
        ReliefPlan plan = ask(relief -> relief.plan(operation));
        if (json) {
            terminal.out().println(OpenDataJson.text(ReliefPlans.record(plan)));
        } else {
            print(new PlanText(plan, kernel, terminal.style()).lines(terminal.columns()));
        }
        return ExitStatus.OK;
    }

    private void print(List<String> lines) {
        lines.forEach(terminal.out()::println);
    }

    private <T> T ask(Question<T> question) throws UsageException, IOException {
        try {
            Relief relief = new Relief(kernel.tree(), kernel.snapshots(), settings, kernel.reader().pageSizeBytes());
            stateDirectory.flatMap(folder -> ReliefLedger.in(folder, problem -> terminal.err().println("memfrag-agent: " + problem))).ifPresent(ledger -> {
                relief.remember(ledger.reports());
                relief.addListener(ledger);
            });
            return question.of(relief);
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

    private interface Question<T> {
        T of(Relief relief) throws IOException;
    }
}
