package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.relief.helper.HelperCommand;
import io.github.memfrag.relief.helper.ReliefStep;
import io.github.memfrag.sampling.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a relief does once it holds the host: its steps, and the evidence before and after. */
final class Work {
    private final OpenReport report;
    private final Steps steps;
    private final Looks looks;
    private final Drop drop;
    private final OptionalLong pageSizeBytes;

    Work(OpenReport report, Steps steps, Looks looks, Pace pace, OptionalLong pageSizeBytes) {
        this.report = requireNonNull(report, "report is null");
        this.steps = requireNonNull(steps, "steps is null");
        this.looks = requireNonNull(looks, "looks is null");
        this.pageSizeBytes = requireNonNull(pageSizeBytes, "pageSizeBytes is null");
        this.drop = new Drop(steps, looks, pace, pageSizeBytes);
    }

    /** @param order that its effect is judged at */
    ReliefReport write(Snapshot before, int order) {
        ReliefOperation operation = report.relief().operation();
        try {
            if (operation.what().isPresent()) {
                // Only clean pages can be dropped. What cannot be written back in time stays, and the drop goes on without it.
                steps.attempt(HelperCommand.SYNC);
                drop.take(operation.what().getAsInt(), operation.command());
            } else {
                steps.take(operation.command());
            }
            ReliefEffect effect = new ReliefEffect(before, looks.now(), operation.node(), order, pageSizeBytes);
            return report.ended(steps.outcome(), steps.taken(), effect, null,
                    Conclusion.of(operation, steps.outcome(), steps.taken(), effect));
        } catch (IOException e) {
            return unseen(e);
        }
    }

    /** @param ladder for the order of {@code recovery} */
    ReliefReport climb(Snapshot before, Ladder ladder, Recovery recovery) {
        try {
            HostFragmentation start = before.host();
            List<Ladder.Taken> taken = new ArrayList<>();
            Snapshot now = before;
            Ladder.Move move = ladder.next(start, taken);
            while (move.command().isPresent() && take(move.command().get())) {
                // A sync frees nothing, so there is nothing to wait for.
                now = move.command().get() == HelperCommand.SYNC ? looks.now()
                        : looks.settled(seen -> recovery.isRecovered(seen.host()), steps::goesOn);
                taken.add(new Ladder.Taken(move.command().get(), now.host()));
                move = ladder.next(start, taken);
            }
            // What did not end well has had no look so far.
            Snapshot after = move.command().isPresent() ? looks.now() : now;
            ReliefEffect effect = new ReliefEffect(before, after, OptionalInt.empty(), recovery.order(), pageSizeBytes);
            boolean recovered = recovery.isRecovered(after.host());
            return report.ended(steps.outcome(), steps.taken(), effect, recovered,
                    new LadderConclusion(recovery.order(), steps.taken(), effect).text(steps.outcome(), recovered, move.end()));
        } catch (IOException e) {
            return unseen(e);
        }
    }

    /** @return whether the ladder goes on after it */
    private boolean take(HelperCommand command) throws IOException {
        if (command == HelperCommand.SYNC) {
            steps.attempt(command);
            return true; // The drop, which comes next, is not begun where the relief is over.
        }
        return command == Ladder.DROP_PAGE_CACHE ? drop.take(1, command) : command == Ladder.DROP_SLAB ? drop.take(2, command)
                : steps.take(command);
    }

    /** The kernel tells nothing any more: what was done is reported all the same. */
    private ReliefReport unseen(IOException e) {
        String names = steps.taken().stream().map(ReliefStep::name).collect(joining(", "));
        return report.ended(steps.outcome(), steps.taken(), null, null, Conclusion.sentence(Stream.of(
                (names.isEmpty() ? "nothing was done" : "what came of " + names + " is unknown") + ": " + e.getMessage())));
    }
}
