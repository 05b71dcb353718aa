package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.sampling.Sampler;
import io.github.memfrag.sampling.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** {@code report --watch}: samples the kernel and shows each sample, until Ctrl-C ends the process or nobody reads any more. */
final class Watch {
    private final KernelView kernel;
    private final Duration interval;
    private final Terminal terminal;

    Watch(KernelView kernel, Duration interval, Terminal terminal) {
        this.kernel = requireNonNull(kernel, "kernel is null");
        this.interval = requireNonNull(interval, "interval is null");
        this.terminal = requireNonNull(terminal, "terminal is null");
    }

    /**
     * Returns only when the output has been closed.
     *
     * @throws IOException when the kernel tells nothing from the beginning; later it costs a sample
     */
    int run() throws IOException, UsageException, InterruptedException {
        kernel.take();
        if (terminal.rows() == 0) {
            showEach(snapshot -> terminal.out().println(WatchLine.of(snapshot)));
        } else {
            WatchScreen page = new WatchScreen(kernel.subject(terminal.style()), kernel.pages(), interval, terminal.style(),
                    ZoneId.systemDefault());
            try (AlternateScreen screen = AlternateScreen.enter(terminal)) {
                showEach(snapshot -> screen.draw(page.next(snapshot, terminal.columns())));
            }
        }
        return ExitStatus.OK;
    }

    private void showEach(Consumer<Snapshot> view) throws InterruptedException {
        CountDownLatch unread = new CountDownLatch(1);
        try (Sampler sampler = Sampler.start(kernel.snapshots(), interval, snapshot -> {
            view.accept(snapshot);
            if (terminal.out().checkError()) { // It flushes, too: '| head -3' has gone then.
                unread.countDown();
            }
        })) {
            unread.await();
        }
    }
}
