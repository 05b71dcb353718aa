package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.relief.helper.Ceiling;
import io.github.memfrag.relief.helper.HelperCommand;
import io.github.memfrag.relief.helper.Way;
import io.github.memfrag.relief.helper.Ways;
import java.util.Optional;

/** By which way a relief goes, how far it may, and what keeps it from going farther. */
final class Reach {
    private final Way way;
    private final Ceiling ceiling;
    private final String limit;

    private Reach(Way way, Ceiling ceiling, String limit) {
        this.way = requireNonNull(way, "way is null");
        this.ceiling = requireNonNull(ceiling, "ceiling is null");
        this.limit = requireNonNull(limit, "limit is null");
    }

    /** For one write. Throws as {@link Ways#choose} does. */
    static Reach of(Ways ways, HelperCommand command) {
        return new Reach(ways.choose(command, command), command.ceiling(), "");
    }

    /**
     * For a ladder: by the way that leads farthest, of those the mildest. Throws as {@link Ways#choose} does where not even
     * compaction is allowed.
     *
     * @param max what the operator allows of relieves at all
     * @param asked how far this one is to go
     */
    static Reach of(Ways ways, Ceiling max, Ceiling asked) {
        Ceiling allowed = max.min(asked);
        String limit = allowed == Ceiling.ALL ? "" : max.allows(asked) ? asked(asked)
                : ConfigKey.RELIEF_MAX + "=" + max.text() + " allows no more";
        for (Ceiling ceiling = allowed; ceiling != Ceiling.COMPACT; ceiling = Ceiling.values()[ceiling.ordinal() - 1]) {
            HelperCommand farthest = farthest(ceiling);
            Way way = ways.choose(HelperCommand.COMPACT, farthest);
            Optional<RuntimeException> obstacle = way.obstacle(farthest);
            if (!obstacle.isPresent()) {
                return new Reach(way, ceiling, limit);
            }
            limit = "the way '" + way.name() + "' leads no farther: " + obstacle.get().getMessage();
        }
        return new Reach(ways.choose(HelperCommand.COMPACT, HelperCommand.COMPACT), Ceiling.COMPACT, limit);
    }

    /** The same by what was asked for alone. */
    static Optional<String> limit(ReliefOperation operation, HelperCommand command) {
        return operation.ceiling().allows(command.ceiling()) ? Optional.empty() : Optional.of(asked(operation.ceiling()));
    }

    private static String asked(Ceiling ceiling) {
        return "it was asked for no more than " + ceiling.text();
    }

    private static HelperCommand farthest(Ceiling ceiling) {
        return ceiling == Ceiling.ALL ? Ladder.DROP_SLAB : Ladder.DROP_PAGE_CACHE;
    }

    Way way() {
        return way;
    }

    /** No step of the relief lies beyond it. */
    Ceiling ceiling() {
        return ceiling;
    }

    /** What keeps the relief from this step, as a clause; empty when it is within reach. */
    Optional<String> limit(HelperCommand command) {
        return ceiling.allows(command.ceiling()) ? Optional.empty() : Optional.of(limit);
    }
}
